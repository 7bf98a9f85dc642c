package io.castellan.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.model.Format;
import io.castellan.model.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void writesFieldsInTheOrderInWhichTheyArePut() {
        var json = JsonWriter.write(out -> out.put("z", "text ä\u0001\"")
                .put("a", 12)
                .put("truth", true)
                .object("empty", fields -> {})
                .texts("none", List.of())
                .texts("texts", List.of("x", 2))
                .objects("objects", List.of(1, 2), (item, number) -> item.put("n", number))
                .put("value", Value.entries(Map.of("$b", Value.unset(), "a", new Value.SecretRef("env:X")))));

        assertThat(new String(json, UTF_8)).isEqualTo("""
                        {
                          "z": "text ä\\u0001\\"",
                          "a": 12,
                          "truth": true,
                          "empty": {},
                          "none": [],
                          "texts": [
                            "x",
                            "2"
                          ],
                          "objects": [
                            {
                              "n": 1
                            },
                            {
                              "n": 2
                            }
                          ],
                          "value": {
                            "$$b": null,
                            "a": {
                              "$secret": "env:X"
                            }
                          }
                        }
                        """);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 9_007_199_254_740_993L})
    void wholeNumbersStayExact(long number) {
        var json = JsonWriter.write(out -> out.put("n", number).put("v", Value.whole(number)));

        assertThat(read(json).whole("n")).isEqualTo(number);
        assertThat(read(json).value("v")).isEqualTo(Value.whole(number));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a": 1, "a": 2}       | CAS-JSON-001
                    {"a": {"b": 1, "b": 1}}| CAS-JSON-001
                    {"a": 1                | CAS-JSON-001
                    {"a": 1} {}            | CAS-JSON-001
                    {"a": 01}              | CAS-JSON-001
                    {'a': 1}               | CAS-JSON-001
                    {"a": NaN}             | CAS-JSON-001
                    {"a": 1,}              | CAS-JSON-001
                    // {"a": 1}            | CAS-JSON-001
                    []                     | CAS-JSON-004
                    "text"                 | CAS-JSON-004
                    ``                     | CAS-JSON-004
                    """)
    void refusesWhatIsNotOneStrictObject(String text, String code) {
        assertRefused(() -> read(text.getBytes(UTF_8)), code);
    }

    @ParameterizedTest
    @CsvSource({
        "text, /n must be text",
        "whole, /t must be a whole number",
        "truth, /t must be true or false",
        "instant, /t cannot be 'x'",
        "texts, /t must be a list",
        "textsOf, /list/1 must be text",
        "objects, /list/0 must be an object",
        "object, /missing must be an object",
        "value, /fraction must be a whole number",
        "big, /big must be a whole number",
        "deep, /o/p/q must be text"
    })
    void namesTheFieldThatIsNotAsExpected(String what, String words) {
        Map<String, Consumer<JsonReader>> questions = Map.ofEntries(
                Map.entry("text", in -> in.text("n")),
                Map.entry("whole", in -> in.whole("t")),
                Map.entry("truth", in -> in.truth("t")),
                Map.entry("instant", in -> in.instant("t")),
                Map.entry("texts", in -> in.texts("t")),
                Map.entry("textsOf", in -> in.texts("list")),
                Map.entry("objects", in -> in.objects("list")),
                Map.entry("object", in -> in.object("missing")),
                Map.entry("value", in -> in.value("fraction")),
                Map.entry("big", in -> in.whole("big")),
                Map.entry("deep", in -> in.object("o").object("p").text("q")));
        var in = read("""
                {"n": 1, "t": "x", "list": ["a", 1], "fraction": 1.5, "big": 9223372036854775808, "o": {"p": {"q": 1}}}
                """.getBytes(UTF_8));

        assertThatThrownBy(() -> questions.get(what).accept(in))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("f.json: error CAS-JSON-004: " + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T02:32:54.443237051Z",
                "2026-11-22T02:32:54Z",
                "2026-11-22T02:32:54.4Z",
                "2024-02-29T23:59:59.000001Z",
                "0000-01-01T00:00:00Z",
                "2016-12-31T23:59:60Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T02:32Z",
                "2026-11-22t02:32:54z",
                "2026-11-22T02:32:54+01:00",
                "+12026-11-22T02:32:54Z",
                "-0001-11-22T02:32:54Z",
                "2026-02-30T02:32:54Z",
                "2026-13-01T02:32:54Z",
                "2026-11-22T02:60:54Z",
                "2026-11-22T02:32:54.Z",
                "2026-11-22T02:32:54.1234567890Z",
                "2026-11-22T02:32:54x1Z",
                "2026-11-22T02:32:5\u0664Z",
                "2026-11-22",
                "Z",
                ""
            })
    void readsInstantsAsThePlatformDoes(String text) {
        Optional<Instant> expected;
        try {
            expected = Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            expected = Optional.empty();
        }

        if (expected.isPresent()) {
            assertThat(Instants.parse(text)).isEqualTo(expected.get());
        } else {
            assertThatThrownBy(() -> Instants.parse(text)).isInstanceOf(DateTimeException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"format": "castellan/intent/v1", "rows": [{"a": "1", "b": {"c": []}}, {"x": [{"a": 3}], "a": "2"}]} | [1, 2]
                    {"rows": [{"a": "1"}], "format": "castellan/intent/v1"}                 | [1]
                    {"format": "castellan/intent/v1", "rows": []}                           | []
                    {"format": "castellan/intent/v1", "rows": [{"a": "1", "a": "2"}]}       | CAS-JSON-001
                    {"format": "castellan/intent/v1", "rows": [{"a": "1"}, {"b": "1"}]}     | /rows/1/a must be text
                    {"format": "castellan/intent/v1", "rows": [{"a": 1}]}                   | /rows/0/a must be text
                    {"format": "castellan/intent/v1", "rows": ["a"]}                        | /rows/0 must be an object
                    {"format": "castellan/intent/v1", "rows": [{"a": "1"}}                  | CAS-JSON-001
                    {"format": "castellan/intent/v1"}                                       | /rows must be a list
                    {"format": "castellan/plan/v1", "rows": [{"a": "1"}]}                   | expected castellan/intent/v1
                    """)
    void glancesAtOneFieldOfEachObjectOfALongList(String text, String expected) {
        var seen = new ArrayList<String>();
        String result;
        try {
            JsonReader.glance(
                    "f.json", new ByteArrayInputStream(text.getBytes(UTF_8)), Format.INTENT_V1, "rows", "a", seen::add);
            result = seen.toString();
        } catch (Failure e) {
            result = e.getMessage();
        }
        assertThat(result).contains(expected);
    }

    @Test
    void handsOverTheObjectsOfALongListWhereverItStands() {
        for (var text : List.of(
                "{\"format\": \"castellan/intent/v1\", \"rows\": [{\"n\": 1}, {\"n\": 2}], \"rest\": {\"rows\": [{\"n\": 3}]}}",
                "{\"rows\": [{\"n\": 1}, {\"n\": 2}], \"rest\": {\"rows\": [{\"n\": 3}]}, \"format\": \"castellan/intent/v1\"}")) {
            var rows = new ArrayList<Long>();

            var in = JsonReader.read(
                    "f.json", text.getBytes(UTF_8), Format.INTENT_V1, "rows", row -> rows.add(row.whole("n")));

            assertThat(rows).as(text).containsExactly(1L, 2L);
            assertThat(in.object("rest").objects("rows")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"format": "castellan/intent/v1", "rows": [{"n": 1}, {"n": "x"}]} | CAS-JSON-004: /rows/1/n must be a whole number
                    {"format": "castellan/intent/v1", "rows": [{"n": 1}, 2]}          | CAS-JSON-004: /rows/1 must be an object
                    {"format": "castellan/intent/v1", "rows": {}}                     | CAS-JSON-004: /rows must be a list
                    {"format": "castellan/intent/v9", "rows": [{"m": 1}]}             | CAS-JSON-003: the format 'castellan/intent/v9'
                    """)
    void saysWhatIsWrongWithALongList(String text, String words) {
        assertThatThrownBy(() -> JsonReader.read(
                        "f.json", text.getBytes(UTF_8), Format.INTENT_V1, "rows", row -> row.whole("n")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"a\":[", "\"", "1", "-", " "})
    void megabytesOfOneSignDoNotHangOrOverflow(String sign) {
        var hostile = ("{\"a\": " + sign.repeat(4_000_000 / sign.length())).getBytes(UTF_8);

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertRefused(() -> read(hostile), "CAS-JSON-001"));
    }

    @Test
    void whateverIsDoneToAPlanItIsReadOrRefused() {
        for (long seed = 1; seed <= 3_000; seed++) {
            var random = new Random(seed);
            var content = PlanFormat.write(new RandomPlans(seed % 50).plan());
            for (int i = random.nextInt(4); i >= 0; i--) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(128);
            }
            try {
                PlanFormat.read("plan.json", content);
            } catch (Failure refused) {
                assertThat(refused.exitCode()).isEqualTo(ExitCode.INPUT);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(content, StandardCharsets.UTF_8), e);
            }
        }
    }

    /** Names are shared with the object before, and looked up in a set where they are many: neither may show. */
    @Test
    void everyObjectOfAListHasItsOwnFieldsAndNoneTwice() {
        for (long seed = 1; seed <= 2_000; seed++) {
            var random = new Random(seed);
            var rows = new ArrayList<List<String>>();
            for (int row = random.nextInt(6); row >= 0; row--) {
                rows.add(names(random, rows));
            }
            var text = rows.stream().map(JsonReaderTest::row).collect(Collectors.joining(",", "{\"rows\": [", "]}"));
            if (rows.stream().anyMatch(names -> Set.copyOf(names).size() < names.size())) {
                assertRefused(() -> read(text.getBytes(UTF_8)), "CAS-JSON-001");
                continue;
            }
            var read = read(text.getBytes(UTF_8)).objects("rows");
            assertThat(read).as(text).hasSameSizeAs(rows);
            for (int row = 0; row < rows.size(); row++) {
                var names = rows.get(row);
                assertThat(read.get(row).names()).as(text).containsExactlyInAnyOrderElementsOf(names);
                for (int i = 0; i < names.size(); i++) {
                    assertThat(read.get(row).whole(names.get(i))).as(text).isEqualTo(i);
                }
            }
        }
    }

    private static List<String> names(Random random, List<List<String>> before) {
        var names = new ArrayList<String>();
        if (!before.isEmpty() && random.nextInt(3) > 0) {
            var last = before.get(before.size() - 1);
            names.addAll(last.subList(0, random.nextInt(last.size() + 1)));
        }
        for (int i = random.nextInt(random.nextInt(5) == 0 ? 40 : 4); i > 0; i--) {
            var name = "n" + random.nextInt(60);
            if (!names.contains(name) || random.nextInt(20) == 0) {
                names.add(name);
            }
        }
        return names;
    }

    private static String row(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> "\"" + names.get(i) + "\": " + i)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Test
    void fieldsMayComeInAnyOrderButNoOthers() {
        var reader = read("{\"c\": 1, \"a\": {\"x\": [{\"y\": 2}]}, \"b\": [1]}".getBytes(UTF_8));

        assertThat(reader.only("a", "b", "c", "d").names()).containsExactlyInAnyOrder("a", "b", "c");
        assertThatThrownBy(() -> reader.only("a", "c", "d"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("/b is not known; valid are a, c, d");
        assertThatThrownBy(() -> reader.object("a").objects("x").get(0).text("y"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("/a/x/0/y must be text");
        assertThatThrownBy(() -> reader.texts("b"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("/b/0 must be text");
    }

    private static void assertRefused(Runnable reading, String code) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.problems())
                                .extracting(problem -> problem.code().toString())
                                .containsExactly(code));
    }

    private static JsonReader read(byte[] content) {
        return JsonReader.read("f.json", content);
    }
}
