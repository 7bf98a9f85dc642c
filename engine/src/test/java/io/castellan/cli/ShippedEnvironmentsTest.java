package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever clones this repository finds: the policy, and four environments. */
class ShippedEnvironmentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private ExitCode run(String... arguments) {
        return run(ROOT, arguments);
    }

    private ExitCode run(Path directory, String... arguments) {
        return new Castellan(new Session(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.PLAIN,
                        Clock.systemUTC(),
                        Map.of(),
                        directory))
                .run(arguments);
    }

    /** A public key whose private half nobody has would be worse than none. */
    @Test
    void nothingIsToBeMendedButThatNobodyHasAKeyYet() {
        assertThat(run("validate")).as(err.toString()).isEqualTo(ExitCode.OK);

        var lines = (out + "" + err).lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.contains("CAS-"))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("allowed_signers: warning CAS-POLICY-02") && line.contains("key"));
        assertThat(lines).filteredOn(line -> line.contains("CAS-")).noneMatch(line -> line.contains("'dev'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--write", "--execute"})
    void inDevAnybodyWritesAndApplies(String right) {
        assertThat(run("access", "check", "dev", "--as", "local:whoever-cloned-it", right))
                .isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprod", "dr", "prod"})
    void elsewhereWhoeverIsUnknownIsToldWhereToAddThemselves(String environment) {
        assertThat(run("access", "check", environment, "--as", "local:whoever-cloned-it", "--execute"))
                .isEqualTo(ExitCode.REFUSED);

        assertThat(out.toString()).contains("in castellan.yaml add it to 'accounts' of deployer");
    }

    @ParameterizedTest
    @CsvSource({"preprod, dev", "dr, preprod", "prod, dr"})
    void eachTakesItsStateFromTheOneBefore(String environment, String from) throws IOException {
        assertThat(text(environment)).contains("\npromotion: {from: " + from);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "preprod", "dr", "prod"})
    void theClusterInTheCommentsIsOneThatThePolicyAllows(String environment, @TempDir Path copy) throws IOException {
        for (var name : List.of("dev", "preprod", "dr", "prod")) {
            Files.createDirectories(copy.resolve("environments").resolve(name));
            Files.writeString(copy.resolve(file(name)), text(name));
        }
        Files.copy(ROOT.resolve("castellan.yaml"), copy.resolve("castellan.yaml"));
        var text = text(environment);
        int commented = text.indexOf("#   cluster:");
        var withCluster = text.substring(0, commented)
                + text.substring(commented, text.indexOf("\ncluster:")).replace("#   ", "")
                + text.substring(text.indexOf("\n", text.indexOf("\n  sandbox:") + 1));
        Files.writeString(copy.resolve(file(environment)), withCluster);

        assertThat(run(copy, "validate")).as(err.toString()).isEqualTo(ExitCode.OK);
    }

    private static String text(String environment) throws IOException {
        return Files.readString(ROOT.resolve(file(environment)));
    }

    private static String file(String environment) {
        return "environments/" + environment + "/environment.yaml";
    }
}
