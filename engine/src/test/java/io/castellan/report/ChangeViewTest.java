package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Unit;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeViewTest {
    private static final ResourceId ID = new ResourceId("topic", "orders");

    private static Difference.Builder update() {
        return Difference.of(ID, Verb.UPDATE).risk(RiskClass.SAFE, "SAFE", "nothing is lost");
    }

    private static ChangeView view(Difference.Builder difference) {
        return ChangeView.of(Change.of(difference.build(), SamplePlans.TARGET));
    }

    private static String fact(Value value, Unit unit, Certainty certainty) {
        return view(update().fact(new Fact("bytesDropped", value, unit, certainty, SamplePlans.NOW)))
                .facts()
                .get(0);
    }

    @Test
    void aFactSaysHowFarItCanBeTrusted() {
        assertThat(fact(Value.whole(2048), Unit.BYTES, Certainty.exact())).isEqualTo("bytes dropped: 2KiB (2048)");
        assertThat(fact(Value.whole(2049), Unit.BYTES, Certainty.estimate("old segments")))
                .isEqualTo("bytes dropped: about 2KiB (2049), from old segments");
        assertThat(fact(Value.unset(), Unit.BYTES, Certainty.unknown("no right to ask")))
                .isEqualTo("bytes dropped: unknown: no right to ask");
        assertThat(fact(Value.unset(), Unit.INSTANT, Certainty.exact())).isEqualTo("bytes dropped: none");
        assertThat(fact(Value.whole(0), Unit.INSTANT, Certainty.exact()))
                .isEqualTo("bytes dropped: 1970-01-01T00:00:00Z");
        assertThat(fact(Value.text("2026-01-01T00:00:00Z"), Unit.INSTANT, Certainty.exact()))
                .isEqualTo("bytes dropped: 2026-01-01T00:00:00Z");
        assertThat(fact(Value.whole(1_234_567), Unit.RECORDS, Certainty.exact()))
                .isEqualTo("bytes dropped: 1,234,567");
    }

    @Test
    void aCeilingStandsBesideItsFactAndAloneWhereThereIsNone() {
        var bound = view(update().ceiling(new Ceiling("bytesDropped", 1024))
                .ceiling(new Ceiling("records", 1000))
                .fact(new Fact("bytesDropped", Value.whole(1), Unit.BYTES, Certainty.exact(), SamplePlans.NOW)));

        assertThat(bound.facts())
                .containsExactly("bytes dropped: 1; refused above 1KiB (1024)", "records: refused above 1,000");
    }

    @Test
    void thePlaceSaysWhyItIsSo() {
        var place = new Place("a.yaml", 1, 2);

        assertThat(view(update().provenance(Provenance.at(place, Cause.DECLARATION)))
                        .place())
                .isEqualTo("a.yaml:1:2");
        assertThat(view(update().provenance(Provenance.at(place, Cause.GRANT))).place())
                .isEqualTo("by a grant, a.yaml:1:2");
        assertThat(view(update().provenance(Provenance.at(place, Cause.WITHDRAWN)))
                        .place())
                .isEqualTo("no longer declared, was a.yaml:1:2");
        assertThat(view(update().provenance(new Provenance(Optional.empty(), Cause.WITHDRAWN, List.of())))
                        .place())
                .isEqualTo("no longer declared");
        assertThat(view(update().provenance(new Provenance(Optional.of(place), Cause.GRANT, List.of(place, place))))
                        .place())
                .isEqualTo("by a grant, a.yaml:1:2, also a.yaml:1:2, a.yaml:1:2");
    }

    @Test
    void aFieldTellsWhetherItComesChangesOrGoes() {
        var fields = view(update().field("a", Value.unset(), Value.whole(1), Provenance.observed())
                        .field("b", Value.whole(1), Value.whole(2), Provenance.observed())
                        .field("c", Value.whole(1), Value.unset(), Provenance.observed()))
                .fields();

        assertThat(fields).extracting(FieldView::mark).containsExactly(Mark.CREATE, Mark.UPDATE, Mark.DELETE);
    }

    @Test
    void anUnmanagedFieldIsOnlySeenWhicheverSideItStandsOn() {
        var seen = view(Difference.of(ID, Verb.NONE)
                .disposition(Disposition.UNMANAGED)
                .field(new FieldChange("a", Value.whole(7), Value.unset(), Optional.empty()))
                .field(new FieldChange("b", Value.whole(7), Value.whole(7), Optional.empty())));

        assertThat(seen.fields()).allSatisfy(field -> {
            assertThat(field.mark()).isEqualTo(Mark.UNMANAGED);
            assertThat(field.after().exact()).isEqualTo("7");
        });
    }

    @Test
    void safeRisksAreNoNews() {
        assertThat(view(update()).risks()).isEmpty();
    }
}
