package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a sandbox should be. Nodes have the ids 1 to {@code brokers}; each is broker and controller.
 *
 * @param name the environment, lower-case letters, digits and hyphens
 * @param kafkaVersion for example {@code 4.4.0}
 * @param brokers 1 to {@value #MAX_BROKERS}
 * @param clusterId the id to format with; empty: a random one, kept until the sandbox is wiped
 * @param racks given to the nodes in turn; empty: no racks
 * @param heapMegabytes largest heap of one node
 * @param brokerConfig static settings on top of the sandbox's own; keys that the sandbox needs for itself are refused
 */
public record SandboxSpec(
        String name,
        String kafkaVersion,
        int brokers,
        Optional<String> clusterId,
        List<String> racks,
        int heapMegabytes,
        Map<String, String> brokerConfig) {
    public static final String DEFAULT_VERSION = "4.4.0";
    public static final int MAX_BROKERS = 9;
    public static final int DEFAULT_HEAP_MEGABYTES = 192;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){2}[0-9A-Za-z.-]*");
    private static final int SMALLEST_HEAP_MEGABYTES = 64;

    public SandboxSpec {
        require(NAME.matcher(name).matches(), "name", name);
        require(VERSION.matcher(kafkaVersion).matches(), "kafkaVersion", kafkaVersion);
        require(brokers >= 1 && brokers <= MAX_BROKERS, "brokers", brokers);
        requireNonNull(clusterId, "clusterId");
        racks = List.copyOf(racks);
        require(heapMegabytes >= SMALLEST_HEAP_MEGABYTES, "heapMegabytes", heapMegabytes);
        brokerConfig = Collections.unmodifiableMap(new TreeMap<>(requireNonNull(brokerConfig, "brokerConfig")));
    }

    /** One broker of the default version, without racks. */
    public static SandboxSpec of(String name) {
        return new SandboxSpec(name, DEFAULT_VERSION, 1, Optional.empty(), List.of(), DEFAULT_HEAP_MEGABYTES, Map.of());
    }

    public SandboxSpec withKafkaVersion(String version) {
        return new SandboxSpec(name, version, brokers, clusterId, racks, heapMegabytes, brokerConfig);
    }

    public SandboxSpec withBrokers(int number) {
        return new SandboxSpec(name, kafkaVersion, number, clusterId, racks, heapMegabytes, brokerConfig);
    }

    public SandboxSpec withClusterId(String id) {
        return new SandboxSpec(name, kafkaVersion, brokers, Optional.of(id), racks, heapMegabytes, brokerConfig);
    }

    public SandboxSpec withRacks(List<String> newRacks) {
        return new SandboxSpec(name, kafkaVersion, brokers, clusterId, newRacks, heapMegabytes, brokerConfig);
    }

    public SandboxSpec withHeapMegabytes(int megabytes) {
        return new SandboxSpec(name, kafkaVersion, brokers, clusterId, racks, megabytes, brokerConfig);
    }

    public SandboxSpec withBrokerConfig(Map<String, String> config) {
        return new SandboxSpec(name, kafkaVersion, brokers, clusterId, racks, heapMegabytes, config);
    }

    Optional<String> rackOf(int node) {
        return racks.isEmpty() ? Optional.empty() : Optional.of(racks.get((node - 1) % racks.size()));
    }

    private static void require(boolean holds, String component, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(component + ": " + value);
        }
    }
}
