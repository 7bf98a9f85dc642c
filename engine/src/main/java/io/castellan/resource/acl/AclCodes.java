package io.castellan.resource.acl;

import io.castellan.diagnostics.Code;

/** What can be said of access rules. Explained in {@code docs/errors/acl.md}. */
final class AclCodes {
    private static final String AREA = "ACL";

    /** A declaration or a part of it has not the expected form. */
    static final Code WRONG_FORM = new Code(AREA, 1);
    /** A rule or grant has a field that there is not. */
    static final Code UNKNOWN_FIELD = new Code(AREA, 2);
    /** What is named is no principal. */
    static final Code BAD_PRINCIPAL = new Code(AREA, 3);
    /** Kafka has no such operation. */
    static final Code UNKNOWN_OPERATION = new Code(AREA, 4);
    /** Kafka never checks the operation on such a resource. */
    static final Code OPERATION_IDLE = new Code(AREA, 5);
    /** Nothing can have such a name. */
    static final Code BAD_NAME = new Code(AREA, 6);
    /** No client comes from such an address. */
    static final Code BAD_HOST = new Code(AREA, 7);
    /** A list says the same rule twice. */
    static final Code DUPLICATE = new Code(AREA, 8);
    /** A rule that denies takes all that the rule would allow. */
    static final Code VOID = new Code(AREA, 9);
    /** An asterisk inside a name stands for itself. */
    static final Code ASTERISK = new Code(AREA, 10);

    /** The cluster has no authorizer. */
    static final Code NO_AUTHORIZER = new Code(AREA, 20);
    /** The change would take a right from the principal that makes it. */
    static final Code OWN_ACCESS = new Code(AREA, 21);
    /** The change may take from the brokers what they replicate with. */
    static final Code BROKER_ACCESS = new Code(AREA, 22);
    /** It cannot be told whether the change would take a right from the principal that makes it. */
    static final Code OWN_PRINCIPAL_UNKNOWN = new Code(AREA, 23);
    /** The cluster has rules of a sort that this version does not know. */
    static final Code UNKNOWN_SORT = new Code(AREA, 24);
    /** Whether resources without rules are open to everybody cannot be told. */
    static final Code EVERYONE_UNKNOWN = new Code(AREA, 25);

    private AclCodes() {}
}
