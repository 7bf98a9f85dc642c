package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Chooses free ports on 127.0.0.1. Between choosing and binding another program may take one; the range is below the one
 * from which systems serve outgoing connections, so that this takes another program that chooses at random.
 */
record Ports(Random random) {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int ATTEMPTS = 500;
    private static final int ANSWER_MILLIS = 200;

    Ports {
        requireNonNull(random, "random");
    }

    List<Integer> choose(int number) {
        var held = new ArrayList<ServerSocket>();
        try {
            for (var attempt = 0; attempt < ATTEMPTS && held.size() < number; attempt++) {
                hold(FIRST + random.nextInt(COUNT), held);
            }
            if (held.size() < number) {
                throw new Failure(
                        ExitCode.REFUSED,
                        Problem.error(
                                        SandboxCodes.PORTS_SHORT,
                                        number + " free ports are needed between " + FIRST + " and " + (FIRST + COUNT)
                                                + " on 127.0.0.1, found " + held.size() + " in " + ATTEMPTS
                                                + " attempts")
                                .withHint("stop other sandboxes or servers"));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(Ports::release);
        }
    }

    static boolean free(int port) {
        var held = new ArrayList<ServerSocket>();
        hold(port, held);
        held.forEach(Ports::release);
        return !held.isEmpty();
    }

    /** Whether something accepts connections there. */
    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void hold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
        } catch (IOException e) {
            // Taken: the caller tries another one.
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing was accepted on it, so nothing is lost.
        }
    }
}
