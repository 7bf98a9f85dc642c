package io.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class RequiresTest {
    @Requires("no-such-tool")
    static class WithoutItsTool {
        @Test
        void neverRuns() {
            throw new AssertionError("ran");
        }
    }

    @Test
    void aTestRunsWhereItsToolsAre() {
        assertThat(new RequiresCondition(List.of("ansible", "git")::contains, "")
                        .evaluate(List.of("git", "ansible"))
                        .isDisabled())
                .isFalse();
    }

    @Test
    void aTestIsSkippedAndSaysWhatItNeeds() {
        // when
        var result = new RequiresCondition(tool -> false, "chromium").evaluate(List.of("ansible"));

        // then
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason()).contains("needs ansible");
    }

    @Test
    void aMissingToolThatThisMachineMustHaveIsAFailure() {
        // given
        var condition = new RequiresCondition(tool -> false, "chromium, ansible");

        // then
        assertThatThrownBy(() -> condition.evaluate(List.of("ansible")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ansible")
                .hasMessageContaining("CASTELLAN_REQUIRE");
    }

    @Test
    void theAnnotationReachesTheCondition() {
        // given
        var summary = new SummaryGeneratingListener();
        var config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();

        // when
        LauncherFactory.create(config)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(WithoutItsTool.class))
                                .build(),
                        summary);

        // then
        assertThat(summary.getSummary().getContainersSkippedCount()).isEqualTo(1);
        assertThat(summary.getSummary().getTestsStartedCount()).isZero();
    }

    @Test
    void aToolIsAnExecutableFileOnTheSearchPathUnderAnyOfItsNames(@TempDir Path first, @TempDir Path second)
            throws IOException {
        // given
        Files.createFile(first.resolve("chromium"));
        var browser = Files.createFile(
                second.resolve("google-chrome"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        var tools = new Tools(first + ":" + second);

        // then
        assertThat(tools.find("chromium")).contains(browser);
        assertThat(tools.has("chromium")).isTrue();
        assertThat(tools.has("ansible")).isFalse();
    }
}
