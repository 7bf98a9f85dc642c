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

/**
 * Checks nodes against the schemas of the folder {@code schemas}, which stand on the class path. Nothing is fetched. A
 * schema is compiled at its first use. Thread-safe. The library that knows all of JSON Schema is started only for what is not
 * plainly valid: that takes up to two tenths of a second of a fresh JVM.
 */
public final class SchemaValidator {
    /** The schema of promotable files. */
    public static final String STATE = "state";
    /** The schema of {@code environment.yaml}. */
    public static final String ENVIRONMENT = "environment";
    /** The schema of {@code castellan.yaml}. */
    public static final String POLICY = "policy";
    /** The schema of trust files. */
    public static final String TRUST = "trust";

    private record Compiled(Schema schema, JsonNode json) {}

    private final Map<String, Acceptance> acceptances = new ConcurrentHashMap<>();
    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    /**
     * Compiles a schema ahead of its first use, as far as valid nodes need it: worth a thread of its own while files are read.
     */
    public void prepare(String schema) {
        acceptance(schema);
    }

    private Acceptance acceptance(String schema) {
        return acceptances.computeIfAbsent(schema, name -> Acceptance.of(load(name)));
    }

    /**
     * Reports every place where the node is not what the schema describes, except where an error is reported already.
     *
     * @param schema {@link #STATE}, {@link #ENVIRONMENT}, {@link #POLICY}, {@link #TRUST}
     * @param problems what reading the node found, and where to report
     */
    public void validate(String schema, Node node, Problems problems) {
        if (acceptance(schema).accepts(node)) {
            return;
        }
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
