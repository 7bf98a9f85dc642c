package io.castellan.promote;

import static io.castellan.promote.WrittenRecord.declared;
import static io.castellan.promote.WrittenRecord.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Declared;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was changed in prod because it could not wait is owed until dev has it, or until prod has something else. */
class PromotionDebtsTest {
    private static final Declared<?> WIDE = declared("orders", "read and write");
    private static final Declared<?> NARROW = declared("orders", "read");
    private static final Declared<?> OTHER = declared("orders", "describe");

    private final WrittenRecord dev = new WrittenRecord("dev");
    private final WrittenRecord prod = new WrittenRecord("prod");
    private final Set<String> overriddenIn = new HashSet<>();

    @BeforeEach
    void inStep() {
        dev.applied("orders", WIDE);
        prod.applied("orders", WIDE);
    }

    private List<String> open() {
        return new PromotionDebts(
                        prod.read(),
                        from -> dev.read(),
                        (state, id) -> id.equals(topic("orders"))
                                && overriddenIn.contains(state.state().commit()))
                .of(prod.entries()).stream()
                        .map(debt -> debt.owed().reason() + " #" + debt.intent().sequence())
                        .toList();
    }

    private WrittenRecord revoked() {
        return prod.applied("orders", NARROW).owing("orders", "dev", "revocation");
    }

    @Test
    void whatDevDoesNotHaveIsOwedAndToldWithWhatToDo() {
        revoked();

        assertThat(open()).containsExactly("revocation #2");
        var told = new PromotionDebts(prod.read(), from -> dev.read(), (state, id) -> false)
                .of(prod.entries())
                .get(0)
                .told();
        assertThat(told.message())
                .contains(
                        "topic/orders was changed by apply #2 of 2026-11-21T12:00:00Z ahead of dev",
                        "it takes access away");
        assertThat(told.hint()).isEqualTo("make the same change in dev and apply it there");
    }

    @Test
    void itEndsWhenTheSameIsAppliedInDevAndStaysEndedWhenDevGoesOn() {
        revoked();
        dev.applied("orders", NARROW);
        assertThat(open()).isEmpty();

        dev.applied("orders", OTHER);
        assertThat(open()).as("dev had it, and has something newer to promote").isEmpty();
    }

    @Test
    void anotherDeclarationInDevAndOneThatFailedThereDoNotEndIt() {
        revoked();
        dev.applied("orders", OTHER);
        assertThat(open()).hasSize(1);

        dev.failed("orders", NARROW);
        assertThat(open()).hasSize(1);
    }

    @Test
    void whatDevHadOnlyBeforeDoesNotEndIt() {
        dev.applied("orders", NARROW).applied("orders", WIDE).applied("orders", OTHER);
        prod.applied("", WIDE).applied("", WIDE).applied("", WIDE).applied("", WIDE);
        revoked();

        assertThat(open()).containsExactly("revocation #6");
    }

    @Test
    void itEndsWhenProdItselfGetsAnotherDeclaration() {
        revoked();
        prod.applied("", NARROW);
        assertThat(open()).as("an apply of something else").hasSize(1);

        prod.applied("orders", OTHER);
        assertThat(open()).isEmpty();
    }

    @Test
    void whatIsGoneInProdIsOwedUntilDevIsWithoutIt() {
        prod.applied("orders").owing("orders", "dev", "revocation");
        assertThat(open()).containsExactly("revocation #2");

        dev.applied("orders");
        assertThat(open()).isEmpty();
    }

    @Test
    void onlyWhatEndedWellIsOwed() {
        prod.failed("orders", NARROW).owing("orders", "dev", "revocation");
        assertThat(open()).isEmpty();

        revoked();
        assertThat(open()).containsExactly("revocation #3");
    }

    @Test
    void whatFailedHidesNothingThatWasOwedBefore() {
        revoked();
        prod.failed("orders", OTHER).owing("orders", "dev", "revocation");
        assertThat(open()).containsExactly("revocation #2");
    }

    @Test
    void whatIsOwedTwiceIsToldOnce() {
        prod.applied("orders", WIDE).owing("orders", "dev", "override");
        prod.applied("orders", WIDE).owing("orders", "dev", "override");
        overriddenIn.add("commit-3");
        assertThat(open()).containsExactly("override #3");
    }

    @Test
    void ofSeveralOfOneResourceTheNewestStands() {
        revoked();
        prod.applied("orders", OTHER).owing("orders", "dev", "rotation");

        assertThat(open()).containsExactly("rotation #3");
    }

    @Test
    void anOverrideIsOwedAsLongAsItIsInForceInWhatIsApplied() {
        prod.applied("orders", WIDE).owing("orders", "dev", "override");
        overriddenIn.add("commit-2");
        assertThat(open()).as("the declaration is the same as dev's").containsExactly("override #2");

        prod.applied("", WIDE);
        overriddenIn.add("commit-3");
        assertThat(open()).containsExactly("override #2");

        prod.applied("orders", WIDE).owing("orders", "dev", "override");
        assertThat(open()).as("it ended, and the value was put back").isEmpty();
    }

    @Test
    void anOverrideAndARevocationAreOwedBesideEachOther() {
        prod.applied("orders", WIDE).owing("orders", "dev", "override");
        revoked();
        overriddenIn.add("commit-3");
        assertThat(open()).containsExactly("override #2", "revocation #3");
    }

    @Test
    void whatDevShowsUnsignedEndsNothing() {
        revoked();
        dev.applied("orders", NARROW).unsigned();
        assertThat(open()).hasSize(1);

        dev.applied("", NARROW);
        assertThat(open()).as("a later entry that counts says the same").isEmpty();
    }

    @Test
    void whatDevLeavesToMirroringWithTheSameDeclarationIsMadeGood() {
        revoked();
        dev.mirroring("orders", WIDE);
        assertThat(open()).as("another declaration").hasSize(1);

        dev.mirroring("orders", NARROW);
        assertThat(open()).isEmpty();
    }

    @Test
    void whatCannotBeReadEndsNothing() {
        revoked().unreadable();
        assertThat(open()).hasSize(1);

        prod.applied("orders", NARROW).owing("orders", "dev", "revocation");
        prod.applied("", OTHER).unreadable();
        assertThat(open()).as("nobody knows whether it still stands").containsExactly("revocation #3");
    }
}
