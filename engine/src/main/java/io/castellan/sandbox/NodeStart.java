package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Formats, launches and awaits nodes whose {@code server.properties} are written. */
final class NodeStart {
    private final SandboxFolder folder;
    private final NodeProcesses processes;
    private final Machine machine;
    private final JarSource jars;
    private final Progress progress;

    NodeStart(SandboxFolder folder, NodeProcesses processes, Machine machine, JarSource jars, Progress progress) {
        this.folder = requireNonNull(folder, "folder");
        this.processes = requireNonNull(processes, "processes");
        this.machine = requireNonNull(machine, "machine");
        this.jars = requireNonNull(jars, "jars");
        this.progress = requireNonNull(progress, "progress");
    }

    /** What formatting needs beyond what is written. */
    record Format(SandboxSpec spec, Secrets secrets) {
        Format {
            requireNonNull(spec, "spec");
            requireNonNull(secrets, "secrets");
        }
    }

    /**
     * Starts these nodes and returns when every running node is listed; stops them again when that fails.
     *
     * @param jvms from {@link #jvms}
     * @param format empty where the storage is known to be formatted
     */
    void start(SandboxState state, List<Integer> ids, Map<String, BrokerJvm> jvms, Optional<Format> format)
            throws PortTaken {
        format.ifPresent(known -> format(state, ids, known, jvms));
        progress.say("starting " + counted(ids.size()) + " of Kafka " + String.join(", ", jvms.keySet()));
        var started = new ArrayList<Integer>();
        try {
            for (var id : ids) {
                launch(state, state.node(id), jvms);
                started.add(id);
            }
            awaitServing(state, started);
        } catch (PortTaken | RuntimeException e) {
            processes.stop(started, Duration.ZERO);
            throw e;
        }
    }

    /** What runs these nodes, by Kafka version; fetches jars where needed. */
    Map<String, BrokerJvm> jvms(SandboxState state, List<Integer> ids) {
        return ids.stream()
                .map(id -> state.node(id).kafkaVersion())
                .distinct()
                .collect(Collectors.toMap(version -> version, this::jvm));
    }

    private BrokerJvm jvm(String kafkaVersion) {
        var classPath = jars.classPath(kafkaVersion, progress);
        return new BrokerJvm(
                machine.javaHome(),
                classPath,
                ClassArchive.in(machine.cache(), kafkaVersion, machine.javaHome(), classPath));
    }

    private void format(SandboxState state, List<Integer> ids, Format format, Map<String, BrokerJvm> jvms) {
        var raw = ids.stream()
                .map(state::node)
                .filter(node -> Formatting.needed(folder, node.id()))
                .toList();
        if (raw.isEmpty()) {
            return;
        }
        progress.say("formatting the storage of " + counted(raw.size()));
        raw.parallelStream()
                .forEach(node -> new Formatting(folder, requireNonNull(jvms.get(node.kafkaVersion())), format.secrets())
                        .format(format.spec(), state, node));
    }

    /** The first node that finds no class-data archive writes one for the next time. */
    private void launch(SandboxState state, NodeSpot node, Map<String, BrokerJvm> jvms) {
        var jvm = requireNonNull(jvms.get(node.kafkaVersion()));
        var writes = node.id() == 1 && jvm.archive().wanted();
        Optional<Path> draft =
                writes ? Optional.of(jvm.archive().draft(machine.random().nextLong())) : Optional.empty();
        var options = draft.map(jvm.archive()::writeOptions).orElseGet(jvm.archive()::useOptions);
        processes.start(node.id(), jvm.server(folder, node.id(), state.heapMegabytes(), options), draft);
    }

    /** Returns when every running node accepts clients and is listed by the cluster. */
    void awaitServing(SandboxState state) {
        try {
            awaitServing(state, List.of());
        } catch (PortTaken e) {
            throw e.failure();
        }
    }

    /** @param started nodes whose early end is a failed start */
    private void awaitServing(SandboxState state, Collection<Integer> started) throws PortTaken {
        var expected = state.nodes().stream()
                .filter(node -> processes.alive(node.id()) || started.contains(node.id()))
                .toList();
        var end = System.nanoTime() + machine.ready().toNanos();
        // The client is made while the brokers start: it loads many classes and connects when first asked.
        try (var readiness = new Readiness(
                state.adminProperties(folder),
                expected.stream().map(NodeSpot::id).toList())) {
            var opened = Waiting.until(
                    machine.ready(),
                    () -> anyEnded(started) || expected.stream().allMatch(node -> Ports.answers(node.port())));
            refuseEnded(started);
            var left = Duration.ofNanos(end - System.nanoTime());
            var listed = opened && Waiting.until(left, () -> anyEnded(started) || readiness.look());
            refuseEnded(started);
            if (!listed) {
                throw notServing(state, expected, opened);
            }
        }
    }

    private boolean anyEnded(Collection<Integer> started) {
        return started.stream().anyMatch(node -> !processes.alive(node));
    }

    private void refuseEnded(Collection<Integer> started) throws PortTaken {
        for (var node : started) {
            if (!processes.alive(node)) {
                var offset = processes.logOffset(node);
                var failure = notReady("node " + node + " ended while starting" + lastWords(node));
                if (LogTail.portWasTaken(folder.log(node), offset)) {
                    throw new PortTaken(failure);
                }
                throw failure;
            }
        }
    }

    private Failure notServing(SandboxState state, List<NodeSpot> expected, boolean opened) {
        var silent = expected.stream()
                .filter(node -> !Ports.answers(node.port()))
                .map(NodeSpot::id)
                .toList();
        var what = opened
                ? "the cluster did not list the nodes "
                        + expected.stream().map(NodeSpot::id).toList()
                : "the nodes " + silent + " did not accept clients";
        var words = (silent.isEmpty() ? state.ids() : silent)
                .stream().map(this::lastWords).collect(Collectors.joining());
        return notReady(what + " within " + machine.ready().toSeconds() + " s" + words);
    }

    private String lastWords(int node) {
        return LogTail.why(folder.log(node), processes.logOffset(node)).stream()
                .collect(Collectors.joining("\n  ", "\n  node " + node + ":\n  ", ""));
    }

    private Failure notReady(String message) {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(SandboxCodes.NOT_READY, message).withHint("the whole log: 'castellan sandbox logs'"));
    }

    private static String counted(int nodes) {
        return nodes == 1 ? "1 node" : nodes + " nodes";
    }
}
