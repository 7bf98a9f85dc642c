package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.testing.Execution;
import io.castellan.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages for administrators, reviewers, developers and auditors as one story, in which every command stands as they print it. */
@Requires({"bash", "git", "ssh-keygen", "jq"})
class HowToIT {
    private static final Path PAGES = Path.of("..", "docs", "how-to");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    /** Answers as a person at a terminal would. */
    private static final String PROGRAM = """
            #!/bin/sh
            case $1 in
                apply|approve) set -- "$@" --yes ;;
            esac
            exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s "$@"
            """;

    @TempDir
    private Path folder;

    private final StringBuilder said = new StringBuilder();

    private record Block(String language, String text) {}

    @BeforeEach
    void aMachineWithCastellan() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var program = Files.createDirectories(folder.resolve("bin")).resolve("castellan");
        Files.writeString(
                program, PROGRAM.formatted(java, System.getProperty("java.class.path"), Castellan.class.getName()));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void leaveNoBroker() {
        if (Files.exists(folder.resolve("work/kafka"))) {
            bash("cd kafka\ncastellan sandbox down --wipe");
        }
    }

    private Execution bash(String script) {
        var variables = Map.of(
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"),
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString(),
                "GIT_CONFIG_GLOBAL",
                "/dev/null",
                "CASTELLAN_TRUST",
                "");
        return Execution.of(folder.resolve("work"), variables, "bash", "-c", script);
    }

    private static List<Block> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(PAGES.resolve(page)))
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList();
    }

    private static List<Block> until(List<Block> blocks, Predicate<String> end) {
        var found = new ArrayList<Block>();
        for (var block : blocks) {
            if (end.test(block.text())) {
                return found;
            }
            found.add(block);
        }
        throw new AssertionError("the page has no such block any more");
    }

    private static String script(List<Block> blocks) {
        var script = new StringBuilder();
        for (var block : blocks) {
            script.append(
                    block.language().equals("yaml")
                            ? "cat > castellan.yaml <<'END_OF_YAML'\n" + block.text() + "END_OF_YAML\n"
                            : block.text());
        }
        return script.toString();
    }

    @Test
    void everyCommandOfTheFourPagesDoesWhatItSays() throws IOException {
        var administrator = blocks("administrator.md");
        var declared = until(administrator, text -> text.startsWith("git checkout main"));
        var promoted = until(administrator, text -> text.contains("sandbox down"));
        var merged = promoted.subList(declared.size(), declared.size() + 1);
        var reviewer = until(blocks("reviewer.md"), text -> text.contains("--reject"));
        Files.createDirectories(folder.resolve("work"));

        does(script(declared));
        goesOn(script(reviewer));
        goesOn(script(merged));
        goesOn(script(blocks("developer.md")));
        goesOn(script(promoted.subList(declared.size() + 1, promoted.size())));
        goesOn(script(blocks("auditor.md")));

        assertThat(failed()).as(said.toString()).containsExactly("3 castellan approvals dev --commit orders");
        assertThat(said)
                .contains("Approved by reviewer", "Applied. 2 applied.", "proved by dev #1", "dev      good")
                .contains("Good \"castellan-approval\" signature for key/reviewer");
    }

    private void goesOn(String script) {
        does("cd kafka\nexport CASTELLAN_TRUST=$(cd .. && pwd)/trust.yaml\n" + script);
    }

    /** A command that fails is written down, and the next is run. */
    private void does(String script) {
        var execution = bash("trap 'echo \"$? $BASH_COMMAND\" >> " + failures() + "' ERR\n" + script);
        said.append(execution.out()).append(execution.err());
    }

    private Path failures() {
        return folder.resolve("failed");
    }

    private List<String> failed() throws IOException {
        return Files.exists(failures()) ? Files.readAllLines(failures()) : List.of();
    }
}
