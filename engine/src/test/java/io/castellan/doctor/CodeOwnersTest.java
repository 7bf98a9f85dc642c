package io.castellan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOwnersTest {
    private static CodeOwners read(OwnersFormat format, String... lines) {
        return OwnersReader.read(format, "CODEOWNERS", String.join("\n", lines));
    }

    private static String owners(CodeOwners owners, String path) {
        return String.join(" ", new TreeSet<>(owners.of(path).owners()));
    }

    @ParameterizedTest
    @CsvSource({
        "*,                      environments/prod/a.yaml,     true",
        "/environments/prod/,    environments/prod/a/b.yaml,   true",
        "/environments/prod,     environments/prod/a/b.yaml,   true",
        "environments/prod,      environments/prod/a.yaml,     true",
        "environments/prod,      x/environments/prod/a.yaml,   false",
        "environments/prod/*,    environments/prod/a.yaml,     true",
        "environments/prod/*,    environments/prod/x/a.yaml,   false",
        "environments/**/*.yaml, environments/prod/x/a.yaml,   true",
        "**/prod/**,             environments/prod/x/a.yaml,   true",
        "prod/,                  environments/prod/a.yaml,     true",
        "prod/,                  environments/prod,            false",
        "*.yaml,                 environments/prod/a.yaml,     true",
        "/*.yaml,                environments/prod/a.yaml,     false",
        "/*.yaml,                castellan.yaml,               true",
        "castellan.yam?,         castellan.yaml,               true",
        "castellan_yaml,         castellan.yaml,               false",
        "castellan.yaml,         castellanxyaml,               false"
    })
    void gitHubMatchesAsGitIgnoresButDeeperFilesOfAStar(String pattern, String path, boolean matches) {
        assertThat(owners(read(OwnersFormat.GITHUB, pattern + " @a"), path)).isEqualTo(matches ? "@a" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "*,                      environments/prod/a.yaml,     true",
        "/environments/prod/,    environments/prod/a/b.yaml,   true",
        "/environments/prod,     environments/prod/a/b.yaml,   false",
        "prod/,                  environments/prod/a/b.yaml,   true",
        "environments/prod/,     x/environments/prod/a.yaml,   true",
        "/environments/prod/*,   environments/prod/x/a.yaml,   false",
        "/environments/**/*.yaml,environments/prod/x/a.yaml,   true",
        "/environments/**/*.yaml,environments/a.yaml,          true",
        "*.yaml,                 environments/prod/a.yaml,     true",
        "/castellan.[xy]aml,     castellan.yaml,               true",
        "/castellan.[!y]aml,     castellan.yaml,               false"
    })
    void gitLabMatchesAsAShell(String pattern, String path, boolean matches) {
        assertThat(owners(read(OwnersFormat.GITLAB, pattern + " @a"), path)).isEqualTo(matches ? "@a" : "");
    }

    @Test
    void withGitHubTheLastLineDecidesAlsoWhereItNamesNobody() {
        var owners = read(OwnersFormat.GITHUB, "* @all # everybody", "/environments/ @admin", "*.yaml");

        assertThat(owners(owners, "README.md")).isEqualTo("@all");
        assertThat(owners(owners, "environments/x.txt")).isEqualTo("@admin");
        assertThat(owners(owners, "environments/x.yaml")).isEmpty();
        assertThat(owners.of("environments/x.yaml").deciding())
                .singleElement()
                .satisfies(rule -> assertThat(rule.at().line()).isEqualTo(3));
    }

    @Test
    void withGitLabEachSectionHasItsSay() {
        var owners = read(
                OwnersFormat.GITLAB,
                "* @all",
                "[State][2] @admin",
                "/environments/",
                "/environments/prod/ @reviewer",
                "!/environments/dev/",
                "/environments/dev/x.yaml @reviewer",
                "^[Optional]",
                "* @helper");

        assertThat(owners(owners, "README.md")).isEqualTo("@all");
        assertThat(owners(owners, "environments/dr/a.yaml")).isEqualTo("@admin @all");
        assertThat(owners(owners, "environments/prod/a.yaml")).isEqualTo("@all @reviewer");
        assertThat(owners(owners, "environments/dev/x.yaml")).isEqualTo("@all");
    }

    @Test
    void withGiteaEveryExpressionThatMatchesCounts() {
        var owners = read(
                OwnersFormat.GITEA,
                "environments/.* @admin",
                "environments/prod/.*\\\\.yaml @reviewer # both",
                "!environments/.* @other",
                "with\\ space @spaced");

        assertThat(owners(owners, "environments/prod/a.yaml")).isEqualTo("@admin @reviewer");
        assertThat(owners(owners, "castellan.yaml")).isEqualTo("@other");
        assertThat(owners(owners, "environments/prod/ayaml")).isEqualTo("@admin");
        assertThat(owners(owners, "with space")).isEqualTo("@other @spaced");
    }

    @Test
    void whatTheHostDoesNotFollowIsToldWithItsLine() {
        assertThat(read(OwnersFormat.GITHUB, "!x @a", "[ab] @a", "* admin").badLines())
                .extracting(line -> line.at().line())
                .containsExactly(1, 2, 3);
        assertThat(read(OwnersFormat.GITEA, "* @a").badLines()).hasSize(1);
        assertThat(read(OwnersFormat.GITLAB, "* @a # why").badLines()).isNotEmpty();
        assertThat(read(OwnersFormat.GITLAB, "/x @a @group/team admin@example.org @@maintainer")
                        .badLines())
                .isEmpty();
    }

    @Test
    void anExpressionThatWouldTakeForEverMatchesNothing() {
        var owners = read(OwnersFormat.GITEA, "(a+)+b @a", "a.* @ok");

        assertThat(owners(owners, "a".repeat(60))).isEqualTo("@ok");
    }

    @Test
    void eachHostLooksInItsPlaces() {
        assertThat(OwnersFormat.GITHUB.places())
                .isEqualTo(List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"));
        assertThat(OwnersFormat.GITLAB.places())
                .isEqualTo(List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"));
        assertThat(OwnersFormat.GITEA.places())
                .isEqualTo(List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS"));
    }
}
