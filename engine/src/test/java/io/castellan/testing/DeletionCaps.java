package io.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Declared;
import io.castellan.model.Disposition;
import io.castellan.model.Plan;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Verb;
import io.castellan.resource.ClusterView;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Room;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * R4 for a kind whose resources go when their declaration is withdrawn. Ten of it were applied and are live.
 *
 * @param <D> what is declared of it
 * @param <O> what is seen of it
 */
public abstract class DeletionCaps<D, O> {
    private static final int LIVE = 10;

    private final Room room;
    private final ResourceKind<D, O> kind;
    private final IntFunction<O> live;
    private ClusterView.Inventory inventory = ClusterView.Inventory.proved();

    /** @param live what is live of the declaration with that number */
    protected DeletionCaps(Room room, ResourceKind<D, O> kind, IntFunction<O> live) {
        this.room = room;
        this.kind = kind;
        this.live = live;
    }

    /** State files with that many resources, the first ones. */
    protected abstract String state(int count);

    private Collection<Declared<?>> declared(int count) {
        return StateText.read(room, state(count)).declared();
    }

    /** Withdraws all but the first. */
    private Plan plan(int kept, int maxDeletes, double maxShare, ResourceId... targets) {
        var applied = declared(LIVE);
        var states = new TreeMap<ResourceId, O>();
        var ids = applied.stream().map(Declared::id).sorted().toList();
        IntStream.range(0, ids.size()).forEach(i -> states.put(ids.get(i), live.apply(i)));
        return new PretendedKind<>(kind, states, inventory)
                .plan(
                        room,
                        declared(kept),
                        applied,
                        new Protection(maxDeletes, maxShare, List.of(), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT),
                        targets);
    }

    private static void refused(Plan plan, int deletions, String code) {
        assertThat(plan.changes())
                .hasSize(deletions)
                .allSatisfy(change -> assertThat(change.disposition()
                                .refusal()
                                .map(Disposition.Refused::code)
                                .map(Object::toString))
                        .contains(code));
        assertThat(plan.steps()).isEmpty();
    }

    private static void planned(Plan plan, int deletions) {
        assertThat(plan.changes())
                .hasSize(deletions)
                .allMatch(change ->
                        change.verb() == Verb.DELETE && change.disposition().isPlanned());
        assertThat(plan.steps()).isNotEmpty();
    }

    @Test
    void moreThanTheCapAreRefusedTogetherAndAsManyAsTheCapAreNot() {
        refused(plan(7, 2, 1.0), 3, "CAS-PLAN-002");
        planned(plan(7, 3, 1.0), 3);
    }

    @Test
    void aLargerShareThanTheCapIsRefusedTogetherAndAsLargeAShareIsNot() {
        refused(plan(7, 100, 0.29), 3, "CAS-PLAN-003");
        planned(plan(7, 100, 0.3), 3);
    }

    @Test
    void oneIsAlwaysASmallEnoughShare() {
        planned(plan(9, 1, 0.01), 1);
    }

    @Test
    void noneLeftIsNeverTakenForAWish() {
        refused(plan(0, 100, 1.0), LIVE, "CAS-PLAN-005");
    }

    @Test
    void aShareOfNobodyKnowsHowManyIsRefused() {
        inventory = ClusterView.Inventory.unproved("some may be hidden");

        refused(plan(7, 100, 1.0), 3, "CAS-PLAN-004");
        planned(plan(9, 100, 1.0), 1);
    }

    @Test
    void whatIsLeftOutByTargetIsNotCounted() {
        var gone = plan(7, 100, 1.0).changes().get(0).id();

        planned(plan(7, 1, 1.0, gone), 1);
    }
}
