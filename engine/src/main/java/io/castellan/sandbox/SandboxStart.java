package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** Decides what a sandbox needs to become what its spec says, and has it done. The caller holds the sandbox's lock. */
final class SandboxStart {
    private static final int PORT_ATTEMPTS = 3;
    private static final long MEGABYTE = 1L << 20;

    private final SandboxFolder folder;
    private final NodeProcesses processes;
    private final Machine machine;
    private final NodeStart nodeStart;
    private final Progress progress;
    private final Ports ports;

    SandboxStart(SandboxFolder folder, NodeProcesses processes, Machine machine, JarSource jars, Progress progress) {
        this.folder = requireNonNull(folder, "folder");
        this.processes = requireNonNull(processes, "processes");
        this.machine = requireNonNull(machine, "machine");
        this.nodeStart = new NodeStart(folder, processes, machine, jars, progress);
        this.progress = requireNonNull(progress, "progress");
        this.ports = new Ports(machine.random());
    }

    void up(SandboxSpec spec) {
        // One that was never formatted holds nothing that a new declaration could lose.
        var built = folder.readState().filter(this::isFormatted);
        built.ifPresent(state -> refuseRebuild(spec, state));
        var state = built.map(known -> refreshed(spec, known)).orElseGet(() -> planned(spec));
        var secrets = folder.readSecrets().orElseGet(() -> Secrets.random(machine.random()));
        var missing =
                state.ids().stream().filter(node -> !processes.alive(node)).toList();
        refuseChangeWhileRunning(spec, state, secrets);
        if (missing.isEmpty()) {
            nodeStart.awaitServing(state);
            progress.say("sandbox '" + spec.name() + "' is already running at " + state.bootstrapServers());
            return;
        }
        requireMemory(spec, missing.size());
        var jvms = nodeStart.jvms(state, missing);
        for (var attempt = 1; ; attempt++) {
            try {
                write(spec, state, missing, secrets);
                nodeStart.start(state, missing, jvms, Optional.of(new NodeStart.Format(spec, secrets)));
                break;
            } catch (PortTaken e) {
                if (attempt == PORT_ATTEMPTS || missing.size() < state.nodes().size()) {
                    throw e.failure();
                }
                progress.say("a port was taken in the meantime: choosing others");
                state = withPorts(state);
            }
        }
        progress.say("sandbox '" + spec.name() + "' serves at " + state.bootstrapServers());
    }

    /** Starts a node of a sandbox that was built before, as it was. */
    void startAgain(SandboxState state, int node) {
        if (processes.alive(node)) {
            progress.say("node " + node + " is already running");
            return;
        }
        try {
            var nodes = List.of(node);
            nodeStart.start(state, nodes, nodeStart.jvms(state, nodes), Optional.empty());
        } catch (PortTaken e) {
            throw e.failure();
        }
    }

    private boolean isFormatted(SandboxState state) {
        return state.ids().stream().anyMatch(node -> !Formatting.needed(folder, node));
    }

    private SandboxState planned(SandboxSpec spec) {
        var clusterId = spec.clusterId()
                .map(SandboxStart::clusterId)
                .orElseGet(() -> Uuid.randomUuid().toString());
        var nodes = IntStream.rangeClosed(1, spec.brokers())
                .mapToObj(id -> new NodeSpot(id, spec.kafkaVersion(), spec.rackOf(id), 0, 0))
                .toList();
        return withPorts(new SandboxState(spec.name(), spec.kafkaVersion(), clusterId, spec.heapMegabytes(), nodes));
    }

    /** Kafka's storage tool takes no other form. */
    private static String clusterId(String declared) {
        try {
            return Uuid.fromString(declared).toString();
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    SandboxCodes.CLUSTER_ID_FORM,
                                    "'" + declared
                                            + "' cannot be the cluster id of a sandbox: it is 16 bytes in 22 characters"
                                            + " of URL-safe Base64")
                            .withHint("leave it out, then it is chosen at random, or take one like "
                                    + Uuid.randomUuid()));
        }
    }

    /** What may change from one start to the next: racks, heap, and ports that others took while nothing ran. */
    private SandboxState refreshed(SandboxSpec spec, SandboxState built) {
        var nodes = built.nodes().stream()
                .map(node -> node.withRack(spec.rackOf(node.id())))
                .toList();
        var state =
                new SandboxState(built.name(), built.kafkaVersion(), built.clusterId(), spec.heapMegabytes(), nodes);
        var taken = state.ids().stream().noneMatch(processes::alive)
                && nodes.stream().anyMatch(node -> !Ports.free(node.port()) || !Ports.free(node.controllerPort()));
        if (taken) {
            progress.say("the ports of the last time are taken: choosing others");
        }
        return taken ? withPorts(state) : state;
    }

    private SandboxState withPorts(SandboxState state) {
        var free = ports.choose(2 * state.nodes().size());
        var nodes = new ArrayList<NodeSpot>();
        for (var node : state.nodes()) {
            nodes.add(node.withPorts(free.get(2 * nodes.size()), free.get(2 * nodes.size() + 1)));
        }
        return state.withNodes(nodes);
    }

    private void write(SandboxSpec spec, SandboxState state, List<Integer> missing, Secrets secrets) {
        var texts = missing.stream()
                .map(id -> ServerProperties.compose(spec, state.nodes(), state.node(id), folder.data(id), secrets))
                .toList();
        folder.create();
        folder.writeSecrets(secrets);
        folder.writeState(state);
        folder.writeAdminProperties(state.adminProperties(folder));
        BrokerLogging.write(folder);
        for (var index = 0; index < missing.size(); index++) {
            folder.createNode(missing.get(index));
            folder.write(folder.serverProperties(missing.get(index)), texts.get(index));
        }
    }

    private static void refuseRebuild(SandboxSpec spec, SandboxState built) {
        var differences = new ArrayList<String>();
        if (!built.kafkaVersion().equals(spec.kafkaVersion())) {
            differences.add("Kafka " + built.kafkaVersion() + ", declared is " + spec.kafkaVersion());
        }
        if (built.nodes().size() != spec.brokers()) {
            differences.add(built.nodes().size() + " brokers, declared are " + spec.brokers());
        }
        spec.clusterId()
                .filter(declared -> !declared.equals(built.clusterId()))
                .ifPresent(
                        declared -> differences.add("cluster id " + built.clusterId() + ", declared is " + declared));
        if (!differences.isEmpty()) {
            throw differs(
                    "sandbox '" + spec.name() + "' was built with " + String.join("; with ", differences),
                    "build it anew with 'down --wipe' and 'up', which loses its data, or declare what it is");
        }
    }

    /** Brokers read their settings when they start. */
    private void refuseChangeWhileRunning(SandboxSpec spec, SandboxState state, Secrets secrets) {
        var changed = state.ids().stream()
                .filter(processes::alive)
                .filter(id -> !folder.read(folder.serverProperties(id))
                        .equals(ServerProperties.compose(
                                spec, state.nodes(), state.node(id), folder.data(id), secrets)))
                .toList();
        if (!changed.isEmpty()) {
            throw differs(
                    "the declared settings of sandbox '" + spec.name() + "' changed while its nodes " + changed
                            + " run",
                    "stop it with 'down' and start it again with 'up'; its data is kept");
        }
    }

    private static Failure differs(String message, String hint) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(SandboxCodes.SPEC_DIFFERS, message).withHint(hint));
    }

    private void requireMemory(SandboxSpec spec, int nodes) {
        var each = spec.heapMegabytes() + BrokerJvm.OFF_HEAP_MEGABYTES;
        var available = machine.memory().available();
        if (available.isPresent() && available.getAsLong() / MEGABYTE < (long) nodes * each) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    SandboxCodes.MEMORY_SHORT,
                                    nodes + " nodes need " + nodes * each + " MB of memory (" + each + " MB each), "
                                            + available.getAsLong() / MEGABYTE + " MB are available")
                            .withHint("stop other programs, or declare fewer brokers"));
        }
    }
}
