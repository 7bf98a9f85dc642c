package io.castellan.cli;

import io.castellan.environment.ClusterAddress;
import io.castellan.environment.Environment;
import io.castellan.environment.SecretText;
import io.castellan.environment.Secrets;
import io.castellan.kafka.CallListener;
import io.castellan.kafka.CallSettings;
import io.castellan.kafka.ClientProperties;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.TimeSource;
import io.castellan.kafka.Traffic;
import java.nio.file.Path;
import java.util.TreeMap;

/** Opens the cluster of an environment. */
final class Connections {
    /** An environment variable: when it is set, each connection ends with a line that says what went over it. */
    private static final String TRAFFIC = "CASTELLAN_TRAFFIC";

    private final Session session;
    private final Path root;
    private final Secrets secrets;

    /** @param root the folder beside which sandboxes keep what is theirs */
    Connections(Session session, Path root, Secrets secrets) {
        this.session = session;
        this.root = root;
        this.secrets = secrets;
    }

    /** Nothing is contacted yet. Secrets are resolved here, and not kept but in the client's own properties. */
    KafkaAccess open(Environment environment) {
        var properties = environment
                .address()
                .fold(
                        this::properties,
                        sandbox -> new ClientProperties(
                                Sandboxes.of(root, environment.name()).adminProperties()));
        return new KafkaAccess(properties, CallSettings.defaults(), TimeSource.system(), listener());
    }

    private CallListener listener() {
        return session.environment().containsKey(TRAFFIC) ? new TrafficLine(session) : CallListener.silent();
    }

    private record TrafficLine(Session session) implements CallListener {
        @Override
        public void closed(Traffic traffic) {
            session.err()
                    .println("traffic: " + traffic.requests() + " requests, " + traffic.bytesIn() + " bytes in, "
                            + traffic.bytesOut() + " bytes out");
        }
    }

    private ClientProperties properties(ClusterAddress.Servers servers) {
        var properties = new TreeMap<String, String>();
        servers.clientConfig().forEach((key, text) -> properties.put(key, resolved(key, text)));
        properties.put("bootstrap.servers", String.join(",", servers.bootstrapServers()));
        return new ClientProperties(properties);
    }

    private String resolved(String key, SecretText text) {
        return key.equals("sasl.jaas.config") && SecretText.whole(text.raw()).isEmpty()
                ? text.resolve(reference -> quoted(secrets.resolve(reference)))
                : text.resolve(secrets::resolve);
    }

    /** As it must stand within the quotes of a login entry; a quote in a password would end them. */
    private static char[] quoted(char[] password) {
        return new String(password).replace("\\", "\\\\").replace("\"", "\\\"").toCharArray();
    }
}
