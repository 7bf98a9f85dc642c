package io.castellan.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were made to hurt. Each is answered soon by a problem, and by nothing else. */
class HostileYamlTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Problems problems = new Problems();

    @Test
    void aFileBeyondTenMegabytesIsNotLookedAt() {
        read(new byte[YamlReader.MAX_BYTES + 1]);

        refused(YamlCodes.TOO_LARGE, "f.yaml");
    }

    @Test
    void aFileOfTenMegabytesIsRead() {
        var line = "# " + "x".repeat(97) + "\n";
        var text = "a: 1\n" + line.repeat((YamlReader.MAX_BYTES - 5) / line.length());

        assertThat(read(text.getBytes(UTF_8))).isPresent();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aBillionLaughsEndAtTheMillionthValue() {
        var bomb = new StringBuilder("a0: &a0 [" + "x, ".repeat(100) + "]\n");
        for (int i = 1; i <= 4; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(11) + "]\n");
        }

        read(bomb.toString());

        refused(YamlCodes.TOO_MUCH, "f.yaml:5:");
        assertThat(problems.sorted().get(0).message()).contains("1,000,000");
    }

    @Test
    void fiftyAliasesAreReadAndOneMoreIsNot() {
        read("a: &x 1\nb: [" + "*x, ".repeat(50) + "]\n");
        assertThat(problems.isEmpty()).isTrue();

        read("a: &x 1\nb: [" + "*x, ".repeat(51) + "]\n");
        refused(YamlCodes.TOO_MUCH, "f.yaml:2:");
        assertThat(problems.sorted().get(0).message()).contains("50");
    }

    @Test
    void aMillionValuesAreTheMost() {
        read("a: [" + "1,".repeat(1_100_000) + "]");

        refused(YamlCodes.TOO_MUCH, "f.yaml:1:");
    }

    @Test
    void sixtyFourLevelsAreReadAndMoreAreNot() {
        read("a: " + "[".repeat(63) + "]".repeat(63));
        assertThat(problems.isEmpty()).isTrue();

        read("a: " + "[".repeat(64) + "]".repeat(64));
        refused(YamlCodes.TOO_DEEP, "f.yaml:1:67");
    }

    static Stream<Arguments> deep() {
        return Stream.of(
                        "[", "{", "- ", "? ", "{a: ", "[a: [", "'", "\"", "&a ", "!a ", "* ", "a: ", "a:\n ", "|", "%",
                        "---\n", ">")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("deep")
    void megabytesOfOneSignDoNotHangOrOverflow(String sign) {
        read("a: " + sign.repeat(4_000_000 / sign.length()));
        read(sign.repeat(4_000_000 / sign.length()));

        assertThat(problems.sorted()).isNotEmpty();
    }

    @Test
    void aHundredThousandDuplicatesAreReportedAHundredTimes() {
        read("a: 1\n".repeat(100_000));

        assertThat(problems.sorted()).hasSize(NodeBuilder.MAX_PROBLEMS + 1);
        assertThat(problems.sorted().get(NodeBuilder.MAX_PROBLEMS).code()).isEqualTo(YamlCodes.MORE_PROBLEMS);
    }

    @Test
    void aHundredThousandDifferentNamesAreReadFast() {
        var text = IntStream.range(0, 100_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());

        var root = read(text);

        assertThat(root.orElseThrow().asMapping().orElseThrow().entries()).hasSize(100_000);
    }

    @Test
    void namesHaveAtMostFiveHundredCharacters() {
        assertThat(read("n".repeat(500) + ": 1")).isPresent();
        assertThat(problems.isEmpty()).isTrue();

        read("n".repeat(501) + ": 1");
        refused(YamlCodes.NAME, "f.yaml:1:1");
    }

    static Stream<Arguments> otherEncodings() {
        return Stream.of(
                Arguments.of(UTF_16BE, "\uFEFFa: 1"),
                Arguments.of(UTF_16LE, "\uFEFFa: 1"),
                Arguments.of(UTF_16BE, "a: 1"),
                Arguments.of(UTF_16LE, "a: 1"),
                Arguments.of(Charset.forName("UTF-32BE"), "a: 1"),
                Arguments.of(Charset.forName("UTF-32LE"), "\uFEFFa: 1"));
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void onlyUtf8IsRead(Charset charset, String text) {
        read(text.getBytes(charset));

        assertThat(problems.sorted()).hasSize(1);
        assertThat(problems.sorted().get(0).code()).isIn(YamlCodes.NOT_UTF8, YamlCodes.CONTROL_CHARACTER);
    }

    @Test
    void theFirstByteThatIsNotUtf8IsNamed() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\uFEFFa: 😀 \uFFFD\r\nüber: stra".getBytes(UTF_8));
        bytes.writeBytes("ße\n".getBytes(ISO_8859_1));

        read(bytes.toByteArray());

        refused(YamlCodes.NOT_UTF8, "f.yaml:2:11");
        assertThat(problems.sorted().get(0).message()).contains("0xDF");
    }

    @Test
    void aFileCutInTheMiddleOfACharacterIsNotUtf8() {
        var bytes = "a: ü".getBytes(UTF_8);

        read(Arrays.copyOf(bytes, bytes.length - 1));

        refused(YamlCodes.NOT_UTF8, "f.yaml:1:4");
    }

    @Test
    void theReplacementCharacterItselfMayStandInAFile() {
        assertThat(read("a: \uFFFD")).isPresent();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void controlCharactersAreNamedWithTheirPlace() {
        read("a: 1\nb: x\u0007y\n");

        refused(YamlCodes.CONTROL_CHARACTER, "f.yaml:2:5");
        assertThat(problems.sorted().get(0).message()).contains("U+0007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "\u202E", "\u2066"})
    void charactersThatHideWhatIsReadAreRefused(String unseen) {
        read("a: 1\n# harmless" + unseen + "\n");

        refused(YamlCodes.CONTROL_CHARACTER, "f.yaml:2:11");
    }

    private Optional<Node> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private Optional<Node> read(byte[] content) {
        return assertTimeoutPreemptively(PATIENCE, () -> YamlReader.read("f.yaml", content, problems));
    }

    private void refused(Code code, String place) {
        assertThat(problems.sorted()).extracting(Problem::code).containsExactly(code);
        assertThat(problems.sorted().get(0).place().orElseThrow().toString()).startsWith(place);
    }
}
