package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problems;
import io.castellan.model.SourceFiles;
import io.castellan.promote.BothUnits;
import io.castellan.promote.TextMove.Folder;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import io.castellan.yaml.KnownPages;
import io.castellan.yaml.YamlReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The two environments of a promotion, as one commit has them. Files and declarations that are the same in both are not looked into where
 * that makes no difference to what is promoted ({@link BothUnits}): most are, and reading them is most of the work. So an error in these is
 * not found here. It was there before, and whoever validates or plans the environment is told of it. With an error in anything else, all
 * is read, to tell every error.
 *
 * @param source what the environment declares that state comes from
 * @param target the same of the one that it goes to
 * @param loading reads of other commits what is looked into here
 * @param unlike paths below the folders of the files that were looked into; empty for all
 */
record PromotionSides(Side source, Side target, BothUnits units, Loading loading, Optional<Unlike> unlike) {
    /** What was read of an environment. */
    record Side(State state, Folder folder) {
        Declarations declared() {
            return state.declarations();
        }
    }

    /**
     * Which files are not the same in both.
     *
     * @param folders of the environments by name, their paths in the repository
     */
    record Unlike(Workspace workspace, String base, Map<String, String> folders, Set<String> paths) {
        static Unlike of(Workspace workspace, String base, String source, String target) {
            var folders = Map.of(source, folder(workspace, source), target, folder(workspace, target));
            var paths = new TreeSet<>(
                    workspace.commits().unlike(base, folder(workspace, source), folder(workspace, target)));
            paths.add(StateLoader.ENVIRONMENT_FILE);
            return new Unlike(workspace, base, folders, paths);
        }

        private static String folder(Workspace workspace, String environment) {
            return workspace.repositoryPath(workspace.folder() + "/" + environment);
        }

        /** What is the same in both. */
        private Set<String> others(String environment) {
            var others = new TreeSet<>(workspace.pathsAt(environment, base));
            others.removeAll(paths);
            return others;
        }

        /**
         * The same of one of the environments at another commit: what is left out is there as it is in both now.
         *
         * @return empty for another environment, of which all files matter
         */
        Optional<Set<String>> at(String commit, String environment) {
            return Optional.ofNullable(folders.get(environment)).map(folder -> {
                var all = new TreeSet<>(paths);
                all.addAll(workspace.commits().differing(commit, base, folder));
                return all;
            });
        }
    }

    /**
     * How both are read.
     *
     * @param loading reads all of an environment
     * @param now decides which overrides are in force
     * @param base the commit
     */
    record Reading(
            Registry registry,
            Workspace workspace,
            Loading loading,
            Instant now,
            String base,
            String source,
            String target) {
        /** @throws io.castellan.diagnostics.Failure INPUT with every problem of both, if one is an error */
        PromotionSides read() {
            return unlike().orElseGet(this::whole);
        }

        private Optional<PromotionSides> unlike() {
            var unlike = Unlike.of(workspace, base, source, target);
            var problems = new Problems();
            var from = folder(source, workspace.filesAt(source, base, unlike.paths()), Set.of());
            var to = folder(target, workspace.filesAt(target, base, unlike.paths()), unlike.others(target));
            var pages = new KnownPages(); // the units are looked for first, then what they declare
            var units = BothUnits.read(registry, from, to, pages, problems);
            if (problems.hasErrors() || !units.holdOnlyUnique(registry)) {
                return Optional.empty();
            }
            var some = loading.only(units.names(), pages);
            var there = state(some, from, problems);
            var here = state(some, to, problems);
            return problems.hasErrors() || there.isEmpty() || here.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PromotionSides(
                            new Side(there.get(), from), new Side(here.get(), to), units, some, Optional.of(unlike)));
        }

        private PromotionSides whole() {
            var problems = new Problems();
            var from = folder(source, workspace.filesAt(source, base), Set.of());
            var to = folder(target, workspace.filesAt(target, base), Set.of());
            var there = state(loading, from, problems);
            var here = state(loading, to, problems);
            problems.throwIfErrors(ExitCode.INPUT);
            var units = BothUnits.read(registry, from, to, YamlReader::page, problems);
            problems.throwIfErrors(ExitCode.INPUT);
            return new PromotionSides(
                    new Side(there.orElseThrow(), from),
                    new Side(here.orElseThrow(), to),
                    units,
                    loading,
                    Optional.empty());
        }

        private Folder folder(String environment, SourceFiles files, Set<String> others) {
            return new Folder(workspace.folder() + "/" + environment, files, others);
        }

        private Optional<State> state(Loading by, Folder folder, Problems problems) {
            return by.loader().load(folder.path(), folder.files(), now, problems);
        }
    }
}
