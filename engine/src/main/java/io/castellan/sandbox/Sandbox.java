package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small real Kafka cluster on this machine: combined KRaft nodes with authorizer and SASL, listening on 127.0.0.1 only.
 * Its processes outlive the one that started them and are found again through the sandbox's folder.
 *
 * <p>The super user is {@code User:admin} (SCRAM-SHA-512, {@link #adminProperties}); further SCRAM users are made through
 * the admin API. Without an ACL nothing is allowed. Data is kept until {@link #wipe}.
 *
 * <p>Operations that change something exclude one another across processes. All failures are {@link Failure}s with codes of
 * {@code docs/errors/sandbox.md}.
 */
public final class Sandbox {
    private final SandboxFolder folder;
    private final NodeProcesses processes;
    private final Machine machine;
    private final JarSource jars;
    private final Progress progress;

    private Sandbox(SandboxFolder folder, Machine machine, JarSource jars, Progress progress) {
        this.folder = folder;
        this.processes = new NodeProcesses(folder);
        this.machine = machine;
        this.jars = jars;
        this.progress = progress;
    }

    /**
     * @param home the sandbox's own folder; may not exist yet
     * @param jars used when brokers are started
     */
    public static Sandbox in(Path home, JarSource jars, Progress progress) {
        return on(Machine.here(), home, jars, progress);
    }

    static Sandbox on(Machine machine, Path home, JarSource jars, Progress progress) {
        return new Sandbox(
                new SandboxFolder(home),
                requireNonNull(machine, "machine"),
                requireNonNull(jars, "jars"),
                requireNonNull(progress, "progress"));
    }

    /**
     * Builds the sandbox where it is not there, starts the nodes that do not run, and returns when all of them serve. Does
     * nothing when they do already. Stops what it started when they do not get so far.
     */
    public SandboxStatus up(SandboxSpec spec) {
        try (var turn = turn()) {
            new SandboxStart(folder, processes, machine, jars, progress).up(spec);
            return status(state());
        }
    }

    /** Stops all nodes, together, and keeps their data. Does nothing when there is no sandbox. */
    public void down() {
        try (var turn = turn()) {
            stopAll(machine.stop());
        }
    }

    /** Kills all nodes and deletes everything. Does nothing when there is no sandbox. */
    public void wipe() {
        try (var turn = turn()) {
            if (folder.readState().isEmpty()) {
                return;
            }
            stopAll(writesArchive() ? machine.stop() : Duration.ZERO);
            folder.wipe();
            progress.say("deleted " + folder.home());
        }
    }

    /** What is there now, without asking the brokers; empty when there is no sandbox. */
    public Optional<SandboxStatus> status() {
        return folder.readState().map(this::status);
    }

    /** Client properties of the super user, bootstrap servers included. They hold a password. */
    public Map<String, String> adminProperties() {
        return state().adminProperties(folder);
    }

    /** What this node printed, over all its starts. */
    public Path log(int node) {
        state().node(node);
        return folder.log(node);
    }

    /** The last lines of what this node printed, at most as many as asked for, from the last megabyte. */
    public List<String> lastLines(int node, int lines) {
        return LogTail.last(log(node), lines);
    }

    /** Stops one node in good order; kills it when it does not end, as a node without its quorum does not. */
    public void stopNode(int node) {
        try (var turn = turn()) {
            state().node(node);
            tellKilled(processes.stop(List.of(node), machine.stop()));
        }
    }

    /** Starts one node and returns when the cluster lists it and all others that run. */
    public void startNode(int node) {
        try (var turn = turn()) {
            var state = state();
            state.node(node);
            new SandboxStart(folder, processes, machine, jars, progress).startAgain(state, node);
        }
    }

    /** Kills one node without a chance to tidy up (SIGKILL). */
    public void killNode(int node) {
        state().node(node);
        processes.kill(node);
    }

    /** Suspends one node (SIGSTOP): it keeps its connections and answers nothing. */
    public void freezeNode(int node) {
        state().node(node);
        processes.freeze(node);
    }

    /** Lets a suspended node go on (SIGCONT). */
    public void thawNode(int node) {
        state().node(node);
        processes.thaw(node);
    }

    private SandboxStatus status(SandboxState state) {
        return new SandboxStatus(
                state.name(),
                state.kafkaVersion(),
                state.clusterId(),
                state.bootstrapServers(),
                state.nodes().stream().map(this::node).toList());
    }

    private SandboxStatus.Node node(NodeSpot node) {
        return new SandboxStatus.Node(
                node.id(),
                processes.state(node.id()),
                node.port(),
                node.controllerPort(),
                processes.pid(node.id()),
                node.rack(),
                node.kafkaVersion(),
                folder.log(node.id()));
    }

    /** Such a node is worth waiting for: it saves every later start a second. */
    private boolean writesArchive() {
        return folder.readState().map(SandboxState::ids).orElse(List.of()).stream()
                .anyMatch(processes::writesArchive);
    }

    private void stopAll(Duration patience) {
        folder.readState().ifPresent(state -> {
            var alive = state.nodes().stream()
                    .map(NodeSpot::id)
                    .filter(processes::alive)
                    .toList();
            var all = state.nodes().stream().map(NodeSpot::id).toList();
            var killed = processes.stop(all, patience);
            if (!patience.isZero()) {
                tellKilled(killed);
            }
            progress.say(
                    alive.isEmpty()
                            ? "sandbox '" + state.name() + "' was not running"
                            : "stopped " + alive.size() + " of " + all.size() + " nodes of sandbox '" + state.name()
                                    + "'");
        });
    }

    private void tellKilled(List<Integer> killed) {
        killed.forEach(node -> progress.say(
                "node " + node + " did not end within " + machine.stop().toSeconds() + " s and was killed"));
    }

    private SandboxState state() {
        return folder.readState()
                .orElseThrow(() -> new Failure(
                        ExitCode.INPUT,
                        Problem.error(SandboxCodes.NOTHING_HERE, "there is no sandbox in " + folder.home())
                                .withHint("make it with 'castellan sandbox up "
                                        + folder.home().getFileName() + "'")));
    }

    private SandboxLock turn() {
        return SandboxLock.take(folder, machine.turn(), progress);
    }
}
