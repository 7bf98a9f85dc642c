package io.castellan.kafka;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Finds out why no broker answers and says it in one problem. */
final class Reachability {
    private final ClientProperties properties;

    Reachability(ClientProperties properties) {
        this.properties = properties;
    }

    /** What a plain connection to a bootstrap server shows. */
    record Knock(String server, boolean open, String seen) {}

    /** Tries all bootstrap servers at the same time; takes two seconds at most. */
    List<Knock> knock() {
        return atOnce(properties.bootstrapServers(), Doors::knock);
    }

    private static <I, R> List<R> atOnce(List<I> items, Function<I, R> work) {
        var running = items.stream()
                .map(item -> CompletableFuture.supplyAsync(() -> work.apply(item), task -> {
                    var thread = new Thread(task, "castellan-knock");
                    thread.setDaemon(true);
                    thread.start();
                }))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    /** Why nobody answered the very first call. */
    Failure explain(KafkaError error) {
        return rejected(error).orElseGet(() -> silence(knock(), error));
    }

    /** Why nobody answers any more, after calls that were answered. */
    Failure lost(KafkaError error) {
        return rejected(error).orElseGet(() -> {
            var knocks = knock();
            return knocks.stream().noneMatch(Knock::open)
                    ? silence(knocks, error)
                    : failure(
                            KafkaCodes.NO_ANSWER,
                            "the brokers accept connections and did not answer in time: " + error.message(),
                            "they may be overloaded, starting, or without a controller; try again when the cluster is healthy");
        });
    }

    private Optional<Failure> rejected(KafkaError error) {
        if (error.is(SaslAuthenticationException.class)) {
            return Optional.of(failure(
                    KafkaCodes.AUTHENTICATION,
                    "the brokers at " + servers() + " reject the credentials: " + error.message(),
                    "check sasl.mechanism (declared: " + orNone(properties.value("sasl.mechanism"))
                            + "), user and password in sasl.jaas.config"));
        }
        if (error.is(AuthenticationException.class)) {
            return Optional.of(failure(
                    KafkaCodes.TLS,
                    "no TLS connection to " + servers() + ": " + error.message(),
                    "check that the port speaks " + properties.securityProtocol()
                            + ", ssl.truststore.location, the host names in the brokers' certificates, and the key if they ask"
                            + " for one"));
        }
        if (error.is(UnsupportedVersionException.class)) {
            return Optional.of(
                    failure(
                            KafkaCodes.UNSUPPORTED,
                            "the brokers at " + servers() + " do not know a request: " + error.message(),
                            "check that the port is one for clients and not the controllers' own, and that the brokers are not too old"));
        }
        return Optional.empty();
    }

    /** The failure for brokers that do not answer, from what knocking at their doors showed. */
    Failure silence(List<Knock> knocks, KafkaError error) {
        if (knocks.stream().anyMatch(Knock::open)) {
            var heard = atOnce(knocks, knock -> knock.open() ? Doors.listen(knock) : knock);
            return failure(
                    KafkaCodes.NOT_SPOKEN,
                    "no broker answers with security.protocol " + properties.securityProtocol() + ": " + text(heard)
                            + " (" + error.message() + ")",
                    meant(heard)
                                    .map(it -> "the listener may be one of " + it + "; otherwise ")
                                    .orElse("")
                            + "check that the port is a client listener of that protocol, that the brokers' advertised listeners are"
                            + " reachable from here, and that the brokers are up");
        }
        return failure(
                KafkaCodes.UNREACHABLE,
                "no bootstrap server can be reached: " + text(knocks),
                "check bootstrapServers, the network from here, and that the brokers are up");
    }

    /** The protocols that fit what was heard: with SASL or without cannot be told from outside. */
    private Optional<String> meant(List<Knock> heard) {
        var said =
                heard.stream().filter(Knock::open).map(Knock::seen).distinct().toList();
        var fit = said.equals(List.of(Doors.TLS))
                ? List.of("SSL", "SASL_SSL")
                : said.equals(List.of(Doors.NO_TLS)) ? List.of("PLAINTEXT", "SASL_PLAINTEXT") : List.<String>of();
        return fit.isEmpty()
                ? Optional.empty()
                : Optional.of(fit.stream()
                        .filter(protocol -> !protocol.equals(properties.securityProtocol()))
                        .collect(Collectors.joining(" or ", "security.protocol ", "")));
    }

    private static String text(List<Knock> knocks) {
        return knocks.stream().map(knock -> knock.server() + " " + knock.seen()).collect(Collectors.joining(", "));
    }

    private Failure failure(Code code, String message, String hint) {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(code, properties.hideIn(message)).withHint(hint));
    }

    private String servers() {
        return String.join(", ", properties.bootstrapServers());
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }
}
