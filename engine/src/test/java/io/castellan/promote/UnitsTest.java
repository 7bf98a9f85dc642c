package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which declarations two environments have otherwise. */
class UnitsTest {
    private static final String BOTH = "topics: {a: {partitions: 1}, b: {partitions: 1}}\n";
    private static final String RULE = "acls: {User:x: [{allow: [Read], topic: a}]}\n";

    private final TwoEnvironments two = new TwoEnvironments();

    private List<String> differing() {
        var there = two.devUnits();
        var here = two.prodUnits();
        var found = there.differing(here);
        assertThat(here.differing(there)).as("seen from the other side").isEqualTo(found);
        return found.stream().map(UnitId::toString).toList();
    }

    private static String topic(String name) {
        return new UnitId("topics", List.of(name)).toString();
    }

    @Test
    void whatStandsInTheSameTextIsTheSame() {
        two.dev("both.yaml", BOTH).prod("both.yaml", BOTH);

        assertThat(differing()).isEmpty();
    }

    @Test
    void ofFilesThatDifferOnlyWhatIsDeclaredOtherwiseDiffers() {
        two.dev("both.yaml", BOTH)
                .prod("both.yaml", "# b\n" + BOTH.replace("b: {partitions: 1}", "b: {partitions: 2}"));

        assertThat(differing()).containsExactly(topic("b"));
    }

    @Test
    void whatOnlyOneHasDiffersAlsoBesideFilesThatAreTheSame() {
        two.dev("both.yaml", BOTH).prod("both.yaml", BOTH);
        two.dev("more.yaml", "topics: {c: {partitions: 1}}\n");

        assertThat(differing()).containsExactly(topic("c"));
    }

    @Test
    void whatAlsoStandsInAnotherFileIsLookedAtAsAWhole() {
        two.dev("rule.yaml", RULE).prod("rule.yaml", RULE);
        two.dev("again.yaml", RULE);
        assertThat(differing()).as("said twice, with the same meaning").isEmpty();

        two.dev("again.yaml", BOTH)
                .dev("topic.yaml", "topics: {a: {partitions: 2}}\n")
                .prod("again.yaml", BOTH);
        assertThat(differing()).as("declared otherwise in a file more").containsExactly(topic("a"));
    }

    @Test
    void theSameTextIsAnotherDeclarationWhereItStandsForSomethingElse() {
        var anchored = "topics:\n  a: &one {partitions: 1}\n  b: *one\n  c: {partitions: 3}\n";
        two.dev("both.yaml", anchored).prod("both.yaml", anchored.replace("partitions: 1", "partitions: 2"));

        assertThat(differing()).containsExactly(topic("a"), topic("b"));
    }

    @Test
    void theSameTextIsAnotherDeclarationWhereItSaysHowFarFromTheMarginItsLinesBegin() {
        var text = "topics:\n  a: |2\n     x\n";
        two.dev("both.yaml", text).prod("both.yaml", text.replace("  a:", " a:"));

        assertThat(differing()).containsExactly(topic("a"));
    }
}
