package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Difference;
import io.castellan.model.Mirroring;
import io.castellan.model.NamePattern;
import io.castellan.model.Verb;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that mirroring carries over are compared and shown, and never planned; the others are ours. */
class MirroredRulesTest {
    private final Scene scene = new Scene().mirrored(new Mirroring("prod", Set.of("acls"), List.of(), List.of()));

    private static boolean isMirrored(Difference difference) {
        return difference.disposition().mirrored().isPresent();
    }

    @Test
    void aRuleAboutATopicComesWithMirroringAndOneToWriteDoesNot() {
        scene.desired("'User:a': [{allow: [Read, Write, All], topic: orders}, {deny: [Write], topic: orders}]");

        assertThat(scene.differences()).hasSize(4).allMatch(one -> one.verb() == Verb.CREATE);
        assertThat(scene.differences())
                .filteredOn(MirroredRulesTest::isMirrored)
                .extracting(one -> one.id().name())
                .containsExactlyInAnyOrder("User:a allow Read topic orders", "User:a deny Write topic orders");
    }

    @Test
    void prefixesGroupsAndTheClusterAreOurs() {
        scene.desired("'User:a': [{allow: [Read], topic: orders, patternType: prefixed}, {allow: [Read], group: g},"
                + " {allow: [Describe], cluster: kafka-cluster}]");

        assertThat(scene.differences()).hasSize(3).noneMatch(MirroredRulesTest::isMirrored);
    }

    @Test
    void aRuleThatIsNoLongerDeclaredIsNotTakenAway() {
        scene.applied("'User:a': [{allow: [Read], topic: orders}]")
                .desired("'User:b': [{allow: [Read], topic: orders}]")
                .live("'User:a': [{allow: [Read], topic: orders}], 'User:b': [{allow: [Read], topic: orders}]");

        assertThat(scene.differences()).singleElement().satisfies(one -> {
            assertThat(one.verb()).isEqualTo(Verb.DELETE);
            assertThat(isMirrored(one)).isTrue();
        });
        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void onlyRulesAboutTopicsThatAreMirrored() {
        scene.mirrored(new Mirroring("prod", Set.of("acls"), List.of(new NamePattern("pay*")), List.of()))
                .desired("'User:a': [{allow: [Read], topic: orders}, {allow: [Read], topic: payments}]");

        assertThat(scene.differences())
                .filteredOn(MirroredRulesTest::isMirrored)
                .extracting(one -> one.id().name())
                .containsExactly("User:a allow Read topic payments");
    }
}
