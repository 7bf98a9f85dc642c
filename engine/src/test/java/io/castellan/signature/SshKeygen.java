package io.castellan.signature;

import io.castellan.testing.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code ssh-keygen} program in one folder: what we accept is held against it. */
public final class SshKeygen {
    private final Path folder;

    public SshKeygen(Path folder) {
        this.folder = folder;
    }

    /** Makes a key pair without a passphrase and returns the private key's file. */
    public Path generate(String name, String... options) {
        var command = new ArrayList<Object>(List.of("ssh-keygen", "-q", "-f", folder.resolve(name), "-C", name));
        command.addAll(List.of(options));
        if (!List.of(options).contains("-N")) {
            command.addAll(List.of("-N", ""));
        }
        succeed(command.toArray());
        return folder.resolve(name);
    }

    /** Makes a certificate for a key and returns its file. */
    public Path certify(Path authority, Path key, String... options) {
        var command = new ArrayList<Object>(List.of("ssh-keygen", "-q", "-s", authority, "-I", "id"));
        command.addAll(List.of(options));
        command.add(key + ".pub");
        succeed(command.toArray());
        return Path.of(key + "-cert.pub");
    }

    public static String publicLine(Path key) {
        return text(Path.of(key + ".pub")).strip();
    }

    String sign(Path key, byte[] message, String namespace) {
        var file = write("message", message);
        succeed("rm", "-f", file + ".sig");
        succeed("ssh-keygen", "-Y", "sign", "-n", namespace, "-f", key, file);
        return text(Path.of(file + ".sig"));
    }

    /** Whether it accepts the signature for this principal. */
    boolean accepts(
            String signers, String principal, byte[] message, String armored, String namespace, String... options) {
        var command = new ArrayList<String>(List.of(
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                write("signers", signers.getBytes(StandardCharsets.UTF_8)).toString(),
                "-I",
                principal,
                "-n",
                namespace,
                "-s",
                write("armored", armored.getBytes(StandardCharsets.UTF_8)).toString()));
        command.addAll(List.of(options));
        var words = String.join("' '", command);
        return Execution.of(
                                folder,
                                Map.of("TZ", "UTC"),
                                "sh",
                                "-c",
                                "'" + words + "' < " + quoted(write("read", message)))
                        .status()
                == 0;
    }

    String fingerprint(String line) {
        var file = write("line.pub", line.getBytes(StandardCharsets.UTF_8));
        return succeed("ssh-keygen", "-l", "-f", file).split(" ")[1];
    }

    private static String quoted(Path file) {
        return "'" + file + "'";
    }

    private String succeed(Object... command) {
        var run = Execution.of(folder, Map.of(), command);
        if (run.status() != 0) {
            throw new AssertionError(List.of(command) + " ended with " + run.status() + ": " + run.err());
        }
        return run.out();
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
