package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Origin;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.promote.Restoration.Side;
import io.castellan.resource.Declarations;
import io.castellan.state.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final String FOLDER = "environments/prod/";
    private static final String ENVIRONMENT =
            "apiVersion: castellan/v1\nenvironment: prod\ncluster: {sandbox: {brokers: 1}}\n";
    private static final String WITH_NODES = ENVIRONMENT + "nodes: {1: {config: {num.io.threads: 16}}}\n";

    private final Map<String, String> then = new TreeMap<>(Map.of(
            "environment.yaml",
            ENVIRONMENT,
            "orders.yaml",
            "topics:\n  # a week\r\n  orders: {partitions: 1, replicationFactor: 1}\n"
                    + "  bills: {partitions: 2, replicationFactor: 1}\n",
            "gone.yaml",
            "topics: {gone: {partitions: 1, replicationFactor: 1}}\n"));
    private final Map<String, String> now = new TreeMap<>(Map.of(
            "environment.yaml",
            WITH_NODES,
            "orders.yaml",
            "topics:\n  bills: {partitions: 4, replicationFactor: 1} # more\n"
                    + "  orders: {partitions: 3, replicationFactor: 1}\n",
            "new.yaml",
            "topics:\n  new: {partitions: 1, replicationFactor: 1}\n"));

    private static Side side(Map<String, String> texts) {
        var files = new TreeMap<String, byte[]>();
        texts.forEach((path, text) -> files.put(FOLDER + path, text.getBytes(StandardCharsets.UTF_8)));
        var source = new SourceFiles(files, Origin.folder());
        var problems = new Problems();
        var state = TwoEnvironments.loader().load("environments/prod", source, TwoEnvironments.NOW, problems);
        return new Side(
                "environments/prod", source, state.map(State::declarations).orElse(Declarations.none()));
    }

    private Restoration restoration() {
        return new Restoration(
                TwoEnvironments.REGISTRY, TwoEnvironments.loader(), side(then), side(now), TwoEnvironments.NOW);
    }

    private static Map<String, String> texts(Map<String, Optional<byte[]>> changes) {
        var texts = new TreeMap<String, String>();
        changes.forEach((path, content) -> texts.put(
                path.substring(FOLDER.length()),
                content.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("(gone)")));
        return texts;
    }

    private static List<ResourceId> topics(String... names) {
        return List.of(names).stream()
                .map(name -> new ResourceId("topic", name))
                .toList();
    }

    @Test
    void everyStateFileIsByteForByteAsItWasAndEnvironmentYamlStays() {
        assertThat(texts(restoration().whole(List.of(), false)))
                .isEqualTo(Map.of(
                        "orders.yaml", then.get("orders.yaml"),
                        "gone.yaml", then.get("gone.yaml"),
                        "new.yaml", "(gone)"));
    }

    @Test
    void environmentYamlComesBackOnlyIfThatIsAskedFor() {
        assertThat(texts(restoration().whole(List.of(), true))).containsEntry("environment.yaml", ENVIRONMENT);
    }

    @Test
    void whatIsLeftOutKeepsItsTextOfNow() {
        var changes = texts(restoration().whole(topics("bills", "new"), false));
        assertThat(changes.get("orders.yaml"))
                .isEqualTo("topics:\n  # a week\r\n  orders: {partitions: 1, replicationFactor: 1}\n"
                        + "  bills: {partitions: 4, replicationFactor: 1} # more\n");
        assertThat(changes).doesNotContainKey("new.yaml");
    }

    @Test
    void onlyTheTextOfWhatIsSelectedComesBack() {
        assertThat(texts(restoration().selected(topics("orders"))))
                .isEqualTo(Map.of(
                        "orders.yaml",
                        "topics:\n  bills: {partitions: 4, replicationFactor: 1} # more\n"
                                + "  # a week\n  orders: {partitions: 1, replicationFactor: 1}\n"));
        assertThat(texts(restoration().selected(topics("new"))))
                .as("it was not declared then")
                .isEqualTo(Map.of("new.yaml", "topics: {}\n"));
    }

    @Test
    void whatIsDeclaredNowhereOrInEnvironmentYamlIsRefused() {
        var failure = catchThrowableOfType(
                Failure.class,
                () -> restoration().selected(List.of(new ResourceId("topic", "order"), new ResourceId("node", "1"))));
        assertThat(failure.problems())
                .extracting(problem -> problem.code().toString())
                .containsExactlyInAnyOrder("CAS-ROLLBACK-003", "CAS-ROLLBACK-004");
    }
}
