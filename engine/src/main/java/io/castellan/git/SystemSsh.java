package io.castellan.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * Connects with the user's own {@code ssh} program, as Git does: its configuration, agent, security keys, known hosts and jump hosts
 * are the user's. {@code GIT_SSH_COMMAND} and {@code GIT_SSH} name another program. Whatever hangs is ended when the time is up.
 */
final class SystemSsh extends SshSessionFactory {
    private final RemoteSettings settings;
    private final Patience patience;

    SystemSsh(RemoteSettings settings, Patience patience) {
        this.settings = settings;
        this.patience = patience;
    }

    @Override
    public RemoteSession getSession(URIish uri, @Nullable CredentialsProvider credentials, FS fs, int timeout)
            throws TransportException {
        return new Session(uri);
    }

    @Override
    public String getType() {
        return "system";
    }

    /** @param remote the command to run over there */
    List<String> command(URIish uri, String remote, boolean sendVersion) {
        var command = new ArrayList<String>();
        settings.program("GIT_SSH_COMMAND")
                .ifPresentOrElse(
                        line -> command.addAll(List.of("sh", "-c", line + " \"$@\"", "ssh")),
                        () -> command.add(settings.program("GIT_SSH").orElse("ssh")));
        if (sendVersion) {
            command.addAll(List.of("-o", "SendEnv=GIT_PROTOCOL"));
        }
        if (uri.getPort() > 0) {
            command.addAll(List.of("-p", Integer.toString(uri.getPort())));
        }
        command.add((uri.getUser() == null ? "" : uri.getUser() + "@") + uri.getHost());
        command.add(remote);
        return command;
    }

    private final class Session implements RemoteSession2 {
        private final URIish uri;
        private @Nullable Process running;

        Session(URIish uri) {
            this.uri = uri;
        }

        @Override
        public Process exec(String remote, int timeout) throws IOException {
            return exec(remote, Map.of(), timeout);
        }

        @Override
        public Process exec(String remote, Map<String, String> environment, int timeout) throws IOException {
            var builder = new ProcessBuilder(command(uri, remote, environment.containsKey("GIT_PROTOCOL")));
            builder.environment().putAll(environment);
            var process = builder.start();
            running = process;
            endInTime(process);
            return new Reaped(process);
        }

        /** A read from a process cannot be interrupted; it ends when the process does. */
        private void endInTime(Process process) {
            var watch = new Thread(
                    () -> {
                        try {
                            if (!process.waitFor(patience.secondsLeft(), TimeUnit.SECONDS)) {
                                process.destroyForcibly();
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "ssh-deadline");
            watch.setDaemon(true);
            watch.start();
        }

        @Override
        public void disconnect() {
            if (running != null) {
                running.destroy();
            }
        }
    }

    /** JGit asks for the exit value once the streams have ended, which a process may do a moment before itself. */
    private static final class Reaped extends Process {
        private static final int SECONDS = 10;

        private final Process process;

        Reaped(Process process) {
            this.process = process;
        }

        @Override
        public OutputStream getOutputStream() {
            return process.getOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return process.getInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return process.getErrorStream();
        }

        @Override
        public int waitFor() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public int exitValue() {
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return process.exitValue();
        }

        @Override
        public void destroy() {
            process.destroy();
        }
    }
}
