package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a mistake in moving text would do, the check of the result finds. */
class ExpectationTest {
    private static final String BEFORE = """
            topics:
              a: {partitions: 1}
              b: {partitions: 1, owner: x}
            elsewhere: {c: 1}
            users: not users
            """;

    private final Problems problems = new Problems();

    private Units units(String text) {
        var files = new SourceFiles(Map.of("e/a.yaml", text.getBytes(StandardCharsets.UTF_8)), Origin.folder());
        return Units.read(TwoEnvironments.REGISTRY, "e", files, problems);
    }

    private List<String> found(String after) {
        var target = units(BEFORE);
        var source = units("topics:\n  a: {partitions: 2}\n");
        var moves = Move.of(List.of(UnitId.of("topics", "a")), source, target, problems);
        Expectation.of(target, moves).check(units(after), problems);
        return problems.sorted().stream()
                .map(problem -> problem.code() + " " + problem.message().replaceAll(".*selected: ", ""))
                .toList();
    }

    @Test
    void theSameInOtherWordsIsRight() {
        assertThat(
                        found(
                                "users: not users\nelsewhere:\n  c: 1\ntopics: {b: {owner: 'x', partitions: 1}, a: {partitions: 2}}\n"))
                .isEmpty();
    }

    @Test
    void whatWasSelectedMustBeThere() {
        assertThat(found(BEFORE)).containsExactly("CAS-MOVE-010 'topics.a' would not be as it should be");
    }

    @Test
    void whatWasNotSelectedMustStay() {
        assertThat(found(BEFORE.replace("a: {partitions: 1}", "a: {partitions: 2}")
                        .replace("owner: x", "owner: y")))
                .containsExactly("CAS-MOVE-010 'topics.b' would not be as it should be");
    }

    @Test
    void aNumberMustNotBecomeText() {
        assertThat(found(BEFORE.replace("a: {partitions: 1}", "a: {partitions: '2'}")))
                .containsExactly("CAS-MOVE-010 'topics.a' would not be as it should be");
    }

    @Test
    void nothingMayBeAdded() {
        assertThat(found(BEFORE.replace("a: {partitions: 1}", "a: {partitions: 2}\n  z: {partitions: 1}")))
                .containsExactly("CAS-MOVE-010 'topics.z' would not be as it should be");
    }

    @Test
    void whatNoSectionReadsMustStayToo() {
        var moved = BEFORE.replace("a: {partitions: 1}", "a: {partitions: 2}");

        assertThat(found(moved.replace("c: 1", "c: 2")))
                .containsExactly("CAS-MOVE-010 something else in a file would change");
        assertThat(found(moved.replace("not users", "none"))).hasSize(1);
    }
}
