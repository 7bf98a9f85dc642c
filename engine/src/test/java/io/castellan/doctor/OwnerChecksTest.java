package io.castellan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.GitCodes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerChecksTest {
    private static final List<OwnerChecks.Part> PARTS = List.of(
            new OwnerChecks.Part(
                    "environments/prod",
                    List.of("environments/prod/a.yaml", "environments/prod/new/new.yaml"),
                    Optional.of("prod")),
            new OwnerChecks.Part("castellan.yaml", List.of("castellan.yaml"), Optional.empty()));

    private static List<String> said(Optional<OwnersFormat> format, Map<String, String> files) {
        return Texts.said(new OwnerChecks(
                        Texts.policy(Texts.POLICY),
                        List.of("prod"),
                        path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .check(format, PARTS));
    }

    private static List<String> gitHub(String... lines) {
        return said(Optional.of(OwnersFormat.GITHUB), Map.of(".github/CODEOWNERS", String.join("\n", lines)));
    }

    @Test
    void whatPersonsWithASayOwnIsWellWhateverTheCaseOfTheirAccounts() {
        assertThat(gitHub("* @ADMIN", "/environments/prod/ @reviewer auditor@example.org"))
                .containsExactly(
                        "OK environments/prod is owned by auditor, reviewer (.github/CODEOWNERS)",
                        "OK castellan.yaml is owned by admin (.github/CODEOWNERS)",
                        "OK .github/CODEOWNERS is owned by admin (.github/CODEOWNERS)");
    }

    @Test
    void aFileThatNobodyOwnsIsAProblemAtTheLineThatSaysSo() {
        assertThat(gitHub("* @admin", "*.yaml"))
                .contains("PROBLEM CAS-DOCTOR-026 .github/CODEOWNERS:2:1 environments/prod: nobody owns"
                        + " environments/prod/a.yaml; this line, the last that is about it, names no owner");
        assertThat(gitHub("/environments/prod/* @admin"))
                .contains("PROBLEM CAS-DOCTOR-026 .github/CODEOWNERS environments/prod: nobody owns"
                        + " environments/prod/new/new.yaml; no line is about it")
                .anyMatch(line -> line.contains("nobody owns .github/CODEOWNERS"));
    }

    @Test
    void anOwnerWithoutASayIsTold() {
        assertThat(gitHub("* @deployer", "castellan.yaml @admin"))
                .contains(
                        "WARNING CAS-DOCTOR-027 .github/CODEOWNERS:1:1 environments/prod is owned by @deployer, who by"
                                + " the policy may neither write nor approve there");
    }

    @Test
    void aTeamIsNotChecked() {
        assertThat(gitHub("* @admin @example/kafka"))
                .contains("NOT_CHECKED CAS-DOCTOR-028 environments/prod: who is in @example/kafka, which owns it");
    }

    @Test
    void withoutTheFileThereIsAWarning() {
        assertThat(said(Optional.of(OwnersFormat.GITLAB), Map.of(".github/CODEOWNERS", "* @admin")))
                .singleElement()
                .asString()
                .startsWith("WARNING CAS-DOCTOR-023 there is no CODEOWNERS for gitlab");
    }

    @Test
    void aFileThatTheHostDoesNotReadIsTold() {
        assertThat(said(
                        Optional.of(OwnersFormat.GITHUB),
                        Map.of(".github/CODEOWNERS", "* @admin", "CODEOWNERS", "* @reviewer")))
                .contains("WARNING CAS-DOCTOR-024 github reads .github/CODEOWNERS and ignores CODEOWNERS");
    }

    @Test
    void aLineThatTheHostPassesOverIsAProblem() {
        assertThat(gitHub("* @admin", "!docs/ @admin"))
                .contains("PROBLEM CAS-DOCTOR-025 .github/CODEOWNERS:2:1 '!docs/' is no pattern there: ! and [ ] do not"
                        + " work");
    }

    @Test
    void theFolderTellsTheHostAndOtherwiseNothingIsChecked() {
        assertThat(said(Optional.empty(), Map.of(".gitea/CODEOWNERS", ".* @admin")))
                .as("nobody has an account there")
                .anyMatch(line -> line.contains("CAS-DOCTOR-027 .gitea/CODEOWNERS:1:1"));
        assertThat(said(Optional.empty(), Map.of("CODEOWNERS", "* @admin")))
                .singleElement()
                .asString()
                .startsWith("NOT_CHECKED CAS-DOCTOR-029");
        assertThat(OwnerChecks.byAccounts(Texts.policy(Texts.POLICY))).contains(OwnersFormat.GITHUB);
        assertThat(OwnerChecks.byAccounts(Texts.policy(Texts.POLICY.replace("github:auditor", "gitlab:auditor"))))
                .isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsAProblem() {
        var checks = new OwnerChecks(Texts.policy(Texts.POLICY), List.of("prod"), path -> {
            throw new Failure(ExitCode.INPUT, Problem.error(GitCodes.SYMBOLIC_LINK, path + " is a symbolic link"));
        });

        assertThat(Texts.said(checks.check(Optional.of(OwnersFormat.GITHUB), PARTS)))
                .containsExactly("PROBLEM CAS-GIT-009 .github/CODEOWNERS is a symbolic link");
    }
}
