package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.resource.Section;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SectionsTest {
    @Test
    void everySectionThatIsReadIsInTheSchemaOfItsFile() throws IOException {
        for (var section : Rooms.registry().sections()) {
            var file = section.home() == Section.Home.STATE ? "state" : "environment";
            assertThat(properties(file)).as(file).contains(section.key());
        }
    }

    private static Set<String> properties(String schema) throws IOException {
        var file = Path.of("..", "schemas", schema + ".schema.json");
        var root = YamlReader.read(file.toString(), Files.readAllBytes(file), new Problems());
        return root.orElseThrow()
                .asMapping()
                .orElseThrow()
                .get("properties")
                .orElseThrow()
                .asMapping()
                .orElseThrow()
                .byKey()
                .keySet();
    }
}
