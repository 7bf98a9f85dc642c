package io.castellan.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/**
 * Kafka's client prints its whole configuration at each start and a warning for every connection that fails. We say what matters
 * ourselves, so it is silent unless somebody asked for its log.
 */
public final class KafkaLogging {
    private static final String CLIENT = "org.apache.kafka";

    private KafkaLogging() {}

    /** Silences the client, where its level is not set explicitly. */
    public static void quieten() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var logger = context.getLogger(CLIENT);
            if (logger.getLevel() == null) {
                logger.setLevel(Level.OFF);
            }
        }
    }
}
