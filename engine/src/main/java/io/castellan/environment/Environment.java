package io.castellan.environment;

import io.castellan.model.Mirroring;
import io.castellan.model.Node;
import io.castellan.model.Protection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The content of environment.yaml.
 *
 * @param clusterId the only cluster that this environment may be
 * @param variables by name; values are scalars
 * @param defaults by section
 * @param promotion empty where state is not promoted to this environment
 * @param mirrored empty where nothing else keeps this environment in step with another one
 * @param root the file as read, for the sections that live in it
 */
public record Environment(
        String name,
        Optional<String> clusterId,
        ClusterAddress address,
        Map<String, Node.Scalar> variables,
        Map<String, Node.Mapping> defaults,
        List<TimedOverride> overrides,
        Protection protection,
        Optional<Promotion> promotion,
        Optional<Mirroring> mirrored,
        Node.Mapping root) {
    /** The sections that decide which cluster this is and what protects it: never taken from a proposed commit. */
    public static final Set<String> CONTROL_SECTIONS =
            Set.of("cluster", "driver", "promotion", "mirrored", "protection", "unmanaged");

    public Environment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(address, "address");
        variables = Map.copyOf(variables);
        defaults = Map.copyOf(defaults);
        overrides = List.copyOf(overrides);
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(promotion, "promotion");
        Objects.requireNonNull(mirrored, "mirrored");
        Objects.requireNonNull(root, "root");
    }

    /** The same environment with the control sections of another version of it. */
    public Environment controlledBy(Environment other) {
        return new Environment(
                name,
                other.clusterId,
                other.address,
                variables,
                defaults,
                overrides,
                other.protection,
                other.promotion,
                other.mirrored,
                root);
    }

    public boolean isSandbox() {
        return address.fold(servers -> false, sandbox -> true);
    }
}
