package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.report.Drift.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DriftTextTest {
    @Test
    void driftReadsAsRecordedAndEndsWithALineForEachEnvironment() throws IOException {
        var out = new StringBuilder();

        new DriftText(Style.PLAIN).write(SampleResults.drifts(), out);

        Golden.check("drift.txt", out.toString());
    }

    @Test
    void theStatusFollowsThePlan() {
        assertThat(Drift.of(SamplePlans.empty()).status()).isEqualTo(Status.IN_SYNC);
        assertThat(Drift.of(SamplePlans.full()).status()).isEqualTo(Status.DRIFTED);
        assertThat(Drift.of(SamplePlans.incomplete()).status()).isEqualTo(Status.INCOMPLETE);
    }
}
