package io.castellan.promote;

import static io.castellan.promote.ThreeWay.BOTH_CHANGED;
import static io.castellan.promote.ThreeWay.PROMOTE;
import static io.castellan.promote.ThreeWay.SAME;
import static io.castellan.promote.ThreeWay.TARGET_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Digest;
import io.castellan.model.Value;
import io.castellan.promote.ThreeWay.Base;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThreeWayTest {
    private static final Optional<Digest> OLD = Optional.of(Digest.of(Value.text("old")));
    private static final Optional<Digest> NEW = Optional.of(Digest.of(Value.text("new")));
    private static final Optional<Digest> OTHER = Optional.of(Digest.of(Value.text("other")));
    private static final Optional<Digest> NONE = Optional.empty();

    @Test
    void whatIsEqualIsTheSameWhateverWasBefore() {
        assertThat(ThreeWay.of(NEW, NEW, Base.of(OLD))).isEqualTo(SAME);
        assertThat(ThreeWay.of(NONE, NONE, Base.of(OLD))).isEqualTo(SAME);
        assertThat(ThreeWay.of(NEW, NEW, Base.unknown())).isEqualTo(SAME);
    }

    @Test
    void aTargetAsItWasCanBePromotedTo() {
        assertThat(ThreeWay.of(NEW, OLD, Base.of(OLD))).isEqualTo(PROMOTE);
        assertThat(ThreeWay.of(NEW, NONE, Base.of(NONE))).isEqualTo(PROMOTE);
        assertThat(ThreeWay.of(NONE, OLD, Base.of(OLD))).isEqualTo(PROMOTE);
    }

    @Test
    void aTargetChangedByHandIsNot() {
        assertThat(ThreeWay.of(OLD, OTHER, Base.of(OLD))).isEqualTo(TARGET_CHANGED);
        assertThat(ThreeWay.of(NONE, OTHER, Base.of(NONE))).isEqualTo(TARGET_CHANGED);
        assertThat(ThreeWay.of(OLD, NONE, Base.of(OLD))).isEqualTo(TARGET_CHANGED);
    }

    @Test
    void whatChangedOnBothSidesIsShown() {
        assertThat(ThreeWay.of(NEW, OTHER, Base.of(OLD))).isEqualTo(BOTH_CHANGED);
        assertThat(ThreeWay.of(NEW, NONE, Base.of(OLD))).isEqualTo(BOTH_CHANGED);
        assertThat(ThreeWay.of(NONE, OTHER, Base.of(OLD))).isEqualTo(BOTH_CHANGED);
        assertThat(ThreeWay.of(NEW, OTHER, Base.of(NONE))).isEqualTo(BOTH_CHANGED);
    }

    @Test
    void withoutCommonGroundWhatTheTargetHasIsItsOwn() {
        assertThat(ThreeWay.of(NEW, NONE, Base.unknown())).isEqualTo(PROMOTE);
        assertThat(ThreeWay.of(NONE, OTHER, Base.unknown())).isEqualTo(TARGET_CHANGED);
        assertThat(ThreeWay.of(NEW, OTHER, Base.unknown())).isEqualTo(BOTH_CHANGED);
    }
}
