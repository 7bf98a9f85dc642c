package io.castellan.cli;

import io.castellan.cli.Loading.Loaded;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Environment;
import io.castellan.model.Digest;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * State files that nobody has agreed to yet. They may say anything (R13): which cluster an environment is, how it is reached and
 * what protects it is taken from the protected branch instead, so that planning them connects nowhere else. Where a policy decides,
 * that is what is in force there: merged is not approved.
 */
final class Proposal {
    private static final String WHEN_IT_COUNTS =
            "it counts once it is merged and, where a policy is in force, approved with 'castellan approve'";

    private static final int NAMED = 5;

    /** Files beside the environments that decide who may do what. */
    private static final List<String> CONTROL_FILES = List.of("castellan.yaml", "allowed_signers", "Jenkinsfile");

    private final Session session;
    private final Workspace workspace;
    private final String against;

    /** @param against full id of the commit on the protected branch */
    Proposal(Session session, Workspace workspace, String against) {
        this.session = session;
        this.workspace = workspace;
        this.against = against;
    }

    /**
     * What a proposed commit comes to.
     *
     * @param proposed full id, as it was named
     * @param from what it is compared with
     * @param at what is planned: the result of the merge, or the proposed commit itself where it cannot be merged
     * @param notes what a reader must know of that
     */
    record Outcome(String proposed, String from, String at, List<Problem> notes) {
        Outcome {
            notes = List.copyOf(notes);
        }

        /** What was read of it, under the commit that people know it by. */
        Loaded named(Loaded loaded) {
            var read = loaded.files().origin();
            return new Loaded(
                    loaded.state(),
                    new SourceFiles(
                            loaded.files().files(),
                            new Origin(
                                    read.repository(),
                                    Optional.of(proposed),
                                    read.tree(),
                                    read.dirty(),
                                    read.ledgerHead())),
                    loaded.warnings());
        }
    }

    /** What a commit comes to: itself, unless there is a protected branch that it is not yet part of. */
    static Outcome of(Session session, Workspace workspace, String commit) {
        return workspace
                .protectedTip()
                .map(tip -> new Proposal(session, workspace, tip).outcome(commit))
                .filter(outcome -> !outcome.at().equals(outcome.from()))
                .orElseGet(() -> new Outcome(commit, commit, commit, List.of()));
    }

    /** Merges a proposed commit into the protected branch, as far as nobody has to decide anything. Nothing is kept of that. */
    Outcome outcome(String commit) {
        var base = base(commit);
        var merged = workspace.commits().tryMerge(against, commit);
        return merged.commit()
                .map(id -> new Outcome(commit, against, id, List.of()))
                .orElseGet(() -> new Outcome(commit, base, commit, List.of(conflict(merged.conflicts()))));
    }

    private static Problem conflict(List<String> paths) {
        var named = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
        return Problem.warning(
                        CiCodes.CONFLICT,
                        "it cannot be merged: both changed " + named
                                + (paths.size() > NAMED ? " and " + (paths.size() - NAMED) + " more" : "")
                                + "; it is planned as it is, without what the protected branch changed since")
                .withHint("merge the protected branch into this one");
    }

    /** The commit where the proposal left the protected branch. */
    private String base(String commit) {
        return workspace
                .commits()
                .mergeBase(against, commit)
                .orElseThrow(
                        () -> new Failure(
                                ExitCode.INPUT,
                                Problem.error(CiCodes.UNRELATED, "the two commits have no history in common")
                                        .withHint(
                                                "compare with the branch that this one came from; in a shallow clone: git fetch --unshallow")));
    }

    /** Environments whose files would be others, ordered. */
    List<String> touched(Outcome outcome) {
        var all = new TreeSet<>(workspace.environments(Optional.of(outcome.from())));
        all.addAll(workspace.environments(Optional.of(outcome.at())));
        return all.stream()
                .filter(name -> !workspace.commits().same(outcome.from(), outcome.at(), folderOf(name)))
                .toList();
    }

    private String folderOf(String environment) {
        return workspace.inRepository(workspace.folder() + "/" + environment);
    }

    /** What is to be known of the files beside the environments. */
    List<Problem> besideEnvironments(Outcome outcome) {
        var changed = CONTROL_FILES.stream()
                .filter(file -> !workspace.commits().same(outcome.from(), outcome.at(), workspace.inRepository(file)))
                .toList();
        return changed.isEmpty()
                ? List.of()
                : List.of(Problem.warning(
                                CiCodes.CONTROL_CHANGED,
                                String.join(", ", changed) + " would change, which decides who may do what")
                        .withHint("review it with care; " + WHEN_IT_COUNTS));
    }

    /**
     * Reads an environment of the proposal, to be planned under the protected branch's control.
     *
     * @throws Failure INPUT with every problem of its files; REFUSED if the protected branch does not say which cluster it is
     */
    Loaded load(String environment, SourceFiles files) {
        var loaded = loading().load(environment, files);
        var proposed = loaded.state().environment();
        var warnings = new ArrayList<>(loaded.warnings());
        var inForce = inForce(environment, warnings::addAll);
        controlChanged(proposed, inForce).ifPresent(warnings::add);
        return new Loaded(
                new State(proposed.controlledBy(inForce), loaded.state().declarations()), files, warnings);
    }

    /** The same of the outcome of a proposed commit, which is what people know it by. */
    Loaded load(String environment, Outcome outcome) {
        return outcome.named(load(environment, workspace.filesAt(environment, outcome.at())));
    }

    /**
     * The environment as the protected branch has it, with the control sections that are in force there; without its state files: they
     * may be what the proposal mends.
     *
     * @param notes hears which version is in force where that is not the newest
     */
    private Environment inForce(String environment, Consumer<List<Problem>> notes) {
        if (!workspace.environments(Optional.of(against)).contains(environment)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.warning(
                                    CiCodes.NEW_ENVIRONMENT,
                                    "the protected branch has no environment '" + environment
                                            + "', so nothing that was agreed to says which cluster it is")
                            .withHint("merge it; its plan is shown then"));
        }
        var known = new ArrayList<Environment>();
        var problems = new ArrayList<Problem>();
        var file = workspace.folder() + "/" + environment + "/" + StateLoader.ENVIRONMENT_FILE;
        var loading = loading();
        var governance = Governance.of(
                workspace, loading, session.clock(), Hosting.of(session), environment, against, List.of());
        loading.governedBy(governance);
        governance.map(Governance::notes).ifPresent(notes);
        try {
            loading.load(environment, workspace.filesAt(environment, against, file::equals), known::add);
        } catch (Failure failure) {
            if (governance.flatMap(Governance::unknown).isPresent()) {
                throw failure;
            }
            problems.addAll(failure.problems());
        }
        if (known.isEmpty()) {
            problems.add(Problem.error(
                            CiCodes.CONTROL_UNREADABLE,
                            "environment.yaml of '" + environment + "' on the protected branch cannot be read")
                    .withHint("mend it there first: it says which cluster this is"));
            throw new Failure(ExitCode.REFUSED, problems);
        }
        return known.get(0);
    }

    private Optional<Problem> controlChanged(Environment proposed, Environment inForce) {
        var changed = Environment.CONTROL_SECTIONS.stream()
                .filter(section -> !Objects.equals(section(proposed, section), section(inForce, section)))
                .sorted()
                .toList();
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.warning(
                                CiCodes.CONTROL_CHANGED,
                                proposed.root().at(),
                                "would change " + String.join(", ", changed) + " of '" + proposed.name()
                                        + "'; this plan goes by what the protected branch says")
                        .withHint("review it with care; " + WHEN_IT_COUNTS));
    }

    private static Optional<Digest> section(Environment environment, String section) {
        return environment.root().get(section).map(Digest::of);
    }

    /** Whether the protected branch changed the environment since the proposal left it, and that is not in the outcome. */
    Optional<Problem> behind(String environment, Outcome outcome) {
        return workspace.commits().same(outcome.from(), against, folderOf(environment))
                ? Optional.empty()
                : Optional.of(Problem.warning(
                                CiCodes.BEHIND,
                                "the protected branch changed '" + environment
                                        + "' since this one left it, and the plan shows that as taken back")
                        .withHint("merge the protected branch into this one"));
    }

    private Loading loading() {
        return new Loading(workspace, Rooms.registry(), session.clock());
    }
}
