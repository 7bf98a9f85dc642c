package io.castellan.cli;

import io.castellan.diagnostics.Failure;
import io.castellan.environment.Environment;
import io.castellan.environment.TimedOverride;
import io.castellan.ledger.AppliedState;
import io.castellan.model.ResourceId;
import io.castellan.resource.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Whether an override of a resource was in force where a state was applied: as its environment file says, at the time of that. Where
 * the file cannot be read any more, it may have been.
 */
final class Overridden implements BiPredicate<AppliedState, ResourceId> {
    private final PolicyVersions versions;
    private final Registry registry;
    private final Map<String, Optional<List<TimedOverride>>> read = new HashMap<>();

    Overridden(Workspace workspace, Loading loading, Registry registry, String environment) {
        this.versions = new PolicyVersions(workspace, loading, environment, unsaid -> {});
        this.registry = registry;
    }

    @Override
    public boolean test(AppliedState state, ResourceId id) {
        return any(state, id, one -> true);
    }

    /** The same of those that end by themselves. */
    boolean forATime(AppliedState state, ResourceId id) {
        return any(state, id, one -> one.until().isPresent());
    }

    private boolean any(AppliedState state, ResourceId id, Predicate<TimedOverride> meant) {
        return read.computeIfAbsent(state.state().commit(), this::overrides)
                .filter(all -> all.stream()
                        .noneMatch(one -> meant.test(one)
                                && one.inForce(state.at())
                                && one.resource().equals(id.name())
                                && one.section().equals(plural(id))))
                .isEmpty();
    }

    /** Empty where they cannot be read. */
    private Optional<List<TimedOverride>> overrides(String commit) {
        try {
            return Optional.of(
                    versions.environment(commit).map(Environment::overrides).orElse(List.of()));
        } catch (Failure unreadable) {
            return Optional.empty();
        }
    }

    private String plural(ResourceId id) {
        return registry.kinds().stream()
                .filter(kind -> kind.key().name().equals(id.kind()))
                .map(kind -> kind.key().plural())
                .findFirst()
                .orElse("");
    }
}
