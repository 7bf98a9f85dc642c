package io.castellan.promote;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Environment;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.state.StateLoader;
import io.castellan.state.VariableReferences;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Moves declarations from one environment's files into another's, as text. Only the text of what is selected changes in the
 * target; it carries its comments along, and takes the target's indentation and line breaks. Offline and pure.
 */
public final class TextMove {
    private final Registry registry;
    private final StateLoader loader;

    /** @param loader used for the target only */
    public TextMove(Registry registry, StateLoader loader) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.loader = Objects.requireNonNull(loader, "loader");
    }

    /**
     * The files of one environment.
     *
     * @param path what the paths of the files begin with, for example {@code environments/prod}
     * @param others paths below the folder of files that are there too, and are left as they are
     */
    public record Folder(String path, SourceFiles files, Set<String> others) {
        public Folder {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(files, "files");
            others = Set.copyOf(others);
        }

        /** All of them. */
        public Folder(String path, SourceFiles files) {
            this(path, files, Set.of());
        }

        private Set<String> paths() {
            var paths = new TreeSet<>(others);
            files.files().keySet().forEach(file -> paths.add(file.substring(path.length() + 1)));
            return paths;
        }
    }

    /**
     * Makes the target declare the selected units as the source does: those that the source does not declare, not at all.
     *
     * @param now decides which overrides of the target are in force
     * @return what changes; it was read again, and says what was selected and nothing else
     * @throws Failure INPUT if the files of either environment are wrong as they are; REFUSED, with every reason, if something
     *     cannot be moved safely, or the target would be wrong afterwards
     */
    public Moved move(Folder source, Folder target, Collection<UnitId> selected, Instant now) {
        var problems = new Problems();
        var from = Units.read(registry, source.path(), source.files(), problems);
        var to = Units.read(registry, target.path(), target.files(), problems);
        return move(from, to, target, selected, now, problems);
    }

    /**
     * The same of files that were read before.
     *
     * @param from what the source's files hold
     * @param to what the target's files hold
     */
    public Moved move(Units from, Units to, Folder target, Collection<UnitId> selected, Instant now) {
        return move(from, to, target, selected, now, new Problems());
    }

    private Moved move(
            Units from, Units to, Folder target, Collection<UnitId> selected, Instant now, Problems problems) {
        var state = loader.load(target.path(), target.files(), now, problems);
        problems.throwIfErrors(ExitCode.INPUT);

        var refusals = new Problems();
        var moves = Move.of(selected, from, to, refusals);
        var existing = target.paths();
        moves.forEach(move -> checkPaths(move, existing, refusals));
        state.ifPresent(known -> moves.forEach(move -> checkVariables(move, known.environment(), refusals)));
        var files = texts(moves, from, to, target.path(), refusals);
        refusals.throwIfErrors(ExitCode.REFUSED);
        check(target, to, files, Expectation.of(to, moves), now);
        return new Moved(files, moves.stream().map(Move::moved).toList());
    }

    private static void checkPaths(Move move, Set<String> existing, Problems problems) {
        var refused = Stream.concat(move.source().stream(), move.target().stream())
                .flatMap(one -> PromotablePath.refusal(one.page().path()).stream())
                .toList();
        problems.addAll(refused);
        if (refused.isEmpty() && move.target().isEmpty()) {
            PromotablePath.clash(move.path(), existing).ifPresent(problems::add);
        }
    }

    private static void checkVariables(Move move, Environment environment, Problems problems) {
        move.source()
                .ifPresent(source -> VariableReferences.in(source.value()).forEach((name, value) -> {
                    if (!environment.variables().containsKey(name)) {
                        problems.add(Problem.error(
                                        MoveCodes.UNKNOWN_VARIABLE,
                                        value.at(),
                                        "'" + source.id() + "' uses the variable '" + name + "', which '"
                                                + environment.name() + "' does not define")
                                .withHint("define it first, under 'variables' in environment.yaml of '"
                                        + environment.name() + "'"));
                    }
                }));
    }

    private static Map<String, byte[]> texts(List<Move> moves, Units from, Units to, String folder, Problems problems) {
        var files = new TreeMap<String, byte[]>();
        var touch = new Touch(problems);
        moves.forEach(move -> move.source().ifPresent(source -> touch.slot(source.page(), source.unit())));
        var byPath = moves.stream().collect(Collectors.groupingBy(Move::path, TreeMap::new, Collectors.toList()));
        byPath.forEach((path, some) -> {
            var beside = Optional.ofNullable(from.pages().get(path));
            var page = to.pages().get(path);
            if (page == null) {
                var source = beside.orElseThrow();
                files.put(folder + "/" + path, Created.of(source, from.block(source), some, touch));
            } else {
                var draft = new Draft(
                        page, to.block(page), beside.map(one -> new Draft.Beside(one, from.block(one))), some, touch);
                files.put(folder + "/" + path, page.written(draft.text()));
            }
        });
        return files;
    }

    private void check(Folder target, Units before, Map<String, byte[]> files, Expectation expected, Instant now) {
        var found = new Problems();
        var changed = new TreeMap<>(target.files().files());
        changed.putAll(files);
        var result = new SourceFiles(changed, target.files().origin());
        loader.load(target.path(), result, now, found);
        var after = before.with(files, found);
        var problems = new Problems();
        found.sorted().stream().filter(Problem::isError).forEach(problem -> problems.add(invalid(problem)));
        problems.throwIfErrors(ExitCode.REFUSED);
        expected.check(after, problems);
        problems.throwIfErrors(ExitCode.REFUSED);
    }

    private static Problem invalid(Problem problem) {
        return new Problem(
                MoveCodes.RESULT_INVALID,
                problem.severity(),
                problem.place(),
                "the target would not be valid afterwards: " + problem.code() + ": " + problem.message(),
                problem.hint());
    }
}
