package io.castellan.promote;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Environment;
import io.castellan.ledger.AppliedState;
import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.promote.Evidence.Proved;
import io.castellan.resource.Declarations;
import io.castellan.resource.KnowsPlaces;
import io.castellan.resource.Registry;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import io.castellan.state.VariableReferences;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The files of the environment that a promotion came to. A declaration that was proved elsewhere may still get values here that were
 * not: from a variable, a default or an override of environment.yaml. This tells whether it does. Not thread-safe.
 */
public final class TargetFiles {
    private final Registry registry;
    private final StateLoader loader;
    private final String folder;
    private final State state;
    private final SourceFiles files;
    private final Function<AppliedState, SourceFiles> before;
    private final Map<AppliedState, Optional<Declarations>> filled = new HashMap<>();
    private final Map<AppliedState, Set<String>> settled = new HashMap<>();
    private Optional<Units> units = Optional.empty();

    /**
     * @param folder what the paths of the files begin with, for example {@code environments/prod}
     * @param state what they declare
     * @param before the files of a state that was applied here
     */
    public TargetFiles(
            Registry registry,
            StateLoader loader,
            String folder,
            State state,
            SourceFiles files,
            Function<AppliedState, SourceFiles> before) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.loader = Objects.requireNonNull(loader, "loader");
        this.folder = Objects.requireNonNull(folder, "folder");
        this.state = Objects.requireNonNull(state, "state");
        this.files = Objects.requireNonNull(files, "files");
        this.before = Objects.requireNonNull(before, "before");
    }

    /**
     * Whether environment.yaml gives a proved declaration a value that neither the proof nor an earlier apply here had. It does if the
     * effect is another one than was proved, and the environment.yaml that was applied last would have had another effect, or
     * a variable is used that was of no use, or of another value, then.
     */
    boolean isOwn(ResourceId id, Proved proof, AppliedRecord target) {
        var declared =
                Optional.<Declared<?>>ofNullable(state.declarations().all().get(id));
        if (declared.isEmpty()
                || proof.declared()
                        .filter(there -> KnowsPlaces.sameMeaning(there, declared.get()))
                        .isPresent()) {
            return false;
        }
        return target.applied(id)
                .map(last ->
                        !sameAsOf(last, id, declared.get()) || !settled(last).containsAll(variables(declared.get())))
                .orElse(true);
    }

    private boolean sameAsOf(AppliedState last, ResourceId id, Declared<?> declared) {
        return filled.computeIfAbsent(last, this::fill)
                .flatMap(all -> Optional.<Declared<?>>ofNullable(all.all().get(id)))
                .filter(then -> KnowsPlaces.sameMeaning(then, declared))
                .isPresent();
    }

    /** What today's files would declare under the environment.yaml of then. */
    private Optional<Declarations> fill(AppliedState last) {
        var path = folder + "/" + StateLoader.ENVIRONMENT_FILE;
        var then = before.apply(last).files().get(path);
        if (then == null) {
            return Optional.empty();
        }
        var mixed = new TreeMap<>(files.files());
        mixed.put(path, then);
        // what the environment of then does not know is left out, and so is not the same
        return loader.load(folder, new SourceFiles(mixed, files.origin()), last.at(), new Problems())
                .map(State::declarations);
    }

    /** Variables that some declaration used then, and that have the same value now. */
    private Set<String> settled(AppliedState last) {
        return settled.computeIfAbsent(last, key -> {
            var then = before.apply(key);
            var known = loader.load(folder, then, key.at(), new Problems())
                    .map(State::environment)
                    .map(Environment::variables)
                    .orElse(Map.of());
            var used = new HashSet<String>();
            Units.read(registry, folder, then, new Problems())
                    .all()
                    .forEach(unit ->
                            used.addAll(VariableReferences.in(unit.value()).keySet()));
            var now = state.environment().variables();
            used.removeIf(name -> !known.containsKey(name)
                    || !now.containsKey(name)
                    || !Objects.requireNonNull(known.get(name))
                            .text()
                            .equals(Objects.requireNonNull(now.get(name)).text()));
            return used;
        });
    }

    /** Names of the variables that a declaration uses; one that is none where that cannot be told. */
    private Set<String> variables(Declared<?> declared) {
        var all = units.orElseGet(() -> {
            var read = Units.read(registry, folder, files, new Problems());
            units = Optional.of(read);
            return read;
        });
        try {
            var used = new HashSet<String>();
            for (var id : all.declaring(declared)) {
                all.occurrences(id)
                        .forEach(one ->
                                used.addAll(VariableReferences.in(one.value()).keySet()));
            }
            return used;
        } catch (Failure shared) {
            return Set.of("*");
        }
    }
}
