package io.castellan.cli;

import io.castellan.access.DeclarationHistory;
import io.castellan.access.Identity;
import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Promotion;
import io.castellan.git.Commit;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.promote.AppliedRecord;
import io.castellan.promote.Candidate;
import io.castellan.promote.Candidates;
import io.castellan.promote.CarriedAuthors;
import io.castellan.promote.Effect;
import io.castellan.promote.Moved;
import io.castellan.promote.TextMove;
import io.castellan.promote.ThreeSides;
import io.castellan.promote.ThreeWay;
import io.castellan.promote.UnitId;
import io.castellan.promote.Units;
import io.castellan.report.PromotionView;
import io.castellan.report.PromotionView.Line;
import io.castellan.resource.Registry;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One promotion between two environments of a commit. */
final class Promoting {
    private static final int SHOWN = 8;

    private final Workspace workspace;
    private final Registry registry;
    private final Loading loading;
    private final Instant now;
    private final String base;
    private final String source;
    private final String target;
    private final PromotionSides sides;
    private final AppliedRecord applied;
    private final AppliedRecord here;
    private final Map<String, Optional<Units>> before = new HashMap<>();
    private final Optional<String> witness;
    private final Optional<PolicyVersion> policy;
    private final Candidates candidates;

    /** @param named where the state comes from; empty for what the target's {@code promotion} says */
    Promoting(
            Session session,
            Workspace workspace,
            Registry registry,
            String base,
            String target,
            Optional<String> named) {
        this.registry = registry;
        this.workspace = workspace;
        var whole = new Loading(workspace, registry, session.clock());
        this.now = session.clock().instant();
        this.base = base;
        this.target = target;
        var rule = rule(whole, named);
        this.source = rule.from();
        workspace.choose(List.of(source), Optional.of(base));
        this.sides = new PromotionSides.Reading(registry, workspace, whole, now, base, source, target).read();
        this.loading = sides.loading();
        var versions = new PolicyVersions(workspace, loading, target, note -> {});
        this.policy = versions.exists(base) ? Optional.of(versions.at(base)) : Optional.empty();
        var evidences = new Evidences(workspace, registry, loading, session.clock(), policy, sides.unlike());
        this.witness = workspace.ledger(source).flatMap(GitLedger::head);
        this.applied = evidences.record(source);
        this.here = evidences.record(target);
        this.candidates = new Candidates(evidences.rule(rule, here), applied, here);
    }

    /** What the target's own environment.yaml says; the rest of it is read later, and what is wrong with it told then. */
    private Optional<Promotion> declared(Loading loading) {
        var files = workspace.filesAt(target, base, Set.of(StateLoader.ENVIRONMENT_FILE));
        return load(loading, files, new Problems())
                .flatMap(state -> state.environment().promotion());
    }

    private Promotion rule(Loading loading, Optional<String> named) {
        var declared = declared(loading);
        var from = named.or(() -> declared.map(Promotion::from)).orElseThrow(() -> {
            requireReadable(loading);
            return wrongWay("nothing says where the state of '" + target + "' comes from");
        });
        if (from.equals(target)) {
            throw wrongWay("'" + target + "' cannot be promoted to itself");
        }
        declared.filter(rule -> !rule.from().equals(from)).ifPresent(rule -> {
            throw wrongWay("the state of '" + target + "' comes from '" + rule.from() + "', not from '" + from + "'");
        });
        return declared.orElse(new Promotion(from, Duration.ZERO));
    }

    /** What cannot be read does not say where the state comes from either. */
    private void requireReadable(Loading loading) {
        var problems = new Problems();
        load(loading, workspace.filesAt(target, base), problems);
        problems.throwIfErrors(ExitCode.INPUT);
    }

    private static Failure wrongWay(String why) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(PromoteCommandCodes.WRONG_WAY, why)
                        .withHint("name it with --from, or write 'promotion: {from: …}' in environment.yaml"));
    }

    private Optional<State> load(Loading loading, SourceFiles targetFiles, Problems problems) {
        return loading.loader().load(workspace.folder() + "/" + target, targetFiles, now, problems);
    }

    String source() {
        return source;
    }

    /** @param selected if any, only declarations of these; @throws Failure INPUT if one of them is the same in both */
    List<Candidate> candidates(Collection<ResourceId> selected) {
        var all = candidates.between(
                sides.units(), sides.source().declared(), sides.target().declared());
        var missing = selected.stream()
                .filter(id -> all.stream().noneMatch(one -> one.resources().contains(id)))
                .map(id -> Problem.error(
                                PromoteCommandCodes.NOT_DIFFERENT,
                                id + " is declared in neither environment, or alike in both")
                        .withHint("see what differs with --dry-run"))
                .toList();
        if (!missing.isEmpty()) {
            throw new Failure(ExitCode.INPUT, missing);
        }
        return all.stream()
                .filter(one -> selected.isEmpty() || selected.stream().anyMatch(one.resources()::contains))
                .toList();
    }

    Moved move(List<Candidate> some) {
        List<UnitId> selected = some.stream()
                .filter(Candidate::isPromotable)
                .map(Candidate::unit)
                .toList();
        return selected.isEmpty()
                ? new Moved(new TreeMap<>(), List.of())
                : new TextMove(registry, loading.loader())
                        .move(
                                sides.units().source(),
                                sides.units().target(),
                                sides.target().folder(),
                                selected,
                                now);
    }

    PromotionView view(List<Candidate> some, Moved moved, String title) {
        var before = sides.target().folder().files();
        var files = new TreeMap<>(before.files());
        files.putAll(moved.files());
        var problems = new Problems();
        var after = load(loading, new SourceFiles(files, before.origin()), problems);
        problems.throwIfErrors(ExitCode.INPUT);
        return new PromotionView(
                title,
                source,
                target,
                base,
                lines(some.stream().filter(Candidate::isPromotable).toList()),
                lines(some.stream().filter(one -> !one.isPromotable()).toList()),
                Effect.between(
                                sides.target().declared(),
                                after.orElseThrow().declarations(),
                                sides.source().declared())
                        .stream()
                        .map(this::line)
                        .toList(),
                source + "@" + witness.orElse("nothing"));
    }

    private List<Line> lines(List<Candidate> some) {
        return some.stream()
                .map(one -> new Line(
                        switch (one.what()) {
                            case COMES -> "+";
                            case REPLACED -> "~";
                            case GOES -> "-";
                        },
                        one.name(),
                        one.words(source, target),
                        one.standing() == ThreeWay.BOTH_CHANGED ? threeSides(one) : List.of()))
                .toList();
    }

    private List<String> threeSides(Candidate one) {
        var last = one.resources().stream()
                .flatMap(id -> here.applied(id).stream())
                .findFirst()
                .flatMap(state -> before.computeIfAbsent(state.state().commit(), this::unitsAt))
                .flatMap(then -> then.value(one.unit()));
        return ThreeSides.of(
                        sides.units().source().value(one.unit()),
                        sides.units().target().value(one.unit()),
                        last)
                .stream()
                .map(side -> side.said(source, target))
                .toList();
    }

    /** Empty where that commit is not here any more. */
    private Optional<Units> unitsAt(String commit) {
        try {
            return Optional.of(Units.read(
                    registry, workspace.folder() + "/" + target, workspace.filesAt(target, commit), new Problems()));
        } catch (Failure gone) {
            return Optional.empty();
        }
    }

    private Line line(Effect effect) {
        var alike =
                effect.asInSource() ? ", as in " + source : ", otherwise than in " + source + " by environment.yaml";
        return switch (effect.kind()) {
            case NEW -> new Line("+", effect.id().toString(), "new" + alike);
            case CHANGED -> new Line("~", effect.id().toString(), "changed" + alike);
            case SAME -> new Line("=", effect.id().toString(), "written otherwise, with the same meaning");
            case GONE -> new Line("-", effect.id().toString(), "not declared any more");
        };
    }

    String usualBranch() {
        var at = witness.map(head -> head.substring(0, Math.min(SHOWN, head.length())));
        return "promote/" + source + "-to-" + target
                + at.map(head -> "-" + head).orElse("");
    }

    /** @param authors values of {@code Co-authored-by} */
    String message(PromotionView view, List<Candidate> some, List<String> authors) {
        var text = new StringBuilder(view.title()).append("\n\n");
        some.stream()
                .filter(Candidate::isPromotable)
                .forEach(one -> text.append("- ")
                        .append(plain(one.name()))
                        .append(": ")
                        .append(one.words(source, target))
                        .append('\n'));
        text.append("\nCastellan-Promotes: ")
                .append(source)
                .append(" -> ")
                .append(target)
                .append('\n');
        witness.ifPresent(head -> text.append("Castellan-Ledger: ")
                .append(source)
                .append('@')
                .append(head)
                .append('\n'));
        authors.forEach(author -> text.append("Co-authored-by: ").append(author).append('\n'));
        return text.toString();
    }

    /** A name may hold anything; a line of the message must not begin or end by it. */
    private static String plain(String name) {
        return name.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ");
    }

    /**
     * Who made the source's declarations what they are, since what the target has now was the source's. They are looked for on a thread
     * of its own.
     *
     * @return waits for them
     */
    Supplier<List<String>> authors(List<Candidate> some) {
        var since = new TreeMap<ResourceId, Optional<String>>();
        some.stream()
                .filter(Candidate::isPromotable)
                .flatMap(one -> one.resources().stream())
                .forEach(id -> since.put(id, lastShared(id)));
        return Ahead.compute(() -> CarriedAuthors.of(
                commits(since),
                person -> policy.filter(known -> known.policy().people().isHost(Identity.email(person.email())))
                        .isPresent(),
                workspace.git().user()));
    }

    private Collection<Commit> commits(Map<ResourceId, Optional<String>> since) {
        var commits = new LinkedHashMap<String, Commit>();
        new DeclarationHistory(
                        workspace.commits(),
                        workspace.repositoryPath(workspace.folder() + "/" + source),
                        loading.states(source))
                .touching(since, base)
                .values()
                .forEach(all -> all.forEach(commit -> commits.put(commit.id(), commit)));
        return commits.values();
    }

    private Optional<String> lastShared(ResourceId id) {
        return Optional.<Declared<?>>ofNullable(sides.target().declared().all().get(id))
                .flatMap(declared -> applied.lastStood(id, one -> one.unit().equals(declared.unit())))
                .map(state -> state.state().commit());
    }
}
