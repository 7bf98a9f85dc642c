package io.castellan.kafka;

import io.castellan.kafka.Reachability.Knock;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Looks at a server from outside, without Kafka's client: does it listen, and does it speak TLS? Only to explain a failure. */
final class Doors {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What is seen of a port that answers a TLS handshake, and of one that answers with something else. */
    static final String TLS = "speaks TLS";

    static final String NO_TLS = "does not speak TLS";

    private Doors() {}

    static Knock knock(String server) {
        try (var socket = open(server)) {
            return new Knock(server, socket.isConnected(), "accepts connections");
        } catch (UnknownHostException e) {
            return new Knock(server, false, "host name unknown");
        } catch (SocketTimeoutException e) {
            return new Knock(server, false, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ConnectException e) {
            return new Knock(server, false, "connection refused");
        } catch (IOException e) {
            return new Knock(server, false, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return new Knock(server, false, "is not host:port");
        }
    }

    /** What an open port answers to the beginning of a TLS handshake. Whose certificate it is does not matter here. */
    static Knock listen(Knock open) {
        try (var socket = open(open.server());
                var tls = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                        .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            tls.startHandshake();
            return new Knock(open.server(), true, TLS);
        } catch (SocketTimeoutException e) {
            return new Knock(open.server(), true, "accepts connections and says nothing");
        } catch (SSLHandshakeException e) {
            boolean hungUp = e.getCause() instanceof EOFException || e.getCause() instanceof SocketException;
            return new Knock(open.server(), true, hungUp ? NO_TLS : TLS);
        } catch (IOException e) {
            return new Knock(open.server(), true, NO_TLS);
        }
    }

    private static Socket open(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        var host = server.substring(0, colon);
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        var address = new InetSocketAddress(bare, Integer.parseInt(server.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new UnknownHostException(bare);
        }
        var socket = new Socket();
        try {
            socket.connect(address, (int) PATIENCE.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
