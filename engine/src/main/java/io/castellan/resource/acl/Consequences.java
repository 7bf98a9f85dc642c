package io.castellan.resource.acl;

import io.castellan.diagnostics.Code;
import io.castellan.model.Baseline;
import io.castellan.model.Disposition;
import io.castellan.model.Observed;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What all changes of rules together mean, so that each can be judged: who loses what, and what is refused for that. */
final class Consequences {
    private final Circumstances circumstances;
    private final Set<AclRule> added;
    private final Set<AclRule> removed;
    private final Set<AclRule> live;
    private final Set<AclRule> remaining;
    private final PatternSet before;
    private final PatternSet after;
    private final List<AclRule> denying;

    private Consequences(Circumstances circumstances, Set<AclRule> added, Set<AclRule> removed, Set<AclRule> live) {
        this.circumstances = circumstances;
        this.added = added;
        this.removed = removed;
        this.live = live;
        this.before = new PatternSet(live);
        this.remaining = new HashSet<>(live);
        this.remaining.removeAll(removed);
        var all = new HashSet<>(remaining);
        all.addAll(added);
        this.after = new PatternSet(all);
        this.denying = all.stream().filter(rule -> !rule.allows()).toList();
    }

    static Consequences in(World world) {
        var desired = world.desired(AclRoom.KEY);
        var baseline = world.baseline(AclRoom.KEY);
        var added = new HashSet<AclRule>();
        var removed = new HashSet<AclRule>();
        var live = new HashSet<AclRule>();
        var observed = world.observed(AclRoom.KEY);
        observed.forEach((id, one) -> one.found().ifPresent(rule -> {
            live.add(rule);
            if (!desired.containsKey(id)
                    && !baseline.getOrDefault(id, Baseline.none()).isEmpty()) {
                removed.add(rule);
            }
        }));
        desired.forEach((id, declared) -> {
            if (observed.getOrDefault(id, Observed.missing()).fold(found -> false, () -> true, why -> false)) {
                added.add(declared.spec());
            }
        });
        return new Consequences(AclKind.circumstances(world), added, removed, live);
    }

    /** The risks of adding or removing the rule, whichever this world has in store for it. */
    List<Risk> risks(AclRule rule) {
        var risks = new ArrayList<Risk>();
        if (removed.contains(rule)) {
            risks.add(
                    rule.allows()
                            ? risk(
                                    RiskClass.DISRUPTIVE,
                                    "ALLOW_REMOVED",
                                    "clients that need it are refused from then on")
                            : risk(RiskClass.SAFE, "DENY_LIFTED", "what other rules allow is possible again"));
            if (opens(rule)) {
                risks.add(risk(
                        RiskClass.DISRUPTIVE,
                        "LAST_RULE",
                        "no rule is left on " + rule.pattern().text() + "; " + AclKind.EVERYONE
                                + (isCertain() ? " opens" : ", which may be on, opens") + " it to everybody"));
            }
        } else {
            added(rule, risks);
        }
        return risks;
    }

    private void added(AclRule rule, List<Risk> risks) {
        if (!rule.allows()) {
            risks.add(risk(RiskClass.DISRUPTIVE, "DENY_ADDED", "it wins over every rule that allows"));
        } else if (rule.principal().equals(AclRule.EVERY_USER)) {
            risks.add(risk(RiskClass.DISRUPTIVE, "ALLOW_EVERY_USER", "everybody gets it whom the brokers let in"));
        } else if (rule.operation() == Operation.ALL && rule.pattern().isEverything()) {
            risks.add(risk(
                    RiskClass.DISRUPTIVE,
                    "ALLOW_EVERYTHING",
                    "every operation on every " + rule.pattern().guarded().word()));
        } else if (governs(rule)) {
            risks.add(risk(
                    RiskClass.DISRUPTIVE,
                    "ALLOW_ADMINISTRATION",
                    "who may alter the cluster may allow itself everything"));
        } else {
            risks.add(risk(RiskClass.SAFE, "ALLOW_ADDED", "nobody loses anything"));
        }
        if (closes(rule)) {
            risks.add(risk(
                    RiskClass.DISRUPTIVE,
                    "FIRST_RULE",
                    rule.pattern().text() + " has no rule yet; " + AclKind.EVERYONE
                            + (isCertain() ? " lets" : ", which may be on, lets")
                            + " everybody in until it has one"));
        }
    }

    private static boolean governs(AclRule rule) {
        return rule.pattern().guarded() == Guarded.CLUSTER && rule.operation().allows(Operation.ALTER);
    }

    private static Risk risk(RiskClass riskClass, String code, String why) {
        return new Risk(riskClass, code, why);
    }

    private boolean isCertain() {
        return circumstances.everyone() == Known.YES;
    }

    /** Whether resources that everybody may use until now are only for some from then on. */
    private boolean closes(AclRule rule) {
        return circumstances.everyone() != Known.NO && !before.covers(rule.pattern());
    }

    private boolean opens(AclRule rule) {
        return circumstances.everyone() != Known.NO && !after.covers(rule.pattern());
    }

    Optional<Disposition> whyNotCreated(AclRule rule) {
        if (!circumstances.authorizer()) {
            return refused(
                    AclCodes.NO_AUTHORIZER,
                    "the cluster has no authorizer, so it keeps no access rules and checks none",
                    "set authorizer.class.name on controllers and brokers, or declare no acls and grants for this environment");
        }
        if (rule.allows()) {
            var voided = denying.stream().filter(other -> other.voids(rule)).findFirst();
            if (voided.isPresent()) {
                return refused(
                        AclCodes.VOID,
                        "it cannot have an effect: '" + voided.get() + "' denies it",
                        "remove one of the two");
            }
        } else if (touchesBrokers(rule) && rule.principal().equals(AclRule.EVERY_USER)) {
            return refused(
                    AclCodes.BROKER_ACCESS,
                    "it would take ClusterAction from the brokers, which replicate with it",
                    "deny other operations, or name the principal that is meant");
        }
        return rule.allows() ? whyNotClosed(rule) : whyNotDenied(rule);
    }

    private Optional<Disposition> whyNotDenied(AclRule rule) {
        if (circumstances.superUser() == Known.YES) {
            return Optional.empty();
        }
        var own = circumstances.principal();
        if (own.isEmpty()) {
            return rule.principal().equals(AclRule.EVERY_USER) || rule.pattern().guarded() == Guarded.CLUSTER
                    ? ownUnknown("it may deny something")
                    : Optional.empty();
        }
        boolean takes = rule.concerns(own.get())
                && (circumstances.everyone() != Known.NO
                        || live.stream().anyMatch(other -> other.concerns(own.get()) && takesFrom(rule, other)));
        return takes
                ? refused(
                        AclCodes.OWN_ACCESS,
                        "it would take a right from " + own.get() + ", which Castellan runs as",
                        "name the principals that are meant, make " + own.get()
                                + " a super user, or add the rule by hand with another principal")
                : whyNotClosed(rule);
    }

    private static boolean takesFrom(AclRule denial, AclRule other) {
        return other.allows()
                && (denial.pattern().covers(other.pattern()) || other.pattern().covers(denial.pattern()))
                && denial.pattern().guarded().checked().stream()
                        .anyMatch(operation -> denial.operation().denies(operation)
                                && other.operation().allows(operation));
    }

    /** The first rule of a resource takes from us, too, what nobody needed a rule for. */
    private Optional<Disposition> whyNotClosed(AclRule rule) {
        var certainly = isCertain() || rule.pattern().guarded() == Guarded.CLUSTER;
        if (circumstances.superUser() == Known.YES || !closes(rule) || !certainly) {
            return Optional.empty();
        }
        if (circumstances.principal().isEmpty()) {
            return ownUnknown("as the first rule of " + rule.pattern().text() + " it may take something");
        }
        var own = circumstances.principal().get();
        var needed = new AclRule(
                own,
                Permission.ALLOW,
                rule.pattern().guarded() == Guarded.CLUSTER ? Operation.ALTER : Operation.DESCRIBE,
                rule.pattern(),
                AclRule.ANY_HOST);
        boolean kept = rule.pattern().guarded() != Guarded.CLUSTER
                        && !needed.pattern().guarded().checks(Operation.DESCRIBE)
                || remaining.stream().anyMatch(other -> other.includes(needed))
                || added.stream().anyMatch(other -> other.includes(needed));
        return kept
                ? Optional.empty()
                : refused(
                        AclCodes.OWN_ACCESS,
                        "as the first rule of " + rule.pattern().text() + " it would shut out " + own
                                + ", which Castellan runs as",
                        "declare '" + needed + "' as well");
    }

    Optional<Disposition> whyNotDeleted(AclRule rule) {
        if (!rule.allows()) {
            return Optional.empty();
        }
        if (rule.pattern().guarded() == Guarded.CLUSTER && rule.operation() == Operation.CLUSTER_ACTION) {
            return refused(
                    AclCodes.BROKER_ACCESS,
                    "it may be what the brokers replicate with, and who they are is not visible",
                    "keep it declared, or make sure that it is not and remove it by hand");
        }
        if (circumstances.superUser() == Known.YES) {
            return Optional.empty();
        }
        var own = circumstances.principal();
        if (own.isEmpty()) {
            boolean mayBeOurs = rule.principal().equals(AclRule.EVERY_USER)
                    || rule.pattern().guarded() == Guarded.CLUSTER;
            return mayBeOurs && !isKept(rule) ? ownUnknown("it may be a right") : Optional.empty();
        }
        if (!rule.concerns(own.get())) {
            return Optional.empty();
        }
        var ours = new AclRule(own.get(), rule.permission(), rule.operation(), rule.pattern(), rule.host());
        return isKept(ours)
                ? Optional.empty()
                : refused(
                        AclCodes.OWN_ACCESS,
                        "it is a right of " + own.get() + ", which Castellan runs as",
                        "keep it declared; if another rule replaces it, apply that one first; or remove it by hand with"
                                + " another principal");
    }

    /** What a plan may still add does not count: it might be left out. */
    private boolean isKept(AclRule rule) {
        return remaining.stream().anyMatch(other -> other.includes(rule));
    }

    private static boolean touchesBrokers(AclRule denial) {
        return denial.pattern().guarded() == Guarded.CLUSTER
                && denial.operation().denies(Operation.CLUSTER_ACTION);
    }

    private static Optional<Disposition> ownUnknown(String what) {
        return refused(
                AclCodes.OWN_PRINCIPAL_UNKNOWN,
                what + " of the principal that Castellan runs as, which the client's properties do not tell",
                "change it by hand with another principal, or run Castellan as a super user");
    }

    private static Optional<Disposition> refused(Code code, String message, String hint) {
        return Optional.of(Disposition.refused(code, message, hint));
    }
}
