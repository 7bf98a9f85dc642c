package io.castellan.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How to reach a cluster: {@code bootstrap.servers} and client properties with their secrets already resolved. It shows the names
 * of its properties and never a value.
 */
public final class ClientProperties {
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String HIDDEN = "[hidden]";
    private static final Set<String> HARMLESS = Set.of(
            BOOTSTRAP, "security.protocol", "sasl.mechanism", "client.id", "ssl.protocol", "ssl.enabled.protocols");
    private static final Pattern OPTION = Pattern.compile("=\\s*(?:\"([^\"]+)\"|'([^']+)'|([^\\s;\"']+))");
    /** Shorter words would tear ordinary text apart when they are hidden. */
    private static final int SHORTEST_SECRET = 3;

    private final Map<String, Object> values;

    public ClientProperties(Map<String, ?> values) {
        this.values = Map.copyOf(values);
        if (bootstrapServers().isEmpty()) {
            throw new IllegalArgumentException("no " + BOOTSTRAP);
        }
    }

    /** As declared, {@code host:port} each. */
    public List<String> bootstrapServers() {
        var declared = values.getOrDefault(BOOTSTRAP, "");
        var servers = declared instanceof List<?> list
                ? list.stream().map(Object::toString)
                : Stream.of(declared.toString().split(","));
        return servers.map(String::strip).filter(server -> !server.isEmpty()).toList();
    }

    /** The declared protocol, Kafka's default where none is. */
    public String securityProtocol() {
        return values.getOrDefault("security.protocol", "PLAINTEXT").toString();
    }

    /** The value of a property, for the code that hands it to Kafka or derives the principal from it. */
    public String value(String name) {
        return values.getOrDefault(name, "").toString();
    }

    /**
     * What a client gets.
     *
     * @param preferred used where nothing is declared
     * @param forced used whatever is declared
     */
    public Map<String, Object> with(Map<String, ?> preferred, Map<String, ?> forced) {
        var all = new TreeMap<String, Object>(preferred);
        all.putAll(values);
        all.putAll(forced);
        return all;
    }

    /** The text without any value that may be a secret. */
    public String hideIn(String text) {
        var hidden = text;
        for (var secret : secrets()) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    private Set<String> secrets() {
        var longestFirst = new TreeSet<String>((one, other) ->
                one.length() == other.length() ? one.compareTo(other) : Integer.compare(other.length(), one.length()));
        values.forEach((name, value) -> {
            var text = value.toString();
            if (name.equals("sasl.jaas.config")) {
                OPTION.matcher(text)
                        .results()
                        .forEach(found -> Stream.of(found.group(1), found.group(2), found.group(3))
                                .filter(option -> option != null)
                                .forEach(longestFirst::add));
            }
            if (!HARMLESS.contains(name)
                    && !name.endsWith(".ms")
                    && !name.endsWith(".location")
                    && !name.endsWith(".type")) {
                longestFirst.add(text);
            }
        });
        longestFirst.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        return longestFirst;
    }

    @Override
    public String toString() {
        return "ClientProperties" + new TreeSet<>(values.keySet());
    }
}
