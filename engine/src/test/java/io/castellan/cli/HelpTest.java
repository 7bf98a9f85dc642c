package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a person is told of options, in the help and in the documents. */
class HelpTest {
    private static final Path REPOSITORY = Path.of("..");

    @TempDir
    private Path folder;

    private interface OfOption {
        void check(String command, OptionSpec option);
    }

    private void forEach(OfOption check) {
        var silent = new PrintWriter(Writer.nullWriter());
        var session = new Session(silent, silent, Screen.PLAIN, Clock.systemUTC(), Map.of(), folder);
        commands(new Castellan(session).commandLine())
                .forEach(command -> command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                        .forEach(option -> check.check(command.getCommandSpec().qualifiedName(), option)));
    }

    private static List<CommandLine> commands(CommandLine command) {
        var all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(inner -> all.addAll(commands(inner)));
        return all;
    }

    @Test
    void everyOptionIsDescribedInASentenceAndItsValueHasAName() {
        var wrong = new ArrayList<String>();

        forEach((command, option) -> {
            boolean named = option.arity().max() == 0 || !option.paramLabel().contains("<");
            if (!named || !String.join(" ", option.description()).endsWith(".")) {
                wrong.add(command + " " + option.longestName());
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyOptionStandsInTheDocuments() {
        var documents = documents();
        var missing = new ArrayList<String>();

        forEach((command, option) -> {
            var word = Pattern.compile(Pattern.quote(option.longestName()) + "(?![a-z-])");
            if (!word.matcher(documents).find()) {
                missing.add(command + " " + option.longestName());
            }
        });

        assertThat(missing).isEmpty();
    }

    /** All but what explains single messages: nobody looks there for what a command can do. */
    private static String documents() {
        try (var files = Files.walk(REPOSITORY.resolve("docs"))) {
            return files.filter(file ->
                            file.toString().endsWith(".md") && !file.toString().contains("/errors/"))
                    .sorted()
                    .map(HelpTest::text)
                    .collect(Collectors.joining("\n", text(REPOSITORY.resolve("README.md")), ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
