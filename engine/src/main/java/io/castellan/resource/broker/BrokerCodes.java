package io.castellan.resource.broker;

import io.castellan.diagnostics.Code;

/** What can be said of broker settings. */
final class BrokerCodes {
    static final Code OF_ONE_NODE = new Code("BROKER", 1);
    static final Code NEEDS_RESTART = new Code("BROKER", 2);
    static final Code SHADOWED = new Code("BROKER", 3);
    static final Code MIN_ISR_ABOVE_REPLICAS = new Code("BROKER", 4);
    static final Code MIN_ISR_FIXED = new Code("BROKER", 5);
    static final Code TOO_FAR_APART = new Code("BROKER", 6);
    static final Code TOPOLOGY = new Code("BROKER", 7);
    static final Code NODE_GONE = new Code("BROKER", 8);

    private BrokerCodes() {}
}
