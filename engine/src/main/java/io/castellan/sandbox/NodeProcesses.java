package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Starts, stops and recognises the broker processes of one sandbox. */
final class NodeProcesses {
    private static final Duration KILLED = Duration.ofSeconds(10);
    private static final long LOG_BYTES = 10_000_000;

    private final SandboxFolder folder;

    NodeProcesses(SandboxFolder folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    void start(int node, List<String> command, Optional<Path> archiveDraft) {
        var log = folder.log(node);
        if (BrokerJvm.size(log) > LOG_BYTES) {
            folder.delete(log);
        }
        var offset = BrokerJvm.size(log);
        var builder = new ProcessBuilder(command)
                .directory(folder.node(node).toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        BrokerJvm.withoutForeignOptions(builder);
        try {
            var pid = builder.start().pid();
            var mark = ProcessMark.of(pid).orElse(new ProcessMark(pid, "ended at once"));
            folder.writeProcess(node, new StartedProcess(mark, offset, archiveDraft));
        } catch (IOException e) {
            throw SandboxFolder.unusable(log, e);
        }
    }

    NodeState state(int node) {
        return folder.readProcess(node)
                .map(started -> switch (started.mark().life()) {
                    case GONE -> NodeState.DIED;
                    case ALIVE -> NodeState.RUNNING;
                    case SUSPENDED -> NodeState.FROZEN;
                })
                .orElse(NodeState.STOPPED);
    }

    boolean alive(int node) {
        return pid(node).isPresent();
    }

    OptionalLong pid(int node) {
        return folder
                .readProcess(node)
                .map(StartedProcess::mark)
                .filter(mark -> mark.life() != ProcessMark.Life.GONE)
                .stream()
                .mapToLong(ProcessMark::pid)
                .findFirst();
    }

    /** Whether this process writes a class-data archive when it ends in good order. */
    boolean writesArchive(int node) {
        return alive(node)
                && folder.readProcess(node)
                        .flatMap(StartedProcess::archiveDraft)
                        .isPresent();
    }

    long logOffset(int node) {
        return folder.readProcess(node).map(StartedProcess::logOffset).orElse(0L);
    }

    /**
     * Stops these nodes together: a combined node waits for the quorum, which the others must not leave before it. What
     * does not end by itself is killed.
     *
     * @return the nodes that had to be killed
     */
    List<Integer> stop(Collection<Integer> nodes, Duration patience) {
        var living = nodes.stream().filter(this::alive).toList();
        living.forEach(node -> folder.readProcess(node)
                .map(StartedProcess::mark)
                .ifPresent(mark -> {
                    if (mark.life() == ProcessMark.Life.SUSPENDED) {
                        mark.resume();
                    }
                    mark.terminate();
                }));
        Waiting.until(patience, () -> living.stream().noneMatch(this::alive));
        var stubborn = living.stream().filter(this::alive).toList();
        stubborn.forEach(this::kill);
        nodes.forEach(node -> settle(node, living.contains(node) && !stubborn.contains(node)));
        return stubborn;
    }

    /** Kills without a chance to tidy up; afterwards the node counts as died. */
    void kill(int node) {
        folder.readProcess(node).map(StartedProcess::mark).ifPresent(ProcessMark::kill);
        if (!Waiting.until(KILLED, () -> !alive(node))) {
            throw new IllegalStateException("process " + pid(node) + " cannot be killed");
        }
    }

    void freeze(int node) {
        folder.readProcess(node).map(StartedProcess::mark).ifPresent(ProcessMark::suspend);
    }

    void thaw(int node) {
        folder.readProcess(node).map(StartedProcess::mark).ifPresent(ProcessMark::resume);
    }

    private void settle(int node, boolean endedWell) {
        folder.readProcess(node)
                .flatMap(StartedProcess::archiveDraft)
                .ifPresent(endedWell ? ClassArchive::adopt : ClassArchive::discard);
        folder.forgetProcess(node);
        folder.delete(folder.temporary(node));
        folder.createNode(node);
    }
}
