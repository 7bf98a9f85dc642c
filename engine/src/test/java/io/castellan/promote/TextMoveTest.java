package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMoveTest {
    private final TwoEnvironments both = new TwoEnvironments();

    private static UnitId topic(String name) {
        return UnitId.of("topics", name);
    }

    @Test
    void aChangedDeclarationIsReplacedWhereTheTargetHasItWithTheCommentsOfTheSource() {
        both.dev("a.yaml", """
                topics:
                  # why it is so long: see 4711
                  orders:
                    partitions: 6   # measured
                    config: {retention.ms: 14d}
                    # owner: nobody
                """);
        both.prod("elsewhere/b.yml", """
                # head
                topics:
                    other: {partitions: 1} # stays

                    # old words
                    orders:
                        partitions: 3

                    # of last
                    last:  {partitions: 1}
                """);

        assertThat(both.moved(topic("orders"))).isEqualTo("""
                # head
                topics:
                    other: {partitions: 1} # stays

                    # why it is so long: see 4711
                    orders:
                      partitions: 6   # measured
                      config: {retention.ms: 14d}
                      # owner: nobody

                    # of last
                    last:  {partitions: 1}
                """);
    }

    @Test
    void aNewDeclarationComesAfterThePredecessorThatItHasInTheSource() {
        both.dev("a.yaml", """
                topics:
                  a: {partitions: 1}
                  b: {partitions: 1}

                  # new
                  c: {partitions: 1}
                  d: {partitions: 1}
                """);
        both.prod("a.yaml", """
                topics:
                  a: {partitions: 1}
                  z: {partitions: 1}
                  # of d
                  d: {partitions: 1}
                """);

        assertThat(both.moved(topic("c"), topic("b"))).isEqualTo("""
                topics:
                  a: {partitions: 1}
                  b: {partitions: 1}

                  # new
                  c: {partitions: 1}
                  z: {partitions: 1}
                  # of d
                  d: {partitions: 1}
                """);
    }

    @Test
    void withoutAPredecessorItComesLast() {
        both.dev("a.yaml", "topics:\n  new: {partitions: 1}\n  a: {partitions: 1}\n");
        both.prod("a.yaml", "topics:\n  a: {partitions: 1}\n  b: {partitions: 1}\n# end\nusers: {}\n");

        assertThat(both.moved(topic("new")))
                .isEqualTo(
                        "topics:\n  a: {partitions: 1}\n  b: {partitions: 1}\n  new: {partitions: 1}\n# end\nusers: {}\n");
    }

    @Test
    void whatTheSourceNoLongerDeclaresGoesWithItsComments() {
        both.dev("a.yaml", "topics:\n  a: {partitions: 1}\n");
        both.prod("a.yaml", """
                topics:
                  a: {partitions: 1}

                  # of b
                  # and more
                  b:
                    partitions: 1
                    # inside b

                  # of c
                  c: {partitions: 1}
                """);

        assertThat(both.moved(topic("b"))).isEqualTo("""
                topics:
                  a: {partitions: 1}

                  # of c
                  c: {partitions: 1}
                """);
    }

    @Test
    void aSectionOfWhichNothingIsLeftStays() {
        both.prod(
                "a.yaml",
                "# head\ntopics: # of ours\n  a: {partitions: 1}\n  # end\nquotas:\n- {user: x, producer_byte_rate: 1}\n");

        assertThat(both.moved(topic("a"), UnitId.of("quotas", "{\"user\":\"x\"}")))
                .isEqualTo("# head\ntopics: {} # of ours\n  # end\nquotas: []\n");
    }

    @Test
    void anEmptySectionIsFilled() {
        both.dev("a.yaml", "topics:\n  a: {partitions: 1}\nquotas:\n- {user: x, producer_byte_rate: 1}\n");
        both.prod("a.yaml", "topics: {} # of ours\nquotas: [ ]");

        assertThat(both.moved(topic("a"), UnitId.of("quotas", "{\"user\":\"x\"}")))
                .isEqualTo("topics: # of ours\n  a: {partitions: 1}\nquotas:\n- {user: x, producer_byte_rate: 1}");
    }

    @Test
    void aTombstoneMovesLikeAnyDeclaration() {
        both.dev("a.yaml", "topics:\n  old: {absent: true, reason: not used since May}\n");
        both.prod("a.yaml", "topics:\n  old:\n    partitions: 3\n");

        assertThat(both.moved(topic("old"))).isEqualTo("topics:\n  old: {absent: true, reason: not used since May}\n");
    }

    @Test
    void aNewFileBeginsAsTheSourcesDoes() {
        both.dev("team/a.yaml", """
                # schema of it
                topics:
                  a: {partitions: 1}

                # who may
                grants: # all
                  # billing
                  User:b:
                    produce: {topics: [{name: a}]}
                    consume: {topics: [{name: a}], groups: [{name: g}]}
                users: {}
                """);

        var moved = both.move(UnitId.of("grants", "User:b", "consume"));

        assertThat(moved.files()).containsOnlyKeys("environments/prod/team/a.yaml");
        assertThat(TwoEnvironments.text(moved.files().get("environments/prod/team/a.yaml")))
                .isEqualTo("""
                # schema of it
                # who may
                grants: # all
                  # billing
                  User:b:
                    consume: {topics: [{name: a}], groups: [{name: g}]}
                """);
    }

    @Test
    void aNewSectionStandsWhereTheSourceHasItAndIsIndentedAsTheTargetIs() {
        both.dev("a.yaml", """
                topics:
                  a: {partitions: 1}

                # limits
                users:
                  u: {mechanisms: [{type: SCRAM-SHA-512}]}
                  v: {mechanisms: [{type: SCRAM-SHA-512}]}
                groupConfigs: {}
                """);
        both.prod("a.yaml", """
                topics:
                    a: {partitions: 1}
                    # end of topics
                groupConfigs: {}
                """);

        assertThat(both.moved(UnitId.of("users", "u"))).isEqualTo("""
                topics:
                    a: {partitions: 1}
                    # end of topics

                # limits
                users:
                    u: {mechanisms: [{type: SCRAM-SHA-512}]}
                groupConfigs: {}
                """);
    }

    @Test
    void lineBreaksMarkAndMissingFinalBreakOfTheTargetSurvive() {
        both.dev("a.yaml", "topics:\n  a:\n    description: >-\n      two\n\n      words 😀\n    partitions: 1 # 😀\n");
        both.prod("a.yaml", "\uFEFF# 😀\r\ntopics:\r\n    'x': {partitions: 1}\r\n    b:\r\n        partitions: 1");

        assertThat(both.moved(topic("a"), topic("b")))
                .isEqualTo("\uFEFF# 😀\r\ntopics:\r\n    'x': {partitions: 1}\r\n    a:\r\n      description: >-\r\n"
                        + "        two\r\n\r\n        words 😀\r\n      partitions: 1 # 😀");
    }

    @Test
    void rulesAreMovedOneByOne() {
        both.dev("a.yaml", """
                acls:
                  User:x:
                    # reads
                    - {allow: [Read, Describe], topic: t}
                    - allow: [Write]   # writes
                      topic: t
                    - {allow: [Create], topic: t}
                """);
        both.prod("a.yaml", """
                acls:
                  User:x:
                  - {allow: [Describe], topic: t} # was
                  # deletes
                  - {allow: [Delete], topic: t}
                """);
        var dev = both.devUnits();
        var rules = dev.ids().stream().toList();
        var write = both.devState().declarations().all().values().stream()
                .filter(rule -> rule.id().name().contains("Write"))
                .flatMap(rule -> dev.declaring(rule).stream())
                .toList();

        assertThat(rules).hasSize(3).containsAll(write);
        assertThat(TwoEnvironments.text(
                        both.move(write).files().values().iterator().next()))
                .isEqualTo("""
                acls:
                  User:x:
                  - {allow: [Describe], topic: t} # was
                  # deletes
                  - {allow: [Delete], topic: t}
                  - allow: [Write]   # writes
                    topic: t
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.yaml", "b.yaml"})
    void rulesThatChangeTakeThePlacesOfTheOldInTheirOrder(String path) {
        both.dev("a.yaml", """
                acls:
                  User:x:
                    - {allow: [Read], topic: one}
                    - {allow: [Read], topic: same}
                    - {allow: [Read], topic: two} # second
                """);
        both.prod(path, """
                acls:
                  User:x:
                    - {allow: [Write], topic: one}
                    # of two
                    - {allow: [Write], topic: two}

                    - {allow: [Read], topic: same}
                    - {allow: [Write], topic: three}
                """);

        assertThat(both.moved(both.allUnits())).isEqualTo("""
                acls:
                  User:x:
                    - {allow: [Read], topic: one}
                    - {allow: [Read], topic: two} # second

                    - {allow: [Read], topic: same}
                """);
    }

    @Test
    void noBlankLineIsAddedToATextThatTakesThemIn() {
        both.dev("a.yaml", "topics:\n  a: {partitions: 1}\n\n  b: {partitions: 1}\n");
        both.prod("a.yaml", "topics:\n  a:\n    partitions: 1\n    description: |+\n      text\n");

        assertThat(both.moved(topic("b")))
                .isEqualTo("topics:\n  a:\n    partitions: 1\n    description: |+\n      text\n  b: {partitions: 1}\n");
    }

    @Test
    void whatWasMovedIsToldWithItsPlaces() {
        both.dev("a.yaml", "topics:\n  a: {partitions: 1}\n  b: {partitions: 2}\n  same: {partitions: 1}\n");
        both.prod(
                "b.yaml", "\n\ntopics:\n  b: {partitions: 1}\n  c: {partitions: 1}\n  same: {partitions: 1} # ours\n");

        var moved = both.move(topic("a"), topic("b"), topic("c"), topic("same"));

        assertThat(moved.units())
                .containsExactly(
                        new Moved.Unit(topic("a"), at("dev/a.yaml", 2), Optional.empty()),
                        new Moved.Unit(topic("b"), at("dev/a.yaml", 3), at("prod/b.yaml", 4)),
                        new Moved.Unit(topic("c"), Optional.empty(), at("prod/b.yaml", 5)));
        assertThat(moved.files()).containsOnlyKeys("environments/prod/a.yaml", "environments/prod/b.yaml");
    }

    private static Optional<Place> at(String file, int line) {
        return Optional.of(new Place("environments/" + file, line, 3));
    }

    @Test
    void nothingIsChangedWhereBothSayTheSame() {
        both.dev("a.yaml", "topics:\n  a: {partitions: 1, owner: 'x'}\n");
        both.prod("b.yaml", "topics:\n  # ours\n  a:\n    owner: x\n    partitions: 1\n");

        assertThat(both.move(topic("a")).files()).isEmpty();
    }
}
