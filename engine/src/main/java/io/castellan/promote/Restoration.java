package io.castellan.promote;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.state.StateLoader;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an environment's files must become to say again what they said once. Pure. */
public final class Restoration {
    private final Registry registry;
    private final StateLoader loader;
    private final Side then;
    private final Side now;
    private final Instant at;

    /**
     * The files of the environment in one commit.
     *
     * @param folder what the paths of the files begin with, for example {@code environments/prod}
     * @param declarations what they declare; none where they cannot be read
     */
    public record Side(String folder, SourceFiles files, Declarations declarations) {
        public Side {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(files, "files");
            Objects.requireNonNull(declarations, "declarations");
        }

        private String environmentFile() {
            return folder + "/" + StateLoader.ENVIRONMENT_FILE;
        }

        private TextMove.Folder asFolder() {
            return new TextMove.Folder(folder, files);
        }
    }

    /** @param at decides which overrides are in force */
    public Restoration(Registry registry, StateLoader loader, Side then, Side now, Instant at) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.loader = Objects.requireNonNull(loader, "loader");
        this.then = Objects.requireNonNull(then, "then");
        this.now = Objects.requireNonNull(now, "now");
        this.at = Objects.requireNonNull(at, "at");
    }

    /**
     * All state files as they were, byte for byte.
     *
     * @param except resources that stay as they are now, with the text that declares them
     * @param withEnvironment whether environment.yaml is restored, too
     * @return by path what changes; empty content for a file that goes
     * @throws Failure INPUT for a resource that is not declared; REFUSED if its text cannot be kept apart
     */
    public Map<String, Optional<byte[]>> whole(Collection<ResourceId> except, boolean withEnvironment) {
        var result = new TreeMap<>(then.files().files());
        if (!withEnvironment) {
            var file = now.environmentFile();
            result.remove(file);
            Optional.ofNullable(now.files().files().get(file)).ifPresent(content -> result.put(file, content));
        }
        if (!except.isEmpty()) {
            var target = new TextMove.Folder(
                    now.folder(), new SourceFiles(result, now.files().origin()));
            result.putAll(new TextMove(registry, loader)
                    .move(now.asFolder(), target, units(except), at)
                    .files());
        }
        return changes(result);
    }

    /**
     * Only the text that declared some resources; those that were not declared then are declared no longer.
     *
     * @return by path the new content of what changes
     * @throws Failure INPUT for a resource that is declared neither then nor now; REFUSED if its text cannot be moved safely
     */
    public Map<String, Optional<byte[]>> selected(Collection<ResourceId> selected) {
        var result = new TreeMap<>(now.files().files());
        result.putAll(new TextMove(registry, loader)
                .move(then.asFolder(), now.asFolder(), units(selected), at)
                .files());
        return changes(result);
    }

    private Map<String, Optional<byte[]>> changes(Map<String, byte[]> result) {
        var before = now.files().files();
        var changes = new TreeMap<String, Optional<byte[]>>();
        result.forEach((path, content) -> {
            if (!Arrays.equals(content, before.get(path))) {
                changes.put(path, Optional.of(content));
            }
        });
        before.keySet().stream()
                .filter(path -> !result.containsKey(path))
                .forEach(path -> changes.put(path, Optional.empty()));
        return changes;
    }

    private Set<UnitId> units(Collection<ResourceId> ids) {
        var problems = new Problems();
        var before = Units.read(registry, then.folder(), then.files(), problems);
        var after = Units.read(registry, now.folder(), now.files(), problems);
        var units = new TreeSet<UnitId>();
        for (var id : new TreeSet<>(ids)) {
            var found = new TreeSet<UnitId>();
            Optional.ofNullable(then.declarations().all().get(id))
                    .ifPresent(declared -> found.addAll(before.declaring(declared)));
            Optional.ofNullable(now.declarations().all().get(id))
                    .ifPresent(declared -> found.addAll(after.declaring(declared)));
            if (found.isEmpty()) {
                problems.add(notFound(id));
            }
            units.addAll(found);
        }
        problems.throwIfErrors(ExitCode.INPUT);
        return units;
    }

    private Problem notFound(ResourceId id) {
        boolean known = then.declarations().all().containsKey(id)
                || now.declarations().all().containsKey(id);
        return known
                ? Problem.error(
                                RollbackCodes.IN_ENVIRONMENT_FILE,
                                id + " is declared in environment.yaml, of which single parts are not restored")
                        .withHint("edit environment.yaml, or restore all of it with --with-environment")
                : Problem.error(RollbackCodes.NOT_DECLARED, id + " is declared neither then nor now")
                        .withHint("write KIND/NAME as plans do, for example topic/payments.orders.v1");
    }
}
