package io.castellan.resource.catalogue;

import io.castellan.diagnostics.Code;

/** What can be wrong with a setting, before any broker is asked. Documented in {@code docs/errors/setting.md}. */
public final class CatalogueCodes {
    private static final String AREA = "SETTING";

    /** The key is not one of Kafka 4.4. */
    public static final Code UNKNOWN_KEY = new Code(AREA, 1);
    /** The value is not of the key's type. */
    public static final Code WRONG_TYPE = new Code(AREA, 2);
    /** The number is outside what the key allows. */
    public static final Code OUT_OF_RANGE = new Code(AREA, 3);
    /** The number has a unit that the key does not take. */
    public static final Code WRONG_UNIT = new Code(AREA, 4);
    /** The word is not one of the key's words. */
    public static final Code NOT_A_CHOICE = new Code(AREA, 5);
    /** The amount is not a whole number of the key's own unit. */
    public static final Code NOT_WHOLE = new Code(AREA, 6);
    /** The key is a replication throttle, which belongs to whoever moves replicas. */
    public static final Code THROTTLE_KEY = new Code(AREA, 7);
    /** The key belongs to the service that runs the cluster. */
    public static final Code MANAGED_KEY = new Code(AREA, 8);
    /** The key is one of Kafka's own, undocumented and not for declaring. */
    public static final Code INTERNAL_KEY = new Code(AREA, 9);

    /** Two values are valid by themselves and not together. */
    public static final Code CONTRADICTION = new Code(AREA, 10);

    private CatalogueCodes() {}
}
