package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be moved safely is refused with a code, and a word on what to do. */
class RefusedMoveTest {
    private static final UnitId A = UnitId.of("topics", "a");
    private static final UnitId GRANT = UnitId.of("grants", "User:x", "produce");
    private static final String PLAIN = "topics:\n  a: {partitions: 1}\n";

    private final TwoEnvironments both = new TwoEnvironments();

    private void refused(String code, UnitId... selected) {
        assertThat(both.refused(selected)).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).hasToString(code);
            assertThat(problem.hint()).isNotEmpty();
        });
    }

    @Test
    void whatNobodyDeclares() {
        both.dev("a.yaml", PLAIN).prod("a.yaml", PLAIN);

        refused("CAS-MOVE-001", UnitId.of("topics", "unknown"), UnitId.of("nodes", "1"), UnitId.of("topics"));
    }

    @Test
    void aSectionOfTheTargetInBraces() {
        both.dev("a.yaml", PLAIN).prod("a.yaml", "topics: {b: {partitions: 1}}\n");

        refused("CAS-MOVE-002", A);
    }

    @Test
    void aWholeFileInBraces() {
        both.dev("a.yaml", PLAIN + "users: {}\n").prod("a.yaml", "{topics: {}}\n");

        refused("CAS-MOVE-002", A);
    }

    @Test
    void aDeclarationInASectionInBraces() {
        both.dev("a.yaml", PLAIN).prod("b.yaml", "topics: {a: {partitions: 2}, b: {partitions: 1}}\n");

        refused("CAS-MOVE-002", A);
    }

    @Test
    void aRuleOfAListInBracketsThatIsOtherwiseAnother() {
        both.dev("a.yaml", "acls:\n  User:x: [{allow: [Read], topic: a}, {allow: [Write], topic: a}]\n");
        both.prod("a.yaml", "acls:\n  User:x: [{allow: [Delete], topic: a}]\n");

        refused("CAS-MOVE-002", both.devUnits().ids().first());
    }

    @Test
    void allThatAnOwnerHasInBracketsIsMovedAsAWhole() {
        both.dev("a.yaml", "acls:\n  # both\n  User:x: [{allow: [Read], topic: a}, {allow: [Write], topic: a}]\n");
        both.prod("a.yaml", "acls:\n  User:x: [{allow: [Read], topic: a}] # one\n  User:y: []\n");

        assertThat(both.moved(both.devUnits().ids().toArray(UnitId[]::new)))
                .isEqualTo(
                        "acls:\n  # both\n  User:x: [{allow: [Read], topic: a}, {allow: [Write], topic: a}]\n  User:y: []\n");
    }

    @Test
    void fromASectionInBracesADeclarationIsTakenOut() {
        both.dev("a.yaml", "topics: {b: {partitions: 1}, a: {partitions: 7,\n owner: '}'}} # all\n");
        both.prod("a.yaml", "topics:\n    b: {partitions: 1}");

        assertThat(both.moved(A))
                .isEqualTo("topics:\n    b: {partitions: 1}\n    a: {partitions: 7,\n      owner: '}'}");
    }

    @Test
    void anAnchorInWhatIsMoved() {
        both.dev("a.yaml", "topics:\n  a: {partitions: &p 1}\n  b: {partitions: *p}\n")
                .prod("a.yaml", "topics: {}\n");

        refused("CAS-MOVE-003", A);
        refused("CAS-MOVE-003", UnitId.of("topics", "b"));
    }

    @Test
    void anAnchorInWhatIsReplaced() {
        both.dev("a.yaml", PLAIN).prod("a.yaml", "topics:\n  a: &a {partitions: 2}\n  b: *a\n");

        refused("CAS-MOVE-003", A);
    }

    @Test
    void aSectionOrOwnerThatAnotherSharesByAnAlias() {
        both.dev("a.yaml", "grants:\n  User:x:\n    produce: {topics: [{name: t}]}\n");
        both.prod("a.yaml", """
                grants:
                  User:y: &y
                    consume: {topics: [{name: t}], groups: [{name: g}]}
                  User:x: *y
                """);

        refused("CAS-MOVE-003", GRANT);
    }

    @Test
    void anAnchorElsewhereInTheFileIsNoHindrance() {
        both.dev("a.yaml", PLAIN)
                .prod("a.yaml", "topics:\n  b: &b {partitions: 2}\n  c: *b\n\n  a: {partitions: 3}\n  d: *b\n");

        assertThat(both.moved(A))
                .isEqualTo("topics:\n  b: &b {partitions: 2}\n  c: *b\n\n  a: {partitions: 1}\n  d: *b\n");
    }

    @Test
    void aNameWithAQuestionMark() {
        both.dev("a.yaml", "topics:\n  ? a\n  : {partitions: 1}\n").prod("a.yaml", "topics: {}\n");

        refused("CAS-MOVE-004", A);
    }

    @Test
    void aCommentThatIsIndentedWithATab() {
        both.dev("a.yaml", "topics:\n  a:\n\t# tab\n    partitions: 1\n").prod("a.yaml", "topics: {}\n");

        refused("CAS-MOVE-005", A);
    }

    @Test
    void whatYamlItselfRefuses() {
        both.dev("a.yaml", "topics:\n  a:\n\tpartitions: 1\n").prod("a.yaml", "topics: {}\n---\ntopics: {}\n");

        assertThat(both.codes(A)).containsExactlyInAnyOrder("CAS-YAML-005", "CAS-YAML-006");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.yaml",
                "x/../../prod/a.yaml",
                "/a.yaml",
                "./a.yaml",
                "x//a.yaml",
                "x\\a.yaml",
                "C:a.yaml",
                ".git/a.yaml",
                "x/.GIT/a.yaml",
                "git~1/a.yaml",
                ".g\u200cit/a.yaml",
                "x./a.yaml",
                "x /a.yaml",
                "a\n.yaml",
                "a\u202e.yaml"
            })
    void aPathThatMayLeadElsewhere(String path) {
        both.dev(path, PLAIN);

        refused("CAS-MOVE-006", A);
        both.prod("b.yaml", "topics:\n  a: {partitions: 2}\n");
        refused("CAS-MOVE-006", A);
    }

    @Test
    void aFileThatIsNotYaml() {
        assertThat(List.of("a.txt", "a.yaml.sh", "yaml", ".yaml/a", "a.YAML"))
                .allSatisfy(path -> assertThat(PromotablePath.refusal(path)).isPresent());
        assertThat(List.of("a.yaml", "x/y.z/ä 😀.yml", ".yaml"))
                .allSatisfy(path -> assertThat(PromotablePath.refusal(path)).isEmpty());
    }

    @Test
    void theFileOfTheEnvironmentItself() {
        both.dev("Environment.yaml", PLAIN);

        refused("CAS-MOVE-007", A);
        assertThat(both.devUnits().ids()).containsExactly(A);
    }

    @Test
    void aFileOfTheSameNameInOtherLetters() {
        both.dev("Team/A.yaml", PLAIN).prod("team/a.yaml", "topics: {}\n");

        refused("CAS-MOVE-008", A);
    }

    @Test
    void aFolderWhereTheTargetHasAFile() {
        both.dev("a.yaml/b.yaml", PLAIN).prod("a.yaml", "topics: {}\n");

        refused("CAS-MOVE-008", A);
    }

    @Test
    void aVariableThatTheTargetDoesNotDefine() {
        both.dev("a.yaml", "topics:\n  a: {partitions: \"${both}\", owner: x${onlyInDev}}\n")
                .prod("a.yaml", "topics: {}\n");

        refused("CAS-MOVE-009", A);
        assertThat(both.refused(A).get(0))
                .hasToString("environments/dev/a.yaml:2:37: error CAS-MOVE-009: 'topics.a' uses the"
                        + " variable 'onlyInDev', which 'prod' does not define — define it first, under 'variables' in environment.yaml"
                        + " of 'prod'");
    }

    @Test
    void aTextWhoseEndDependsOnWhatFollows() {
        both.dev("a.yaml", "topics:\n  a:\n    partitions: 1\n    description: |+\n      text\n  z: {partitions: 1}\n");
        both.prod("a.yaml", "topics:\n  a: {partitions: 2}\n\n  b: {partitions: 1}\n");

        refused("CAS-MOVE-010", A);
    }

    @Test
    void whatWouldMakeTheTargetInvalid() {
        both.dev("a.yaml", "acls:\n  User:x:\n  - {deny: [All], topic: t}\n");
        both.prod("b.yaml", "acls:\n  User:x:\n  - {allow: [Read], topic: t}\n");
        var denial = both.devUnits().ids().first();

        assertThat(both.refused(denial)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).hasToString("CAS-MOVE-011");
            assertThat(problem.message()).contains("CAS-ACL-");
        });
    }

    @Test
    void everyReasonIsGivenAtOnce() {
        both.dev("a.yaml", "topics:\n  a: {owner: x${onlyInDev}, partitions: &p 1}\n")
                .prod("a.yaml", "topics: {b: {partitions: 1}}\n");

        assertThat(both.codes(A, UnitId.of("topics", "none")))
                .containsExactlyInAnyOrder("CAS-MOVE-001", "CAS-MOVE-002", "CAS-MOVE-003", "CAS-MOVE-009");
    }

    @Test
    void aResourceOfAnAnchoredDeclaration() {
        both.dev("a.yaml", """
                grants:
                  User:x: &x
                    produce: {topics: [{name: t}]}
                  User:y: *x
                """);
        var units = both.devUnits();
        var rule = both.devState().declarations().all().values().iterator().next();

        assertThat(units.ids()).hasSize(2);
        assertThatThrownBy(() -> units.declaring(rule)).hasMessageContaining("CAS-MOVE-003");
    }
}
