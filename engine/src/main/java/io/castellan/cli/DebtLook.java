package io.castellan.cli;

import io.castellan.access.Debt;
import io.castellan.access.Debts;
import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.Failure;
import io.castellan.model.Approval.Signed;
import io.castellan.model.LedgerEntry;
import io.castellan.promote.AppliedRecord;
import io.castellan.promote.PromotionDebt;
import io.castellan.promote.PromotionDebts;
import io.castellan.report.OpenDebt;
import io.castellan.report.OpenDebt.Kind;
import io.castellan.report.Recorded.Answered;
import io.castellan.resource.Registry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks which debts the entries of one ledger made, and what became of them. Asks no cluster. */
final class DebtLook {
    private final Workspace workspace;
    private final Registry registry = Rooms.registry();
    private final Loading loading;
    private final Clock clock;
    private final String environment;
    private final List<LedgerEntry> entries;

    /** @param entries oldest first */
    DebtLook(Workspace workspace, Clock clock, String environment, List<LedgerEntry> entries) {
        this.workspace = workspace;
        this.loading = new Loading(workspace, registry, clock);
        this.clock = clock;
        this.environment = environment;
        this.entries = entries;
    }

    /**
     * What was found.
     *
     * @param open oldest first
     * @param signedOff who signed an entry off, by its number
     */
    record Found(List<OpenDebt> open, Map<Long, String> signedOff) {
        Answered of(LedgerEntry entry) {
            var number = entry.intent().sequence();
            return new Answered(
                    open.stream().filter(debt -> debt.entry() == number).toList(),
                    Optional.ofNullable(signedOff.get(number)));
        }
    }

    /** @throws Failure if the policy in force or the approvals cannot be read, without which nothing can be said */
    Found look() {
        if (Debts.since(entries).isEmpty() && !PromotionDebts.any(entries)) {
            return new Found(List.of(), Map.of());
        }
        var policy = policy();
        var open = new ArrayList<OpenDebt>();
        var signedOff = new HashMap<Long, String>();
        signOffs(policy, open, signedOff);
        promotions(policy)
                .forEach(debt -> open.add(new OpenDebt(
                        Kind.PROMOTION,
                        debt.intent().sequence(),
                        Optional.of(debt.owed().id()),
                        debt.told())));
        return new Found(List.copyOf(open), Map.copyOf(signedOff));
    }

    /** The version in force before what is proposed now; empty where there is none. */
    Optional<PolicyVersion> policy() {
        return workspace
                .protectedTip()
                .or(() -> workspace.repository().flatMap(git -> git.head()))
                .or(() -> entries.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                entries.get(entries.size() - 1).intent().state().commit()))
                .flatMap(new PolicySearch(workspace, loading, clock, environment, unsaid -> {})::begin);
    }

    private void signOffs(Optional<PolicyVersion> policy, List<OpenDebt> open, Map<Long, String> signedOff) {
        var approvals = policy.map(this::approvals).orElse(List.of());
        for (var entry : entries) {
            Debt.of(entry.intent())
                    .ifPresent(debt -> policy.flatMap(
                                    version -> Debts.settler(debt, approvals, version, clock.instant()))
                            .ifPresentOrElse(
                                    who -> signedOff.put(entry.intent().sequence(), who),
                                    () -> open.add(new OpenDebt(
                                            Kind.SIGN_OFF, entry.intent().sequence(), Optional.empty(), debt.told()))));
        }
    }

    private List<Signed> approvals(PolicyVersion policy) {
        return Debts.since(entries)
                .map(since -> workspace.approvals(policy.policy(), environment).since(since, unsaid -> {}))
                .orElse(List.of());
    }

    private List<PromotionDebt> promotions(Optional<PolicyVersion> policy) {
        var evidences = new Evidences(workspace, registry, loading, clock, policy);
        var sources = new HashMap<String, AppliedRecord>();
        return new PromotionDebts(
                        evidences.record(environment),
                        from -> sources.computeIfAbsent(from, evidences::record),
                        new Overridden(workspace, loading, registry, environment)::test)
                .of(entries);
    }
}
