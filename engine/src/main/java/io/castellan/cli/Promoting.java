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
import io.castellan.promote.BothUnits;
import io.castellan.promote.Candidate;
import io.castellan.promote.Candidates;
import io.castellan.promote.Candidates.Side;
import io.castellan.promote.CarriedAuthors;
import io.castellan.promote.Effect;
import io.castellan.promote.Moved;
import io.castellan.promote.TextMove;
import io.castellan.promote.TextMove.Folder;
import io.castellan.promote.ThreeSides;
import io.castellan.promote.ThreeWay;
import io.castellan.promote.UnitId;
import io.castellan.promote.Units;
import io.castellan.report.PromotionView;
import io.castellan.report.PromotionView.Line;
import io.castellan.resource.Registry;
import io.castellan.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One promotion between two environments of a commit. */
final class Promoting {
    private static final int SHOWN = 8;

    private final Workspace workspace;
    private final Registry registry = Rooms.registry();
    private final Loading loading;
    private final Instant now;
    private final String base;
    private final String source;
    private final String target;
    private final Read from;
    private final Read to;
    private final BothUnits units;
    private final AppliedRecord applied;
    private final AppliedRecord here;
    private final Map<String, Optional<Units>> before = new HashMap<>();
    private final Optional<String> witness;
    private final Optional<PolicyVersion> policy;
    private final Candidates candidates;

    /** An environment as the commit has it. */
    private record Read(State state, Folder folder) {
        Side side(Units units) {
            return new Side(units, state.declarations());
        }
    }

    /** @param named where the state comes from; empty for what the target's {@code promotion} says */
    Promoting(Session session, Workspace workspace, String base, String target, Optional<String> named) {
        this.workspace = workspace;
        this.loading = new Loading(workspace, registry, session.clock());
        this.now = session.clock().instant();
        this.base = base;
        this.target = target;
        this.to = read(target);
        var rule = rule(named);
        this.source = rule.from();
        workspace.choose(List.of(source), Optional.of(base));
        this.from = read(source);
        this.units = readUnits();
        var versions = new PolicyVersions(workspace, loading, target, note -> {});
        this.policy = versions.exists(base) ? Optional.of(versions.at(base)) : Optional.empty();
        var evidences = new Evidences(workspace, registry, loading, session.clock(), policy);
        this.witness = workspace.ledger(source).flatMap(GitLedger::head);
        this.applied = evidences.record(source);
        this.here = evidences.record(target);
        this.candidates = new Candidates(evidences.rule(rule, here), applied, here);
    }

    private Promotion rule(Optional<String> named) {
        var declared = to.state().environment().promotion();
        var from = named.or(() -> declared.map(Promotion::from))
                .orElseThrow(() -> wrongWay("nothing says where the state of '" + target + "' comes from"));
        if (from.equals(target)) {
            throw wrongWay("'" + target + "' cannot be promoted to itself");
        }
        declared.filter(rule -> !rule.from().equals(from)).ifPresent(rule -> {
            throw wrongWay("the state of '" + target + "' comes from '" + rule.from() + "', not from '" + from + "'");
        });
        return declared.orElse(new Promotion(from, Duration.ZERO));
    }

    private static Failure wrongWay(String why) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(PromoteCommandCodes.WRONG_WAY, why)
                        .withHint("name it with --from, or write 'promotion: {from: …}' in environment.yaml"));
    }

    private Read read(String environment) {
        var files = workspace.filesAt(environment, base);
        var folder = new Folder(workspace.folder() + "/" + environment, files);
        return new Read(load(environment, files), folder);
    }

    private BothUnits readUnits() {
        var problems = new Problems();
        var read = BothUnits.read(registry, from.folder(), to.folder(), problems);
        problems.throwIfErrors(ExitCode.INPUT);
        return read;
    }

    private State load(String environment, SourceFiles files) {
        var problems = new Problems();
        var state = loading.loader().load(workspace.folder() + "/" + environment, files, now, problems);
        problems.throwIfErrors(ExitCode.INPUT);
        return state.orElseThrow();
    }

    String source() {
        return source;
    }

    /** @param selected if any, only declarations of these; @throws Failure INPUT if one of them is the same in both */
    List<Candidate> candidates(Collection<ResourceId> selected) {
        var all = candidates.between(from.side(units.source()), to.side(units.target()));
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
                        .move(units.source(), units.target(), to.folder(), selected, now);
    }

    PromotionView view(List<Candidate> some, Moved moved, String title) {
        var files = new TreeMap<>(to.folder().files().files());
        files.putAll(moved.files());
        var after = load(target, new SourceFiles(files, to.folder().files().origin()));
        return new PromotionView(
                title,
                source,
                target,
                base,
                lines(some.stream().filter(Candidate::isPromotable).toList()),
                lines(some.stream().filter(one -> !one.isPromotable()).toList()),
                Effect.between(
                                to.state().declarations(),
                                after.declarations(),
                                from.state().declarations())
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
                        one.standing() == ThreeWay.BOTH_CHANGED ? sides(one) : List.of()))
                .toList();
    }

    private List<String> sides(Candidate one) {
        var last = one.resources().stream()
                .flatMap(id -> here.applied(id).stream())
                .findFirst()
                .flatMap(state -> before.computeIfAbsent(state.state().commit(), this::unitsAt))
                .flatMap(then -> then.value(one.unit()));
        return ThreeSides.of(units.source().value(one.unit()), units.target().value(one.unit()), last).stream()
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

    String message(PromotionView view, List<Candidate> some) {
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
        CarriedAuthors.of(
                        commits(some),
                        person -> policy.filter(known -> known.policy().people().isHost(Identity.email(person.email())))
                                .isPresent(),
                        workspace.git().user())
                .forEach(
                        author -> text.append("Co-authored-by: ").append(author).append('\n'));
        return text.toString();
    }

    /** A name may hold anything; a line of the message must not begin or end by it. */
    private static String plain(String name) {
        return name.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ");
    }

    /** The commits that made the source's declarations what they are, since what the target has now was the source's. */
    private Collection<Commit> commits(List<Candidate> some) {
        var since = new TreeMap<ResourceId, Optional<String>>();
        some.stream()
                .filter(Candidate::isPromotable)
                .flatMap(one -> one.resources().stream())
                .forEach(id -> since.put(id, lastShared(id)));
        var commits = new LinkedHashMap<String, Commit>();
        new DeclarationHistory(
                        workspace.commits(),
                        workspace.repositoryPath(workspace.folder() + "/" + source),
                        loading.states(source))
                .touching(since, base)
                .values()
                .forEach(all -> all.forEach(commit -> commits.put(commit.id(), commit)));
        return new ArrayList<>(commits.values());
    }

    private Optional<String> lastShared(ResourceId id) {
        return Optional.<Declared<?>>ofNullable(to.state().declarations().all().get(id))
                .flatMap(declared -> applied.lastStood(id, one -> one.unit().equals(declared.unit())))
                .map(state -> state.state().commit());
    }
}
