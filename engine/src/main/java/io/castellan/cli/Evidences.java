package io.castellan.cli;

import io.castellan.access.PolicyVersion;
import io.castellan.access.SignedEntries;
import io.castellan.cli.Loading.Loaded;
import io.castellan.cli.PromotionSides.Unlike;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Promotion;
import io.castellan.ledger.AppliedState;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Intent;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Plan;
import io.castellan.promote.AppliedRecord;
import io.castellan.promote.EvidenceRule;
import io.castellan.promote.Shown;
import io.castellan.promote.TargetFiles;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.state.StateLoader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the ledgers of a workspace show about changes, before they come to an environment. */
final class Evidences {
    private final Workspace workspace;
    private final Registry registry;
    private final Loading loading;
    private final Clock clock;
    private final Optional<PolicyVersion> policy;
    private final Optional<Unlike> unlike;

    /** @param policy in force for the environment that state comes to */
    Evidences(Workspace workspace, Registry registry, Loading loading, Clock clock, Optional<PolicyVersion> policy) {
        this(workspace, registry, loading, clock, policy, Optional.empty());
    }

    /** @param unlike which files are asked about; empty for all */
    Evidences(
            Workspace workspace,
            Registry registry,
            Loading loading,
            Clock clock,
            Optional<PolicyVersion> policy,
            Optional<Unlike> unlike) {
        this.unlike = unlike;
        this.workspace = workspace;
        this.registry = registry;
        this.loading = loading;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * What is shown of a plan.
     *
     * @param applied with what each resource was applied last, as the plan knows it
     */
    Shown of(Promotion promotion, Plan plan, Loaded loaded, Declarations applied) {
        var environment = loaded.state().environment().name();
        var target = record(environment);
        return Shown.of(
                promotion,
                rule(promotion, target).of(plan, loaded.state().declarations(), applied),
                target,
                new TargetFiles(
                        registry,
                        loading.loader(),
                        workspace.folder() + "/" + environment,
                        loaded.state(),
                        loaded.files(),
                        state -> workspace.filesAt(environment, state.state().commit())));
    }

    EvidenceRule rule(Promotion promotion, AppliedRecord target) {
        return rule(promotion, target, Set.of(target.environment()));
    }

    /** @param asked environments on the way back from where the state goes: none is asked twice */
    private EvidenceRule rule(Promotion promotion, AppliedRecord target, Set<String> asked) {
        var source = record(promotion.from());
        var known = new HashSet<>(asked);
        known.add(promotion.from());
        return new EvidenceRule(
                promotion,
                source,
                target,
                clock.instant(),
                () -> promotionTo(promotion.from())
                        .filter(before -> !known.contains(before.from()))
                        .map(before -> rule(new Promotion(before.from(), promotion.soak()), source, known)));
    }

    /** Where an environment's state comes from, by the version that was in force when it was applied last; of entries that are evidence. */
    private Optional<Promotion> promotionTo(String environment) {
        var ledger = workspace.ledger(environment).orElseThrow(() -> workspace.noRepository());
        var counts = counting(environment, ledger);
        var entries = ledger.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (counts.test(entries.get(i))) {
                return promotionTo(environment, entries.get(i).intent());
            }
        }
        return Optional.empty();
    }

    private Optional<Promotion> promotionTo(String environment, Intent newest) {
        var commit = newest.warrant().policy().orElse(newest.state().commit());
        var folder = workspace.folder() + "/" + environment;
        var file = folder + "/" + StateLoader.ENVIRONMENT_FILE;
        return loading.loader()
                .load(folder, workspace.filesAt(environment, commit, file::equals), clock.instant(), new Problems())
                .flatMap(state -> state.environment().promotion());
    }

    AppliedRecord record(String environment) {
        var ledger = workspace.ledger(environment).orElseThrow(() -> workspace.noRepository());
        return new AppliedRecord(
                environment, ledger.entries(), counting(environment, ledger), state -> declared(environment, state));
    }

    /** Which entries of a ledger are evidence: under a policy that wants it signed, those that are signed as it asks. */
    private Predicate<LedgerEntry> counting(String environment, GitLedger ledger) {
        return policy.map(version ->
                        new SignedEntries(environment, ledger, workspace.commits()::signature).counting(version))
                .orElse(entry -> true);
    }

    private Optional<Declarations> declared(String environment, AppliedState state) {
        var doubts = new ArrayList<Problem>();
        var declared = unlike.flatMap(files -> files.at(state.state().commit(), environment))
                .map(only -> loading.declaredAt(environment, state, only, doubts::add))
                .orElseGet(() -> loading.declaredAt(environment, state, doubts::add));
        return doubts.isEmpty() ? Optional.of(declared) : Optional.empty();
    }
}
