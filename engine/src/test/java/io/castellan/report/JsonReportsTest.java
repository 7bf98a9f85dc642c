package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportsTest {
    private static final SchemaValidator SCHEMAS = new SchemaValidator();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FOLDER = Path.of("../schemas");

    private static void recordedAndValid(String schema, String file, byte[] json) throws IOException {
        Golden.check(file, new String(json, StandardCharsets.UTF_8));
        assertThat(problems(schema, json)).isEmpty();
    }

    /** Every JSON text is YAML, so our own reader and validator judge it. */
    private static List<String> problems(String schema, byte[] json) {
        var problems = new Problems();
        YamlReader.read("report.json", json, problems).ifPresent(node -> SCHEMAS.validate(schema, node, problems));
        return problems.sorted().stream().map(Object::toString).toList();
    }

    @Test
    void problemsFollowTheirSchema() throws IOException {
        recordedAndValid(
                "problems", "problems.json", new ProblemsJson("castellan 0.1.0").write(SampleProblems.several()));
    }

    @Test
    void aResultFollowsItsSchema() throws IOException {
        recordedAndValid("result", "result-partial.json", new ResultJson().write(SampleResults.partial()));
        assertThat(problems("result", new ResultJson().write(SampleResults.nothing())))
                .isEmpty();
    }

    @Test
    void driftFollowsItsSchema() throws IOException {
        recordedAndValid(
                "drift", "drift.json", new DriftJson("castellan 0.1.0").write(SampleResults.drifts(), SamplePlans.NOW));
    }

    @Test
    void hostileTextIsHeldAsItIs() {
        var problems = JSON.readTree(new ProblemsJson("castellan 0.1.0").write(SampleProblems.hostile()));

        assertThat(problems.get("problems"))
                .hasSize(2 * SamplePlans.HOSTILE.size())
                .anySatisfy(
                        problem -> assertThat(problem.get("message").asString()).startsWith("red\u001B[31m"));
        assertThat(new ResultJson().write(SampleResults.hostile())).isNotEmpty();
    }

    @Test
    void whatIsNotInTheSchemaIsFound() {
        var json = new String(new ResultJson().write(SampleResults.partial()), StandardCharsets.UTF_8)
                .replace("\"resumed\"", "\"resumend\"");

        assertThat(problems("result", json.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"problems", "result", "drift", "history", "audit", "status"})
    void everyPropertyIsDescribedWithAnExampleAndEveryObjectIsClosed(String schema) throws IOException {
        var json = JSON.readTree(Files.readString(FOLDER.resolve(schema + ".schema.json")));
        var gaps = new ArrayList<String>();

        gaps(json, schema, gaps);

        assertThat(gaps).isEmpty();
    }

    private static void gaps(JsonNode schema, String path, List<String> gaps) {
        if (schema.path("type").asString("").equals("object") && !schema.has("additionalProperties")) {
            gaps.add(path + " is open");
        }
        schema.path("properties").properties().forEach(property -> {
            var at = path + "." + property.getKey();
            if (!property.getValue().has("description") || !property.getValue().has("examples")) {
                gaps.add(at + " has no description or no example");
            }
            gaps(property.getValue(), at, gaps);
        });
        schema.path("$defs").properties().forEach(one -> gaps(one.getValue(), path + "#" + one.getKey(), gaps));
        if (schema.has("items")) {
            gaps(schema.get("items"), path + "[]", gaps);
        }
    }

    @Test
    void changesOfDriftAreChangesOfAPlan() throws IOException {
        var plan = JSON.readTree(Files.readString(FOLDER.resolve("plan.schema.json")))
                .get("$defs");
        var drift = JSON.readTree(Files.readString(FOLDER.resolve("drift.schema.json")))
                .get("$defs");

        drift.properties().stream()
                .filter(one -> !one.getKey().equals("environment"))
                .forEach(one -> assertThat(one.getValue()).as(one.getKey()).isEqualTo(plan.get(one.getKey())));
    }

    @Test
    void sarifIsAsHostsWantIt() throws IOException {
        var bytes = new ProblemsSarif(
                        "0.1.0", "environments", Optional.of(URI.create("https://docs.example.org/0.1.0/")))
                .write(SampleProblems.several());
        Golden.check("problems.sarif", new String(bytes, StandardCharsets.UTF_8));
        var sarif = JSON.readTree(bytes);

        assertThat(sarif.get("version").asString()).isEqualTo("2.1.0");
        var run = sarif.get("runs").get(0);
        var rules = run.at("/tool/driver/rules");
        assertThat(run.get("results")).hasSize(5).allSatisfy(result -> {
            assertThat(rules.get(result.get("ruleIndex").asInt()).get("id")).isEqualTo(result.get("ruleId"));
            assertThat(result.at("/message/text").asString()).isNotBlank();
            var physical = result.at("/locations/0/physicalLocation");
            assertThat(physical.at("/artifactLocation/uri").asString()).startsWith("environments/prod/");
            assertThat(URI.create(physical.at("/artifactLocation/uri").asString())
                            .isAbsolute())
                    .isFalse();
            assertThat(physical.at("/region/startLine").asInt()).isPositive();
        });
        assertThat(rules)
                .allSatisfy(rule -> assertThat(
                                URI.create(rule.get("helpUri").asString()).isAbsolute())
                        .isTrue());
        assertThat(run.at("/invocations/0/toolExecutionNotifications")).hasSize(1);
    }

    @Test
    void sarifMessagesHaveNoLinksAndNoPlaceholders() {
        var sarif = JSON.readTree(new ProblemsSarif("0.1.0", "", Optional.empty()).write(SampleProblems.hostile()));

        assertThat(sarif.at("/runs/0/results"))
                .hasSize(SamplePlans.HOSTILE.size())
                .allSatisfy(result -> {
                    var text = result.at("/message/text").asString();
                    assertThat(text.replaceAll("\\\\[\\[\\]\\\\]", "")).doesNotContain("[", "]");
                    assertThat(text.replace("{{", "").replace("}}", "")).doesNotContain("{", "}");
                });
    }
}
