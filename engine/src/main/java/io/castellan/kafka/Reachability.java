package io.castellan.kafka;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Finds out why no broker answers and says it in one problem. */
final class Reachability {
    private static final Duration KNOCK = Duration.ofSeconds(2);

    private final ClientProperties properties;

    Reachability(ClientProperties properties) {
        this.properties = properties;
    }

    /** What a plain connection to a bootstrap server shows. */
    record Knock(String server, boolean open, String seen) {}

    /** Tries all bootstrap servers at the same time; takes two seconds at most. */
    List<Knock> knock() {
        var running = properties.bootstrapServers().stream()
                .map(server -> CompletableFuture.supplyAsync(() -> knock(server), task -> {
                    var thread = new Thread(task, "castellan-knock");
                    thread.setDaemon(true);
                    thread.start();
                }))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static Knock knock(String server) {
        int colon = server.lastIndexOf(':');
        try (var socket = new Socket()) {
            var address = new InetSocketAddress(
                    bare(server.substring(0, colon)), Integer.parseInt(server.substring(colon + 1)));
            if (address.isUnresolved()) {
                return new Knock(server, false, "host name unknown");
            }
            socket.connect(address, (int) KNOCK.toMillis());
            return new Knock(server, true, "accepts connections");
        } catch (UnknownHostException e) {
            return new Knock(server, false, "host name unknown");
        } catch (SocketTimeoutException e) {
            return new Knock(server, false, "no answer within " + KNOCK.toSeconds() + " s");
        } catch (ConnectException e) {
            return new Knock(server, false, "connection refused");
        } catch (IOException e) {
            return new Knock(server, false, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return new Knock(server, false, "is not host:port");
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
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
            return Optional.of(failure(
                    KafkaCodes.UNSUPPORTED,
                    "the brokers at " + servers() + " do not know a request: " + error.message(),
                    "check that the port is one for clients and not the controllers' own, and that the brokers are not too old"));
        }
        return Optional.empty();
    }

    /** The failure for brokers that do not answer, from what knocking at their doors showed. */
    Failure silence(List<Knock> knocks, KafkaError error) {
        var seen = knocks.stream()
                .map(knock -> knock.server() + " " + knock.seen())
                .collect(Collectors.joining(", "));
        if (knocks.stream().anyMatch(Knock::open)) {
            return failure(
                    KafkaCodes.NOT_SPOKEN,
                    "no broker answers with security.protocol " + properties.securityProtocol() + ": " + seen + " ("
                            + error.message() + ")",
                    "check that the port is a client listener of that protocol, that the brokers' advertised listeners are"
                            + " reachable from here, and that the brokers are up");
        }
        return failure(
                KafkaCodes.UNREACHABLE,
                "no bootstrap server can be reached: " + seen,
                "check bootstrapServers, the network from here, and that the brokers are up");
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
