package io.castellan.access;

import io.castellan.host.HostSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of castellan.yaml, free of contradictions.
 *
 * @param pipeline the environments in the order of promotion
 * @param access by environment
 * @param host of the repository; empty where nothing is asked of it
 * @param approvalBranches what the branches of approvals begin with; ends in a slash
 */
public record Policy(
        List<String> pipeline,
        People people,
        Map<String, EnvironmentAccess> access,
        VariableRanges variables,
        Optional<HostSettings> host,
        String approvalBranches) {
    /** The file's name; it stands beside the folder of the environments. */
    public static final String FILE = "castellan.yaml";

    public Policy {
        pipeline = List.copyOf(pipeline);
        Objects.requireNonNull(people, "people");
        access = Collections.unmodifiableMap(new TreeMap<>(access));
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(approvalBranches, "approvalBranches");
    }

    /** Empty where nobody may do anything in that environment. */
    public Optional<EnvironmentAccess> access(String environment) {
        return Optional.ofNullable(access.get(environment));
    }

    public Rights rights() {
        return new Rights(this);
    }

    /** The secrets that an environment may use: none where the policy says nothing of it. */
    public SecretNames secrets(String environment) {
        return access(environment).map(EnvironmentAccess::secrets).orElse(new SecretNames(Set.of()));
    }

    /** The client properties that an environment may set: none where the policy says nothing of it. */
    public ClientKeys clientConfig(String environment) {
        return access(environment).map(EnvironmentAccess::clientConfig).orElse(new ClientKeys(Set.of()));
    }
}
