package io.castellan.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final String MARKDOWN = """
            # Any page

            ```mermaid
            flowchart TD
              cli --> everything
              subgraph ground
                model --> diagnostics
              end
              resource.kinds --> resource & kafka
              plan --> resource
            ```

            | library | packages |
            |---|---|
            | `org.apache.kafka` | `kafka`, `resource.kinds` |
            | `org.slf4j` | `everything` |
            """;

    private final Drawing drawing = Drawing.read(MARKDOWN);

    @Test
    void anArrowAllowsItsDirectionOnly() {
        assertThat(drawing.allows("plan", "resource")).isTrue();
        assertThat(drawing.allows("resource", "plan")).isFalse();
        assertThat(drawing.allows("plan", "kafka")).isFalse();
    }

    @Test
    void arrowsDoNotAddUp() {
        // given an arrow from plan to resource.kinds and one from there to kafka
        var longer = Drawing.read(MARKDOWN.replace("plan --> resource", "plan --> resource.kinds"));

        // then
        assertThat(longer.allows("plan", "resource.topic")).isTrue();
        assertThat(longer.allows("plan", "kafka")).isFalse();
    }

    @Test
    void everythingStandsOnTheGroundAndTheGroundOnNothingElse() {
        assertThat(drawing.allows("kafka", "model")).isTrue();
        assertThat(drawing.allows("model", "diagnostics")).isTrue();
        assertThat(drawing.allows("diagnostics", "model")).isFalse();
        assertThat(drawing.allows("model", "kafka")).isFalse();
    }

    @Test
    void aSubpackageBelongsToTheNearestDrawnPackageAboveIt() {
        assertThat(drawing.nodeOf("kafka.lock.group")).contains("kafka");
        assertThat(drawing.nodeOf("resource")).contains("resource");
        assertThat(drawing.nodeOf("resource.topic")).contains("resource.kinds");
        assertThat(drawing.nodeOf("resource.topic.size")).contains("resource.kinds");
        assertThat(drawing.nodeOf("util")).isEmpty();
        assertThat(drawing.nodeOf("")).isEmpty();
    }

    @Test
    void oneKindNeverUsesAnother() {
        assertThat(drawing.allows("resource.topic.size", "resource.topic")).isTrue();
        assertThat(drawing.allows("resource.topic", "resource.acl")).isFalse();
        assertThat(drawing.allows("resource.topic", "resource")).isTrue();
    }

    @Test
    void theCommandLineMayUseEverythingAndNothingUsesIt() {
        assertThat(drawing.allows("cli", "resource.topic")).isTrue();
        assertThat(drawing.allows("plan", "cli")).isFalse();
    }

    @Test
    void aLibraryBelongsToThePackagesOfItsRow() {
        assertThat(drawing.allowsLibrary("kafka", "org.apache.kafka.clients.admin.Admin"))
                .isTrue();
        assertThat(drawing.allowsLibrary("resource.topic", "org.apache.kafka.common.Uuid"))
                .isTrue();
        assertThat(drawing.allowsLibrary("plan", "org.apache.kafka.common.Uuid"))
                .isFalse();
        assertThat(drawing.allowsLibrary("plan", "org.slf4j.Logger")).isTrue();
        assertThat(drawing.allowsLibrary("plan", "com.unknown.Library")).isFalse();
    }

    @Test
    void aCircleOfArrowsIsFound() {
        assertThat(drawing.circle()).isEmpty();
        assertThat(Drawing.read(MARKDOWN.replace("plan --> resource", "plan --> resource\nresource --> plan"))
                        .circle())
                .contains("plan", "resource");
    }

    @Test
    void aLineThatIsNeitherNodeNorArrowIsAnError() {
        assertThatThrownBy(() -> Drawing.read(MARKDOWN.replace("plan -->", "plan ==>")))
                .hasMessageContaining("plan ==> resource");
    }
}
