package io.castellan.toy;

import io.castellan.apply.Apply;
import io.castellan.apply.ApplyListener;
import io.castellan.apply.ApplyReport;
import io.castellan.apply.ApplyRequest;
import io.castellan.apply.ApplySettings;
import io.castellan.apply.Consent;
import io.castellan.apply.Hold;
import io.castellan.diagnostics.Place;
import io.castellan.gate.Authority;
import io.castellan.gate.Gate;
import io.castellan.gate.Gates;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.BaselineLoader;
import io.castellan.ledger.InMemoryLedger;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.Protection;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Value;
import io.castellan.plan.PlanRequest;
import io.castellan.plan.Planning;
import io.castellan.resource.Baselines;
import io.castellan.resource.Budget;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Everything that an apply needs, in memory: commits, a ledger, a cluster, a clock that the test turns. */
final class Workshop {
    final ModelCluster cluster = new ModelCluster();
    final InMemoryLedger ledger = new InMemoryLedger("dev");
    final Map<String, Declarations> commits = new HashMap<>();
    final Registry registry = new Registry(List.of(Lamps.room(), Mills.room()));
    Protection protection = new Protection(1000, 1.0, List.of(), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT);
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    List<Gate> gates = List.of();
    Hold hold = new FreeHold();
    BooleanSupplier interrupted = () -> false;
    ApplyListener listener = new ApplyListener() {};

    /** Nobody else wants this cluster. */
    static final class FreeHold implements Hold {
        @Override
        public Budget prove() {
            return Budget.of(Duration.ofSeconds(10));
        }

        @Override
        public void close() {}
    }

    /** Declares lamps ({@code name} to settings) and mills ({@code name} to version) in a commit. */
    String commit(String id, Map<String, Map<String, String>> lamps, Map<String, String> mills) {
        var declared = new ArrayList<Declared<?>>();
        lamps.forEach((name, settings) ->
                declared.add(declared(Lamps.KEY.id(name), new Lamps.Spec(settings), settings.toString())));
        mills.forEach((name, version) -> declared.add(declared(Mills.KEY.id(name), version, version)));
        commits.put(id, Declarations.of(declared));
        return id;
    }

    private static <D> Declared<D> declared(ResourceId id, D spec, String text) {
        return new Declared<>(
                id, spec, Provenance.at(new Place("toys.yaml", 1, 1), Cause.DECLARATION), Digest.of(Value.text(text)));
    }

    Plan plan(String commit, ResourceId... targets) {
        return planning().plan(request(commit, targets), cluster).plan();
    }

    ApplyReport apply(String commit, ResourceId... targets) {
        return apply(commit, plan(commit, targets), targets);
    }

    ApplyReport apply(String commit, Plan agreed, ResourceId... targets) {
        var apply = new Apply(
                registry,
                planning(),
                ledger,
                new Gates(gates, clock(), this::pass, line -> {}),
                reference -> new char[0],
                clock(),
                this::pass,
                ApplySettings.DEFAULT,
                listener,
                interrupted);
        return apply.run(
                new ApplyRequest(
                        request(commit, targets),
                        Consent.given(agreed),
                        new Intent.StateCommit(commit, "tree-" + commit, false),
                        new Intent.Executor("deployer", "local"),
                        Authority.none(),
                        "castellan test"),
                cluster,
                hold);
    }

    private Planning planning() {
        return new Planning(registry, clock(), "castellan test");
    }

    private PlanRequest request(String commit, ResourceId... targets) {
        return new PlanRequest(
                "dev",
                Optional.of(cluster.view().id()),
                protection,
                Optional.empty(),
                commits.get(commit),
                baselines(),
                Origin.folder().withLedgerHead(ledger.head()),
                Set.of(targets));
    }

    private Baselines baselines() {
        return new BaselineLoader(applied -> commits.get(applied.state().commit()))
                .load(BaselineCommits.of(ledger.entries(), cluster.view().id()));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }
}
