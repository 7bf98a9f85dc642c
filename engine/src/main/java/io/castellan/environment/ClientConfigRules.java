package io.castellan.environment;

import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which client properties an environment may declare (R13). State files come from people who may only propose, so what is not in
 * the list is refused: nothing that names Java code, nothing that fetches from an address, nothing that Castellan sets itself. The
 * text is judged as written, with references to secrets in place.
 */
public final class ClientConfigRules {
    private static final Pattern SECRET_OPTION = Pattern.compile("password|.*[sS]ecret|.*[tT]oken|user_.*");
    private static final Pattern REFERENCES = Pattern.compile("(\\$\\{env:[A-Za-z_][A-Za-z0-9_]*})+");
    private static final Pattern NAMES_CODE = Pattern.compile(
            ".*(\\.class(es)?|class\\.name|interceptor.*|reporters?|provider.*|.*callback.*|factory.*|implementation|(de)?serializer"
                    + "|partitioner.*|assignor.*|assignment\\.strategy|plugin.*)$");
    private static final List<String> OURS = List.of(
            "bootstrap.servers",
            "bootstrap.controllers",
            "client.id",
            "group.id",
            "group.protocol",
            "metric.reporters",
            "enable.metrics.push",
            "enable.auto.commit",
            "session.timeout.ms",
            "heartbeat.interval.ms");
    private static final List<String> LOGIN_MODULES = List.of(
            "org.apache.kafka.common.security.plain.PlainLoginModule",
            "org.apache.kafka.common.security.scram.ScramLoginModule",
            "com.sun.security.auth.module.Krb5LoginModule");
    private static final int LONGEST_TIME = 600_000;
    private static final int LARGEST_BUFFER = 64 * 1024 * 1024;

    /** What is wrong with a value, if anything; the text must not hold the value of a secret. */
    private interface Check {
        Optional<String> wrong(String value);
    }

    private static final Check TEXT = value -> Optional.empty();
    private static final Check TIME = whole(0, LONGEST_TIME);
    private static final Check BUFFER = whole(-1, LARGEST_BUFFER);
    private static final Check PATH =
            value -> Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:").matcher(value).find()
                    ? Optional.of("is the path of a file, not a URL")
                    : Optional.empty();
    private static final Check SHARE = value ->
            value.matches("0(\\.[0-9]+)?|1(\\.0+)?") ? Optional.empty() : Optional.of("is a number from 0 to 1");

    private static final Map<String, Check> ALLOWED = new TreeMap<>(Map.ofEntries(
            Map.entry("security.protocol", oneOf("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")),
            Map.entry("sasl.mechanism", oneOf("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "GSSAPI")),
            Map.entry("sasl.jaas.config", TEXT),
            Map.entry("sasl.kerberos.service.name", TEXT),
            Map.entry("sasl.kerberos.min.time.before.relogin", whole(0, Integer.MAX_VALUE)),
            Map.entry("sasl.kerberos.ticket.renew.jitter", SHARE),
            Map.entry("sasl.kerberos.ticket.renew.window.factor", SHARE),
            Map.entry("ssl.truststore.location", PATH),
            Map.entry("ssl.truststore.password", TEXT),
            Map.entry("ssl.truststore.type", oneOf("JKS", "PKCS12", "PEM")),
            Map.entry("ssl.truststore.certificates", TEXT),
            Map.entry("ssl.keystore.location", PATH),
            Map.entry("ssl.keystore.password", TEXT),
            Map.entry("ssl.keystore.type", oneOf("JKS", "PKCS12", "PEM")),
            Map.entry("ssl.keystore.key", TEXT),
            Map.entry("ssl.keystore.certificate.chain", TEXT),
            Map.entry("ssl.key.password", TEXT),
            Map.entry("ssl.protocol", oneOf("TLSv1.2", "TLSv1.3")),
            Map.entry("ssl.enabled.protocols", listOf("TLSv1.2", "TLSv1.3")),
            Map.entry("ssl.cipher.suites", TEXT),
            Map.entry("ssl.endpoint.identification.algorithm", oneOf("https", "")),
            Map.entry("client.dns.lookup", oneOf("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only")),
            Map.entry("request.timeout.ms", TIME),
            Map.entry("default.api.timeout.ms", TIME),
            Map.entry("socket.connection.setup.timeout.ms", TIME),
            Map.entry("socket.connection.setup.timeout.max.ms", TIME),
            Map.entry("connections.max.idle.ms", TIME),
            Map.entry("metadata.max.age.ms", TIME),
            Map.entry("reconnect.backoff.ms", TIME),
            Map.entry("reconnect.backoff.max.ms", TIME),
            Map.entry("retry.backoff.ms", TIME),
            Map.entry("retry.backoff.max.ms", TIME),
            Map.entry("receive.buffer.bytes", BUFFER),
            Map.entry("send.buffer.bytes", BUFFER)));
    private static final List<String> SECRETS =
            List.of("ssl.truststore.password", "ssl.keystore.password", "ssl.keystore.key", "ssl.key.password");

    private ClientConfigRules() {}

    /** Every property that an environment may declare at all. */
    public static Set<String> properties() {
        return Set.copyOf(ALLOWED.keySet());
    }

    /**
     * @param config property to value as written
     * @param places where each property stands
     * @return every problem; empty when all is allowed
     */
    public static List<Problem> check(Map<String, String> config, Function<String, Place> places) {
        var problems = new ArrayList<Problem>();
        new TreeMap<>(config).forEach((name, value) -> problems.addAll(check(name, value, places.apply(name))));
        return List.copyOf(problems);
    }

    private static List<Problem> check(String name, String value, Place at) {
        var check = ALLOWED.get(name);
        if (check == null) {
            return List.of(notAllowed(name, at));
        }
        if (REFERENCES.matcher(value).replaceAll("").contains("${")) {
            return List.of(Problem.error(
                            ClientConfigCodes.BAD_REFERENCE,
                            at,
                            "'" + name + "' holds a ${…} that is no reference to a secret")
                    .withHint("write ${env:NAME}; inside sasl.jaas.config in double quotes"));
        }
        boolean referenced = REFERENCES.matcher(value).find();
        if (SECRETS.contains(name) && !REFERENCES.matcher(value).matches()) {
            return List.of(plainSecret(name, at));
        }
        if (name.equals("sasl.jaas.config")) {
            return REFERENCES.matcher(value).matches() ? List.of() : jaas(value, at);
        }
        return referenced
                ? List.of()
                : check.wrong(value).stream()
                        .map(wrong -> Problem.error(
                                ClientConfigCodes.BAD_VALUE, at, "'" + name + "' " + wrong + ", not '" + value + "'"))
                        .toList();
    }

    private static Problem notAllowed(String name, Place at) {
        if (OURS.contains(name)) {
            return Problem.error(ClientConfigCodes.OURS, at, "'" + name + "' is set by Castellan")
                    .withHint(
                            name.startsWith("bootstrap.")
                                    ? "addresses go to cluster.bootstrapServers"
                                    : "leave it out of clientConfig");
        }
        if (NAMES_CODE.matcher(name).matches()) {
            return Problem.error(
                            ClientConfigCodes.RUNS_CODE,
                            at,
                            "'" + name + "' names code to load, which clientConfig may not")
                    .withHint("whoever may propose a state file could run code where Castellan runs");
        }
        if (name.endsWith(".url")) {
            return Problem.error(
                            ClientConfigCodes.RUNS_CODE,
                            at,
                            "'" + name + "' makes the client read from an address, which clientConfig may not")
                    .withHint("OAUTHBEARER is not supported");
        }
        var problem = Problem.error(ClientConfigCodes.UNKNOWN, at, "client property '" + name + "' is not allowed");
        return problem.withHint(Nearest.of(name, ALLOWED.keySet())
                .map(Nearest::question)
                .orElse("allowed are " + String.join(", ", ALLOWED.keySet())));
    }

    private static List<Problem> jaas(String text, Place at) {
        var lines = JaasLine.read(text);
        if (lines.isEmpty() || lines.get().size() != 1) {
            return List.of(Problem.error(
                            ClientConfigCodes.BAD_JAAS, at, "'sasl.jaas.config' is not one login entry in JAAS form")
                    .withHint("for example: " + LOGIN_MODULES.get(1)
                            + " required username=\"castellan\" password=\"${env:KAFKA_PASSWORD}\";"));
        }
        var line = lines.get().get(0);
        var problems = new ArrayList<Problem>();
        if (!LOGIN_MODULES.contains(line.module())) {
            problems.add(Problem.error(
                            ClientConfigCodes.LOGIN_MODULE,
                            at,
                            "'sasl.jaas.config' names a login module that is not allowed")
                    .withHint("allowed are " + String.join(", ", LOGIN_MODULES)));
        }
        new TreeMap<>(line.options()).forEach((option, value) -> {
            if (SECRET_OPTION.matcher(option).matches()
                    && !REFERENCES.matcher(value).matches()) {
                problems.add(plainSecret("sasl.jaas.config", at));
            }
        });
        return problems;
    }

    private static Problem plainSecret(String name, Place at) {
        return Problem.error(
                        ClientConfigCodes.PLAIN_SECRET,
                        at,
                        "'" + name + "' holds a secret, and a secret in Git is not one any more")
                .withHint("put it in an environment variable and write ${env:NAME} in its place");
    }

    private static Check oneOf(String... values) {
        var valid = List.of(values);
        return value -> valid.contains(value)
                ? Optional.empty()
                : Optional.of("is one of " + String.join(", ", valid).replaceFirst(", $", " or empty"));
    }

    private static Check listOf(String... values) {
        var valid = List.of(values);
        return value -> List.of(value.split(",")).stream().map(String::strip).allMatch(valid::contains)
                ? Optional.empty()
                : Optional.of("is a list of " + String.join(", ", valid));
    }

    private static Check whole(int least, int most) {
        return value -> {
            boolean number = value.matches("-?[0-9]{1,10}");
            return number && Long.parseLong(value) >= least && Long.parseLong(value) <= most
                    ? Optional.empty()
                    : Optional.of("is a whole number from " + least + " to " + most);
        };
    }
}
