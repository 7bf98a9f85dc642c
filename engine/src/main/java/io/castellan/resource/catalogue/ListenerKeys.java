package io.castellan.resource.catalogue;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Broker keys written for a single listener, {@code listener.name.client.ssl.keystore.location}, or for a single way to log
 * in at it, {@code listener.name.client.scram-sha-512.sasl.jaas.config}.
 */
final class ListenerKeys {
    private static final Pattern LISTENER = Pattern.compile("listener\\.name\\.[^.]+\\.(.+)");
    private static final Set<String> PER_LISTENER = Set.of(
            "connections.max.reauth.ms",
            "max.connection.creation.rate",
            "max.connections",
            "num.network.threads",
            "principal.builder.class");
    private static final List<String> PER_MECHANISM = List.of(
            "connections.max.reauth.ms",
            "sasl.jaas.config",
            "sasl.login.callback.handler.class",
            "sasl.login.class",
            "sasl.server.callback.handler.class",
            "sasl.server.max.receive.size");

    private ListenerKeys() {}

    /** The plain key; the key itself where it is not written for a listener. */
    static String plain(String key) {
        var matcher = LISTENER.matcher(key);
        if (!matcher.matches()) {
            return key;
        }
        var rest = matcher.group(1);
        if (PER_LISTENER.contains(rest) || rest.startsWith("ssl.") || rest.startsWith("sasl.")) {
            return rest;
        }
        return PER_MECHANISM.stream()
                .filter(plain -> rest.endsWith("." + plain) && rest.indexOf('.') == rest.length() - plain.length() - 1)
                .findFirst()
                .orElse(key);
    }
}
