package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The sandbox's own passwords.
 *
 * @param admin of the super user {@value #ADMIN}, a SCRAM user for clients
 * @param broker of {@value #BROKER}, which brokers and controllers use among themselves (PLAIN)
 */
record Secrets(String admin, String broker) {
    static final String ADMIN = "admin";
    static final String BROKER = "broker";

    private static final int BYTES = 18;

    Secrets {
        requireNonNull(admin, "admin");
        requireNonNull(broker, "broker");
    }

    static Secrets random(SecureRandom random) {
        return new Secrets(password(random), password(random));
    }

    static Secrets from(Properties stored) {
        return new Secrets(stored.getProperty(ADMIN), stored.getProperty(BROKER));
    }

    Properties toProperties() {
        var stored = new Properties();
        stored.setProperty(ADMIN, admin);
        stored.setProperty(BROKER, broker);
        return stored;
    }

    private static String password(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
