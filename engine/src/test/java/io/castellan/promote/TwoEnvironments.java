package io.castellan.promote;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.resource.acl.AclRoom;
import io.castellan.resource.broker.BrokerRoom;
import io.castellan.resource.feature.FeatureRoom;
import io.castellan.resource.group.GroupRoom;
import io.castellan.resource.metrics.MetricsRoom;
import io.castellan.resource.quota.QuotaRoom;
import io.castellan.resource.topic.TopicRoom;
import io.castellan.resource.user.UserRoom;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of two environments, dev and prod, with all sections of the product and its schemas. */
final class TwoEnvironments {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Registry REGISTRY = new Registry(List.of(
            TopicRoom.room(),
            AclRoom.room(),
            QuotaRoom.room(),
            UserRoom.room(),
            GroupRoom.room(),
            MetricsRoom.room(),
            FeatureRoom.room(),
            BrokerRoom.room()));
    private static final SchemaValidator SCHEMAS = new SchemaValidator();
    private static final String ENVIRONMENT = """
            apiVersion: castellan/v1
            environment: %s
            cluster: {sandbox: {brokers: 1}}
            variables: {both: 3%s}
            """;

    private final Map<String, byte[]> dev = new TreeMap<>();
    private final Map<String, byte[]> prod = new TreeMap<>();

    TwoEnvironments() {
        dev("environment.yaml", ENVIRONMENT.formatted("dev", ", onlyInDev: 1"));
        prod("environment.yaml", ENVIRONMENT.formatted("prod", ""));
    }

    static StateLoader loader() {
        return new StateLoader(REGISTRY, SCHEMAS::validate);
    }

    TwoEnvironments dev(String path, String text) {
        dev.put("environments/dev/" + path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    TwoEnvironments prod(String path, String text) {
        prod.put("environments/prod/" + path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Moved move(UnitId... selected) {
        return move(Arrays.asList(selected));
    }

    Moved move(List<UnitId> selected) {
        return new TextMove(REGISTRY, loader())
                .move(
                        new TextMove.Folder("environments/dev", new SourceFiles(dev, Origin.folder())),
                        new TextMove.Folder("environments/prod", new SourceFiles(prod, Origin.folder())),
                        selected,
                        NOW);
    }

    /** The text of the one file of prod that changes. */
    String moved(UnitId... selected) {
        var files = move(selected).files();
        if (files.size() != 1) {
            throw new AssertionError("changed " + files.keySet());
        }
        return text(files.values().iterator().next());
    }

    /** Why nothing is moved. */
    List<Problem> refused(UnitId... selected) {
        try {
            throw new AssertionError("moved " + move(selected).files().keySet());
        } catch (Failure failure) {
            return failure.problems();
        }
    }

    List<String> codes(UnitId... selected) {
        return refused(selected).stream()
                .map(problem -> problem.code().toString())
                .distinct()
                .toList();
    }

    Units devUnits() {
        return Units.read(REGISTRY, "environments/dev", new SourceFiles(dev, Origin.folder()), new Problems());
    }

    Units prodUnits() {
        return Units.read(REGISTRY, "environments/prod", new SourceFiles(prod, Origin.folder()), new Problems());
    }

    /** Those of both. */
    UnitId[] allUnits() {
        var ids = new TreeSet<>(devUnits().ids());
        ids.addAll(prodUnits().ids());
        return ids.toArray(UnitId[]::new);
    }

    State devState() {
        var problems = new Problems();
        var state = loader().load("environments/dev", new SourceFiles(dev, Origin.folder()), NOW, problems);
        if (problems.hasErrors()) {
            throw new AssertionError(problems.sorted().toString());
        }
        return state.orElseThrow();
    }

    static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
