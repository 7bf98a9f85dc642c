package io.castellan.json;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Checks nodes against the schemas of the folder {@code schemas}, which stand on the class path. Nothing is fetched. A
 * schema is compiled at its first use. Thread-safe.
 */
public final class SchemaValidator {
    /** The schema of promotable files. */
    public static final String STATE = "state";
    /** The schema of {@code environment.yaml}. */
    public static final String ENVIRONMENT = "environment";

    private record Compiled(Schema schema, JsonNode json) {}

    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    /**
     * Compiles a schema ahead of its first use, which takes up to two tenths of a second of a fresh JVM: worth a thread
     * of its own while files are read.
     */
    public void prepare(String schema) {
        compiled.computeIfAbsent(schema, SchemaValidator::compile)
                .schema()
                .validate(JsonNodeFactory.instance.objectNode());
    }

    /**
     * Reports every place where the node is not what the schema describes, except where an error is reported already.
     *
     * @param schema {@link #STATE}, {@link #ENVIRONMENT}
     * @param problems what reading the node found, and where to report
     */
    public void validate(String schema, Node node, Problems problems) {
        var used = compiled.computeIfAbsent(schema, SchemaValidator::compile);
        var view = new JsonView(node);
        var errors = FirstErrors.of(used.schema(), view.json());
        if (!errors.isEmpty()) {
            problems.addAll(new SchemaProblems(used.json(), view).of(errors, problems.errorPlaces()));
        }
    }

    private static Compiled compile(String name) {
        var json = load(name);
        var config = SchemaRegistryConfig.builder()
                .preloadSchema(false)
                .locale(Locale.ROOT)
                .build();
        var registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaRegistryConfig(config)
                        .resourceLoaders(loaders -> loaders.values(all -> all.clear())));
        return new Compiled(registry.getSchema(json), json);
    }

    static JsonNode load(String name) {
        var path = "/schemas/" + name + ".schema.json";
        try (var in = SchemaValidator.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no schema " + path);
            }
            return JsonTree.parse(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
