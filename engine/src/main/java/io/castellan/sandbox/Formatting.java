package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Formats the storage of a node, once, with the admin's SCRAM credentials in it. */
final class Formatting {
    private static final long MOST_SECONDS = 60;
    private static final String MECHANISM = "SCRAM-SHA-512";

    private final SandboxFolder folder;
    private final BrokerJvm jvm;
    private final Secrets secrets;

    Formatting(SandboxFolder folder, BrokerJvm jvm, Secrets secrets) {
        this.folder = requireNonNull(folder, "folder");
        this.jvm = requireNonNull(jvm, "jvm");
        this.secrets = requireNonNull(secrets, "secrets");
    }

    static boolean needed(SandboxFolder folder, int node) {
        return !Files.isDirectory(folder.data(node));
    }

    /** Formats beside the place and moves it there when complete: what was killed half-way is begun anew. */
    void format(SandboxSpec spec, SandboxState state, NodeSpot node) {
        var draft = folder.node(node.id()).resolve("data.new");
        var config = folder.node(node.id()).resolve("format.properties");
        var arguments = folder.node(node.id()).resolve("format.args");
        folder.delete(draft);
        folder.write(config, ServerProperties.compose(spec, state.nodes(), node, draft, secrets));
        folder.write(
                arguments,
                String.join(
                        "\n",
                        jvm.programArguments(
                                "kafka.tools.StorageTool",
                                List.of(
                                        "format",
                                        "-t",
                                        state.clusterId(),
                                        "-c",
                                        config.toString(),
                                        "--add-scram",
                                        admin()))));
        try {
            run(node, arguments);
            Files.move(draft, folder.data(node.id()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw SandboxFolder.unusable(draft, e);
        } finally {
            folder.delete(config);
            folder.delete(arguments);
        }
    }

    private String admin() {
        return MECHANISM + "=[name=" + Secrets.ADMIN + ",password=" + secrets.admin() + "]";
    }

    private void run(NodeSpot node, Path arguments) throws IOException {
        var output = folder.node(node.id()).resolve("format.log");
        var builder = new ProcessBuilder(jvm.java().toString(), "@" + arguments)
                .directory(folder.node(node.id()).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        BrokerJvm.withoutForeignOptions(builder);
        var process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw failed(node, "did not end within " + MOST_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failed(
                        node,
                        "ended with status " + process.exitValue() + ": "
                                + LogTail.why(output, 0).stream().collect(Collectors.joining("\n  ", "\n  ", "")));
            }
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        } finally {
            process.destroyForcibly();
            folder.delete(output);
        }
    }

    private Failure failed(NodeSpot node, String why) {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(
                        SandboxCodes.FORMAT_FAILED,
                        "formatting the storage of node " + node.id() + " with Kafka " + node.kafkaVersion() + " "
                                + why));
    }
}
