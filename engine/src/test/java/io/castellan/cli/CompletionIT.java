package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.Execution;
import io.castellan.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real shell completes. */
@Requires("bash")
class CompletionIT {
    private static final String COMPLETE = """
            source ./script
            cd "$1"
            shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            _complete_castellan 2>/dev/null
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void aFolderWithEnvironments() throws IOException {
        var said = new Desk(folder).run("completion", "bash");
        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
        Files.writeString(folder.resolve("script"), said.out());
        for (var name : List.of("dev", "prod", "preprod", "$(touch pwned)", "`touch pwned`")) {
            var environment =
                    Files.createDirectories(folder.resolve("environments").resolve(name));
            Files.writeString(environment.resolve("environment.yaml"), "");
        }
        Files.createDirectories(folder.resolve("environments/empty"));
    }

    private List<String> completed(String where, String... words) {
        var command = new ArrayList<Object>(List.of("bash", "-c", COMPLETE, "bash", where, "castellan"));
        command.addAll(List.of(words));
        return Execution.of(folder, Map.of(), command.toArray()).out().lines().toList();
    }

    @Test
    void commandsOptionsAndTheirValuesAreCompleted() {
        assertThat(completed(".", "appro")).containsExactly("approve", "approvals");
        assertThat(completed(".", "approvals", "--f")).containsExactly("--full");
        assertThat(completed(".", "status", "--format", "")).containsExactly("text", "json", "html");
        assertThat(completed(".", "apply", "--break-glass", "w")).containsExactly("window");
        assertThat(completed(".", "completion", "")).containsExactly("bash", "zsh");
    }

    @Test
    void environmentsAreFoundHereAndInFoldersAbove() {
        assertThat(completed(".", "apply", "pr")).containsExactlyInAnyOrder("preprod", "prod");
        assertThat(completed("environments/dev", "apply", "d")).containsExactly("dev");
        assertThat(completed(".", "promote", "--to", "")).containsExactlyInAnyOrder("dev", "preprod", "prod");
        assertThat(completed(".", "access", "check", "pre")).containsExactly("preprod");
        assertThat(completed(".", "init", "d")).as("a new one").doesNotContain("dev");
    }

    @Test
    void theFolderThatIsNamedIsLookedIntoAndNothingThatANameSaysIsRun() throws IOException {
        Files.createDirectories(folder.resolve("clusters/lab"));
        Files.writeString(folder.resolve("clusters/lab/environment.yaml"), "");

        assertThat(completed(".", "apply", "--environments", "clusters", ""))
                .contains("lab")
                .doesNotContain("dev");
        assertThat(completed(".", "apply", "")).containsExactlyInAnyOrder("dev", "preprod", "prod");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.endsWith("pwned"))).isEmpty();
        }
    }
}
