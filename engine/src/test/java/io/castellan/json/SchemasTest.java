package io.castellan.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every schema of the product promises to people and editors. */
class SchemasTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Keyed by names that are not ours: Kafka's settings, names of topics, principals, variables. */
    private static final Set<String> OPEN =
            Set.of("/$defs/topicConfig", "/$defs/brokerConfig", "/$defs/groupConfig", "/$defs/value");

    static List<String> names() throws IOException {
        return files("schemas", ".schema.json").stream()
                .map(file -> file.getFileName().toString().replace(".schema.json", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPropertyHasADescriptionAndExamples(String name) {
        var without = new ArrayList<String>();
        each(
                SchemaValidator.load(name),
                (pointer, schema) -> schema.path("properties").propertyStream().forEach(property -> {
                    var text = property.getValue().path("description").asString("");
                    if (text.isBlank() || property.getValue().path("examples").isEmpty()) {
                        without.add(pointer + "/properties/" + property.getKey());
                    }
                }));

        assertThat(without).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyMappingWhoseNamesAreOursIsClosed(String name) {
        var open = new ArrayList<String>();
        each(SchemaValidator.load(name), (pointer, schema) -> {
            if (schema.has("properties") && !schema.path("additionalProperties").isBoolean()) {
                open.add(pointer);
            }
        });

        assertThat(OPEN).containsAll(open);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyExampleIsValid(String name) {
        var root = SchemaValidator.load(name);
        var wrong = new ArrayList<String>();
        each(root, (pointer, schema) -> {
            var examples = schema.path("examples");
            if (!examples.isEmpty()) {
                var alone = ((ObjectNode) schema.deepCopy());
                alone.set("$schema", root.path("$schema"));
                alone.set("$defs", root.path("$defs"));
                var validator =
                        SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(alone);
                for (var example : examples) {
                    validator.validate(example).forEach(error -> wrong.add(pointer + ": " + error));
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyReferenceLeadsToADefinitionAndEveryDefinitionIsUsed(String name) {
        var root = SchemaValidator.load(name);
        var used = new ArrayList<String>();
        each(root, (pointer, schema) -> {
            if (schema.has("$ref")) {
                used.add(schema.path("$ref").asString());
            }
        });

        assertThat(used)
                .allSatisfy(
                        reference -> assertThat(root.at(reference.substring(1)).isObject())
                                .as(reference)
                                .isTrue());
        assertThat(root.path("$defs").propertyNames())
                .allSatisfy(definition -> assertThat(used).contains("#/$defs/" + definition));
    }

    @Test
    void definitionsOfTheSameNameAreTheSameInEverySchema() {
        var seen = new TreeMap<String, JsonNode>();
        for (var name : List.of("state", "environment", "policy")) {
            SchemaValidator.load(name).path("$defs").propertyStream().forEach(definition -> {
                var other = seen.putIfAbsent(definition.getKey(), definition.getValue());
                if (other != null) {
                    assertThat(definition.getValue()).as(definition.getKey()).isEqualTo(other);
                }
            });
        }
    }

    @Test
    void settingsAreThoseOfTheCatalogue() {
        var definitions = SchemaValidator.load("state").path("$defs");

        assertSettings(definitions.path("topicConfig"), Catalogue.topic());
        assertSettings(definitions.path("groupConfig"), Catalogue.group());
        assertSettings(definitions.path("clientMetrics"), Catalogue.clientMetrics());
        assertThat(definitions.path("quota").path("properties").propertyNames()).containsAll(keys(Catalogue.quota()));
    }

    private static void assertSettings(JsonNode schema, Catalogue catalogue) {
        var properties = schema.path("properties");
        assertThat(properties.propertyNames()).containsExactlyInAnyOrderElementsOf(keys(catalogue));
        properties.propertyStream().forEach(property -> {
            var setting = catalogue.find(property.getKey()).orElseThrow();
            assertThat(property.getValue().path("description").asString())
                    .as(property.getKey())
                    .isEqualTo(setting.description());
            var takesLists = property.getValue()
                    .path("type")
                    .valueStream()
                    .anyMatch(type -> type.asString().equals("array"));
            assertThat(takesLists).as(property.getKey()).isEqualTo(setting.isList());
        });
    }

    private static List<String> keys(Catalogue catalogue) {
        return catalogue.settings().stream()
                .map(Setting::key)
                .filter(key -> catalogue.refusal(key).isEmpty())
                .toList();
    }

    @Test
    void examplesInTheDocumentationAreValid() throws IOException {
        var fence = Pattern.compile("(?ms)^```yaml\\R(.*?)^```");
        var checked = new ArrayList<String>();
        var problems = new Problems();
        for (var page : files("docs", ".md")) {
            var matcher = fence.matcher(Files.readString(page));
            while (matcher.find()) {
                var file = ROOT.relativize(page) + "#" + checked.size();
                checked.add(file);
                check(file, matcher.group(1), problems);
            }
        }

        assertThat(checked).isNotEmpty();
        assertThat(problems.sorted().stream().filter(problem -> !isWholeFileMissing(problem)))
                .isEmpty();
    }

    /** Documentation shows parts of environment.yaml. */
    private static boolean isWholeFileMissing(Problem problem) {
        return problem.code().equals(SchemaCodes.MISSING)
                && problem.place().orElseThrow().line() == 0;
    }

    @Test
    void exampleEnvironmentsAreValid() throws IOException {
        var problems = new Problems();
        var files = files("environments", ".yaml");
        for (var file : files) {
            check(ROOT.relativize(file).toString(), Files.readString(file), problems);
        }

        assertThat(files).hasSizeGreaterThan(4);
        assertThat(problems.sorted()).isEmpty();
    }

    private static void check(String file, String text, Problems problems) {
        var node = YamlReader.read(file, text.getBytes(StandardCharsets.UTF_8), problems);
        node.ifPresent(read -> new SchemaValidator().validate(schemaOf(read), read, problems));
    }

    private static String schemaOf(Node node) {
        var keys = node.asMapping().orElseThrow().byKey().keySet();
        if (keys.stream().anyMatch(Set.of("pipeline", "people", "groups", "access")::contains)) {
            return SchemaValidator.POLICY;
        }
        if (keys.contains("repository")) {
            return SchemaValidator.TRUST;
        }
        var sections = SchemaValidator.load(SchemaValidator.STATE).path("properties");
        return keys.stream().noneMatch(sections::has) ? SchemaValidator.ENVIRONMENT : SchemaValidator.STATE;
    }

    private static List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** Every schema within a schema, with its pointer. */
    private static void each(JsonNode root, BiConsumer<String, JsonNode> visitor) {
        var schemas = new LinkedHashMap<String, JsonNode>();
        collect("", root, schemas);
        schemas.forEach(visitor);
    }

    private static void collect(String pointer, JsonNode schema, Map<String, JsonNode> schemas) {
        schemas.put(pointer, schema);
        for (var keyword : List.of("properties", "$defs")) {
            schema.path(keyword)
                    .propertyStream()
                    .forEach(child ->
                            collect(pointer + "/" + keyword + "/" + child.getKey(), child.getValue(), schemas));
        }
        for (var keyword : List.of("items", "additionalProperties", "propertyNames")) {
            if (schema.path(keyword).isObject()) {
                collect(pointer + "/" + keyword, schema.path(keyword), schemas);
            }
        }
    }
}
