package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.resource.Captor;
import io.castellan.resource.Section;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SectionsTest {
    /** What environment.yaml says of the environment itself. */
    private static final Set<String> OF_THE_ENVIRONMENT = Set.of(
            "apiVersion",
            "environment",
            "cluster",
            "variables",
            "defaults",
            "overrides",
            "unmanaged",
            "promotion",
            "mirrored",
            "protection");

    private static Set<String> sections(Section.Home home) {
        return Rooms.registry().sections().stream()
                .filter(section -> section.home() == home)
                .map(Section::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theSchemaOfStateFilesHasTheSectionsThatAreReadAndNoOthers() throws IOException {
        assertThat(properties("state")).isEqualTo(sections(Section.Home.STATE)).contains("features");
    }

    @Test
    void theSchemaOfEnvironmentYamlHasTheSectionsThatAreReadAndNoOthers() throws IOException {
        var known = sections(Section.Home.ENVIRONMENT);
        known.addAll(OF_THE_ENVIRONMENT);

        assertThat(properties("environment")).isEqualTo(known);
    }

    @Test
    void whatCanBeDeclaredCanBeImported() {
        var captured = Rooms.registry().captors().stream()
                .collect(Collectors.groupingBy(Captor::home, Collectors.mapping(Captor::section, Collectors.toSet())));

        assertThat(captured.get(Section.Home.STATE)).isEqualTo(sections(Section.Home.STATE));
        assertThat(captured.get(Section.Home.ENVIRONMENT)).isEqualTo(sections(Section.Home.ENVIRONMENT));
    }

    @Test
    void whatMayBeHandedOverToMirroringIsWhatTheKindsKnow() throws IOException {
        var owns = property(property(property(schema("environment"), "properties"), "mirrored"), "properties");

        assertThat(texts(property(property(property(owns, "owns"), "items"), "enum")))
                .isEqualTo(Rooms.registry().facets())
                .contains("topics");
    }

    private static Set<String> texts(Node list) {
        return list.asSequence().orElseThrow().items().stream()
                .map(item -> item.asScalar().orElseThrow().text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Node property(Node mapping, String key) {
        return mapping.asMapping().orElseThrow().get(key).orElseThrow();
    }

    private static Node schema(String schema) throws IOException {
        var file = Path.of("..", "schemas", schema + ".schema.json");
        return YamlReader.read(file.toString(), Files.readAllBytes(file), new Problems())
                .orElseThrow();
    }

    private static Set<String> properties(String schema) throws IOException {
        return property(schema(schema), "properties")
                .asMapping()
                .orElseThrow()
                .byKey()
                .keySet();
    }
}
