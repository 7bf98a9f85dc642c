package io.castellan.environment;

import io.castellan.model.Node;
import io.castellan.model.Protection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of environment.yaml.
 *
 * @param clusterId the only cluster that this environment may be
 * @param variables by name; values are scalars
 * @param defaults by section
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
        Node.Mapping root) {
    public Environment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(address, "address");
        variables = Map.copyOf(variables);
        defaults = Map.copyOf(defaults);
        overrides = List.copyOf(overrides);
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(root, "root");
    }

    public boolean isSandbox() {
        return address.fold(servers -> false, sandbox -> true);
    }
}
