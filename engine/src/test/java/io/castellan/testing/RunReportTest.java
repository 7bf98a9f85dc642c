package io.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class RunReportTest {
    private static final AtomicLong NOW = new AtomicLong();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    static class Timed {
        @Test
        void quick() {
            pass(Duration.ofMillis(3));
        }

        @Test
        void slowAndFailing() {
            pass(Duration.ofSeconds(2));
            fail("on purpose");
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 200})
        void repeated(int millis) {
            pass(Duration.ofMillis(millis));
        }
    }

    static class Twelve {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
        void repeated(int millis) {
            pass(Duration.ofMillis(millis));
        }
    }

    static class Partly {
        @Test
        void runs() {}

        @Test
        void assumesWhatIsNot() {
            assumeTrue(false, "no moon");
        }

        @Test
        @Requires("no-such-tool")
        void needsATool() {}
    }

    @Disabled("not today")
    static class Left {
        @Test
        void one() {}

        @Test
        void two() {}
    }

    @Test
    void slowestTestsComeFirstWithTheirTimes() {
        // when
        run(Timed.class);

        // then
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Slowest tests:",
                        "   2.000 s  RunReportTest.Timed.slowAndFailing",
                        "   0.200 s  RunReportTest.Timed.repeated [2] millis=200",
                        "   0.100 s  RunReportTest.Timed.repeated [1] millis=100",
                        "   0.003 s  RunReportTest.Timed.quick",
                        "ran 4, skipped 0");
    }

    @Test
    void onlyTheTenSlowestAreShownAndAllAreCounted() {
        // when
        run(Twelve.class);

        // then
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(" s  ")))
                .hasSize(10)
                .noneMatch(line -> line.endsWith("millis=1") || line.endsWith("millis=2"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("ran 12, skipped 0");
    }

    @Test
    void everySkippedTestIsNamedWithItsReason() {
        // when
        run(Partly.class, Left.class);

        // then
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("ran 1, skipped 4 (")
                .contains("RunReportTest.Partly.assumesWhatIsNot: Assumption failed: no moon")
                .contains("RunReportTest.Partly.needsATool: needs no-such-tool")
                .contains("RunReportTest.Left: not today");
    }

    private void run(Class<?>... tests) {
        var report = new RunReport(new PrintStream(printed, true, StandardCharsets.UTF_8), NOW::get);
        var request = LauncherDiscoveryRequestBuilder.request();
        for (var test : tests) {
            request.selectors(selectClass(test));
        }
        var config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(config).execute(request.build(), report);
    }

    private static void pass(Duration time) {
        NOW.addAndGet(time.toNanos());
    }
}
