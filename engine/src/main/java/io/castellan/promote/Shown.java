package io.castellan.promote;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.environment.Promotion;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.SomeIds;
import io.castellan.model.Warrant.Owed;
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.Evidence.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was shown of a plan before it comes to its environment.
 *
 * @param evidence of every planned change
 * @param own of those that are proved, the ones to which environment.yaml adds values that were not
 */
public record Shown(Promotion rule, Map<ResourceId, Evidence> evidence, Set<ResourceId> own) {
    public Shown {
        Objects.requireNonNull(rule, "rule");
        evidence = Map.copyOf(evidence);
        own = Set.copyOf(own);
    }

    /** Puts together what the ledgers show, and what the files add to it. */
    public static Shown of(
            Promotion rule, Map<ResourceId, Evidence> evidence, AppliedRecord target, TargetFiles files) {
        var own = new TreeSet<ResourceId>();
        evidence.forEach((id, shown) -> shown.fold(
                proved -> files.isOwn(id, proved, target) && own.add(id),
                soaking -> files.isOwn(id, soaking.then(), target) && own.add(id),
                missing -> false,
                exempt -> false));
        return new Shown(rule, evidence, own);
    }

    /** Why the plan may not be applied: one problem for each reason, that of most resources first. */
    public List<Problem> refusals() {
        return grouped(false).stream()
                .map(group -> Problem.error(group.code(), SomeIds.of(group.ids()) + ": " + group.words())
                        .withHint(group.todo()))
                .toList();
    }

    /** The same for somebody who only looks, and what suffices. */
    public List<Problem> notes() {
        var problems = new ArrayList<Problem>();
        refusals()
                .forEach(refusal -> problems.add(
                        Problem.warning(refusal.code(), refusal.message()).withHint(refusal.hint())));
        grouped(true)
                .forEach(group ->
                        problems.add(note(PromoteCodes.SHOWN, SomeIds.of(group.ids()) + ": " + group.words(), "")));
        if (!own.isEmpty()) {
            problems.add(note(
                    PromoteCodes.OWN_VALUES,
                    SomeIds.of(List.copyOf(new TreeSet<>(own)))
                            + ": environment.yaml adds values that were proved nowhere, so it counts as the environment's own",
                    "the policy may ask for more approvals"));
        }
        return problems;
    }

    private static Problem note(Code code, String message, String hint) {
        return new Problem(code, Severity.NOTE, Optional.empty(), message, hint);
    }

    /** What is to be done where state comes from as well: the planned changes of which no evidence was asked. */
    List<Owed> owed(Plan plan) {
        return plan.planned().stream()
                .flatMap(change -> of(change.id())
                        .fold(
                                proved -> Optional.<Reason>empty(),
                                soaking -> Optional.<Reason>empty(),
                                missing -> Optional.<Reason>empty(),
                                exempt -> Optional.of(exempt.reason()))
                        .filter(Reason::isDebt)
                        .map(reason -> new Owed(change.id(), rule.from(), reason.word()))
                        .stream())
                .toList();
    }

    /** The plan with every change that is the environment's own marked so: for who asks for more approvals then. */
    public Plan marked(Plan plan) {
        var changes = plan.changes().stream().map(this::marked).toList();
        return new Plan(
                plan.tool(),
                plan.createdAt(),
                plan.target(),
                plan.origin(),
                plan.complete(),
                plan.notes(),
                changes,
                plan.steps());
    }

    private Change marked(Change change) {
        var difference = change.difference();
        var is = difference.provenance();
        boolean mark = change.disposition().isPlanned()
                && !is.cause().environmentOwn()
                && (own.contains(change.id()) || of(change.id()).equals(new Evidence.Exempt(Reason.ENVIRONMENT)));
        // the digest does not cover the cause
        return mark
                ? new Change(
                        difference.because(new Provenance(is.declaredAt(), Cause.ENVIRONMENT, is.alsoAt())),
                        change.digest())
                : change;
    }

    /** @return for a resource that was not asked about, that nothing shows it */
    public Evidence of(ResourceId id) {
        return Optional.ofNullable(evidence.get(id)).orElse(new Missing("nobody looked for any", "plan again"));
    }

    /** What there is to say of some resources at once. */
    private record Group(List<ResourceId> ids, List<Evidence> evidence) {
        Evidence first() {
            return evidence.get(0);
        }

        Code code() {
            return first().fold(
                            proved -> PromoteCodes.SHOWN,
                            soaking -> PromoteCodes.SOAKING,
                            missing -> PromoteCodes.NO_EVIDENCE,
                            exempt -> PromoteCodes.SHOWN);
        }

        String words() {
            return Evidence.words(evidence);
        }

        String todo() {
            return first().fold(
                            proved -> "",
                            soaking -> "apply then, or now only the rest, with --target",
                            Missing::todo,
                            exempt -> "");
        }
    }

    /** Those of most resources first. */
    private List<Group> grouped(boolean sufficing) {
        var groups = new TreeMap<String, Group>();
        new TreeMap<>(evidence).forEach((id, shown) -> {
            if (shown.suffices() == sufficing) {
                var group =
                        groups.computeIfAbsent(shown.alike(), words -> new Group(new ArrayList<>(), new ArrayList<>()));
                group.ids().add(id);
                group.evidence().add(shown);
            }
        });
        return groups.values().stream()
                .sorted(Comparator.comparing((Group group) -> -group.ids().size()))
                .toList();
    }
}
