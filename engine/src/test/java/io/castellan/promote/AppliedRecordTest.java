package io.castellan.promote;

import static io.castellan.promote.WrittenRecord.at;
import static io.castellan.promote.WrittenRecord.declared;
import static io.castellan.promote.WrittenRecord.topic;
import static io.castellan.promote.WrittenRecord.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.ledger.AppliedState;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.Evidence.Proved;
import io.castellan.promote.Evidence.Soaking;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a ledger proves: the declaration that is applied now, without failure since, and long enough. */
class AppliedRecordTest {
    private static final Instant NOW = at(100);
    private static final Duration DAY = Duration.ofHours(24);

    private final WrittenRecord dev = new WrittenRecord("dev");

    private Evidence asked(String text) {
        return asked(Optional.of(unit(text)), NOW);
    }

    private Evidence asked(Optional<Digest> unit, Instant now) {
        return dev.read().isApplied(topic("orders"), unit, DAY, now);
    }

    private static void assertProved(Evidence evidence, long sequence) {
        assertThat(evidence).isInstanceOfSatisfying(Proved.class, proved -> {
            assertThat(proved.sequence()).isEqualTo(sequence);
            assertThat(proved.since()).isEqualTo(at(sequence));
        });
    }

    private static void assertMissing(Evidence evidence, String why) {
        assertThat(evidence)
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.why()).contains(why));
    }

    @Test
    void whatIsAppliedIsProvedByTheEntryThatChangedIt() {
        dev.applied("orders", declared("orders", "7d"));

        assertProved(asked("7d"), 1);
    }

    @Test
    void whatWasAdoptedWasNotApplied() {
        dev.adopted(declared("orders", "7d"));

        assertMissing(asked("7d"), "nothing was applied in dev yet");
        assertThat(dev.read().everApplied(topic("orders"), unit("7d"))).isEmpty();

        dev.applied("", declared("orders", "7d"));
        assertProved(asked("7d"), 2);
        assertThat(asked(Optional.of(unit("7d")), at(1).plus(DAY)))
                .as("the soak begins with the apply that found it so")
                .satisfies(soaking("dev", 2, at(2).plus(DAY)));
    }

    @Test
    void appliesOfOtherThingsDoNotBeginTheSoakAnew() {
        dev.applied("orders", declared("orders", "7d")).applied("", declared("orders", "7d"));
        dev.applied("payments", declared("orders", "7d"), declared("payments", "1d"));

        assertThat(asked(Optional.of(unit("7d")), at(1).plus(DAY)))
                .as("a day after the first, though the last was two hours later")
                .isInstanceOf(Proved.class);
    }

    @Test
    void soakEndsAtTheSecond() {
        dev.applied("orders", declared("orders", "7d"));
        var end = at(1).plus(DAY);

        assertThat(asked(Optional.of(unit("7d")), end.minusSeconds(1))).satisfies(soaking("dev", 1, end));
        assertThat(asked(Optional.of(unit("7d")), end)).isInstanceOf(Proved.class);
    }

    @Test
    void aRepairBeginsTheSoakAnew() {
        dev.applied("orders", declared("orders", "7d")).applied("orders", declared("orders", "7d"));

        assertThat(asked(Optional.of(unit("7d")), at(1).plus(DAY))).satisfies(soaking("dev", 2, at(2).plus(DAY)));
    }

    @Test
    void aTextThatCameWithoutAnEffectSoaksFromWhenItCame() {
        dev.applied("orders", declared("orders", "7d")).applied("", declared("orders", "168h"));

        assertThat(asked(Optional.of(unit("168h")), at(1).plus(DAY))).satisfies(soaking("dev", 2, at(2).plus(DAY)));
    }

    @Test
    void whatWasReplacedIsNotWhatIsApplied() {
        dev.applied("orders", declared("orders", "7d")).applied("orders", declared("orders", "8d"));

        assertMissing(asked("7d"), "dev has it otherwise by apply #2");
    }

    @Test
    void whatCameBackSoaksFromWhenItCameBack() {
        dev.applied("orders", declared("orders", "7d"))
                .applied("orders", declared("orders", "8d"))
                .applied("orders", declared("orders", "7d"));

        assertThat(asked(Optional.of(unit("7d")), at(1).plus(DAY))).satisfies(soaking("dev", 3, at(3).plus(DAY)));
    }

    @Test
    void aFailureSinceTakesTheProofAwayUntilItEndsWell() {
        dev.applied("orders", declared("orders", "7d")).failed("orders", declared("orders", "8d"));
        assertMissing(asked("7d"), "apply #2 of dev did not bring it to a good end");
        assertMissing(asked("8d"), "apply #2 of dev did not bring it to a good end");

        dev.applied("orders", declared("orders", "8d"));
        assertProved(asked("8d"), 3);
    }

    @Test
    void anApplyThatIsStillRunningProvesNothing() {
        dev.applied("orders", declared("orders", "7d")).open("orders", declared("orders", "8d"));

        assertMissing(asked("7d"), "apply #2 of dev did not bring it");
    }

    @Test
    void whatWasLeftOutIsStillAsItWas() {
        dev.applied("orders", declared("orders", "7d")).leavingOut("orders", declared("orders", "8d"));

        assertProved(asked("7d"), 1);
        assertMissing(asked("8d"), "dev has it otherwise");
    }

    @Test
    void whatIsDeclaredNowhereIsProvedToo() {
        dev.applied("orders", declared("orders", "7d"));
        assertMissing(asked(Optional.empty(), NOW), "dev still has it");

        dev.applied("orders");
        assertProved(asked(Optional.empty(), NOW), 2);
        assertMissing(asked("7d"), "dev does not have it");
    }

    @Test
    void whereNothingWasAppliedNothingIsProvedNotEvenAbsence() {
        assertMissing(asked("7d"), "nothing was applied in dev yet");
        assertMissing(asked(Optional.empty(), NOW), "nothing was applied in dev yet");
        assertThat(asked("7d"))
                .as("what to do")
                .isInstanceOfSatisfying(
                        Missing.class,
                        missing -> assertThat(missing.todo())
                                .isEqualTo("begin there: 'castellan apply dev'; once that ended well and soaked long"
                                        + " enough, this may come here"));
    }

    @Test
    void anEntryThatDoesNotCountProvesNothing() {
        dev.applied("orders", declared("orders", "7d")).unsigned();

        assertMissing(asked("7d"), "not signed");
        assertThat(dev.read().everApplied(topic("orders"), unit("7d"))).isEmpty();
    }

    @Test
    void anEntryThatDoesNotCountCannotHideWhatCounts() {
        dev.applied("orders", declared("orders", "7d"))
                .applied("orders", declared("orders", "8d"))
                .applied("orders", declared("orders", "7d"))
                .unsigned();

        assertMissing(asked("7d"), "not signed");
    }

    @Test
    void whatAnotherClusterHadIsNoProof() {
        dev.applied("orders", declared("orders", "7d")).onAnotherCluster();
        dev.applied("payments", declared("payments", "1d"));

        assertMissing(asked("7d"), "dev does not have it");
    }

    @Test
    void whatCannotBeReadAnyMoreProvesNeitherPresenceNorAbsence() {
        dev.applied("orders", declared("orders", "7d")).unreadable();

        assertMissing(asked("7d"), "cannot be read");
        assertMissing(asked(Optional.empty(), NOW), "cannot be read");
    }

    @Test
    void whatWasAppliedBeforeIsRemembered() {
        dev.applied("orders", declared("orders", "7d")).applied("orders", declared("orders", "8d"));

        assertThat(dev.read().everApplied(topic("orders"), unit("7d")).map(Proved::sequence))
                .contains(1L);
        assertThat(dev.read().everApplied(topic("orders"), unit("9d"))).isEmpty();
    }

    @Test
    void whatOnlyFailedWasNotApplied() {
        dev.failed("orders", declared("orders", "7d")).applied("orders", declared("orders", "8d"));

        assertThat(dev.read().everApplied(topic("orders"), unit("7d"))).isEmpty();
    }

    @Test
    void whatStoodIsKnownFromTheLastApplyBeforeItWasChanged() {
        dev.applied("orders", declared("orders", "7d"))
                .applied("payments", declared("orders", "7d"))
                .applied("", declared("orders", "7d"))
                .applied("orders", declared("orders", "8d"));

        assertStood("7d", 3);
        assertStood("8d", 4);
        assertThat(dev.read().lastStood(topic("orders"), is("9d"))).isEmpty();
    }

    @Test
    void whatCameBackStoodUntilTheLastTime() {
        dev.applied("orders", declared("orders", "7d"))
                .applied("orders", declared("orders", "8d"))
                .applied("orders", declared("orders", "7d"))
                .applied("", declared("orders", "7d"))
                .applied("orders", declared("orders", "9d"));

        assertStood("7d", 4);
        assertStood("8d", 2);
    }

    @Test
    void whatWasLeftOutOrFailedOrIsNotSignedOrWasElsewhereDidNotStand() {
        dev.applied("orders", declared("orders", "7d"))
                .leavingOut("orders", declared("orders", "8d"))
                .failed("orders", declared("orders", "8d"))
                .applied("orders", declared("orders", "9d"))
                .unsigned()
                .open("orders", declared("orders", "10d"));

        assertStood("7d", 1);
        assertThat(dev.read().lastStood(topic("orders"), is("8d"))).isEmpty();
        assertThat(dev.read().lastStood(topic("orders"), is("9d"))).isEmpty();
        assertThat(dev.read().lastStood(topic("orders"), is("10d"))).isEmpty();

        dev.onAnotherCluster().applied("payments", declared("payments", "1d"));
        assertThat(dev.read().lastStood(topic("orders"), is("7d"))).isEmpty();
    }

    @Test
    void aTextThatCameWithoutAnEffectHidesNotWhatStoodBefore() {
        dev.applied("orders", declared("orders", "7d"))
                .applied("", declared("orders", "168h"))
                .applied("orders", declared("orders", "8d"));

        assertStood("168h", 2);
        assertStood("7d", 1);
    }

    private static Predicate<Declared<?>> is(String text) {
        return one -> one.unit().equals(unit(text));
    }

    private void assertStood(String text, long sequence) {
        assertThat(dev.read().lastStood(topic("orders"), is(text)).map(AppliedState::sequence))
                .contains(sequence);
    }

    private static Consumer<Evidence> soaking(String environment, long sequence, Instant until) {
        return evidence -> assertThat(evidence).isInstanceOfSatisfying(Soaking.class, soaking -> {
            assertThat(soaking.environment()).isEqualTo(environment);
            assertThat(soaking.sequence()).isEqualTo(sequence);
            assertThat(soaking.until()).isEqualTo(until);
        });
    }

    @Test
    void whatIsLeftToMirroringCountsOnceTheApplyEndedAndTheRestOfItEndedWell() {
        var unit = Optional.of(unit("7d"));
        var record = new WrittenRecord("dev").failedBesideMirroring("orders", declared("orders", "7d"));
        assertThat(record.read().isLeftToMirroring(topic("orders"), unit)).isFalse();

        record.openMirroring("orders", declared("orders", "8d"));
        assertThat(record.read().isLeftToMirroring(topic("orders"), Optional.of(unit("8d"))))
                .isFalse();
        assertThat(record.read().everHad(topic("orders"), unit("8d"))).isFalse();

        record.mirroring("orders", declared("orders", "7d"));
        assertThat(record.read().isLeftToMirroring(topic("orders"), unit)).isTrue();
        assertThat(record.read().everHad(topic("orders"), unit("7d"))).isTrue();
    }
}
