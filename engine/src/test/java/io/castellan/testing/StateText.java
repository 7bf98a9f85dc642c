package io.castellan.testing;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Declared;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.resource.Room;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A state file of one room, read as the product reads it, but not held against the schema. */
public record StateText(Collection<Declared<?>> declared, List<Problem> problems) {

    public static StateText read(Room room, String yaml) {
        var problems = new Problems();
        var files = new SourceFiles(
                Map.of(
                        "test/environment.yaml",
                        "environment: test\ncluster: {bootstrapServers: [ignored:9092]}\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "test/state.yaml",
                        yaml.getBytes(StandardCharsets.UTF_8)),
                Origin.folder());
        var state = new StateLoader(new Registry(List.of(room)), (schema, node, found) -> {})
                .load("test", files, Instant.parse("2026-11-21T10:00:00Z"), problems);
        return new StateText(state.map(State::declarations).orElseThrow().all().values(), problems.sorted());
    }

    /** @throws IllegalArgumentException if something is wrong with it */
    public static Collection<Declared<?>> good(Room room, String yaml) {
        var read = read(room, yaml);
        if (!read.problems().isEmpty()) {
            throw new IllegalArgumentException(read.problems().toString());
        }
        return read.declared();
    }

    /** The codes of what is wrong, in the order of the file. */
    public List<String> codes() {
        return problems.stream().map(problem -> problem.code().toString()).toList();
    }
}
