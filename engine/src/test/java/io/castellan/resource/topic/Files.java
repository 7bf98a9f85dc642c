package io.castellan.resource.topic;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.ResourceId;
import io.castellan.resource.SectionContext;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** State files of one environment, read by the section of topics alone. */
final class Files {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Problems problems = new Problems();
    private final Map<String, Node.Mapping> overrides = new HashMap<>();
    private final Map<String, Node.Scalar> variables = new HashMap<>();
    private Optional<Node.Mapping> defaults = Optional.empty();
    private final Map<String, SectionContext.Timed> timed = new HashMap<>();
    private final Map<ResourceId, Declared<TopicSpec>> declared = new TreeMap<>();

    /** The environment's defaults of topics, as YAML. */
    Files defaults(String yaml) {
        defaults = Optional.of(mapping("environment.yaml", yaml));
        return this;
    }

    Files override(String topic, String yaml) {
        overrides.put(topic, mapping("environment.yaml", yaml));
        return this;
    }

    /** The override is only for a time. */
    Files timed(String topic, Instant until, boolean over, String yaml) {
        timed.put(topic, new SectionContext.Timed(until, over, mapping("environment.yaml", yaml)));
        return over ? this : override(topic, yaml);
    }

    Files variable(String name, String yaml) {
        variables.put(
                name,
                mapping("environment.yaml", "v: " + yaml)
                        .get("v")
                        .flatMap(Node::asScalar)
                        .orElseThrow());
        return this;
    }

    /** A file whose only section is {@code topics}; each line is one of its entries. */
    Files topics(String... lines) {
        return file("topics.yaml", "topics:\n  " + String.join("\n  ", lines) + "\n");
    }

    Files file(String name, String yaml) {
        var section = new TopicSection();
        var read = section.read(mapping(name, yaml).get("topics").orElseThrow(), new Context());
        read.forEach(one -> declared.put(
                one.id(), new Declared<>(one.id(), TopicRoom.KEY.declared().cast(one.spec()), one.at(), one.unit())));
        problems.addAll(section.review(List.copyOf(declared.values())));
        return this;
    }

    Map<ResourceId, Declared<TopicSpec>> declared() {
        return declared;
    }

    Declared<TopicSpec> declared(String name) {
        return Optional.ofNullable(declared.get(TopicRoom.KEY.id(name))).orElseThrow();
    }

    TopicSpec.Wanted wanted(String name) {
        return declared(name).spec().wanted().orElseThrow();
    }

    List<Problem> problems() {
        return problems.sorted();
    }

    private Node.Mapping mapping(String file, String yaml) {
        return YamlReader.read(file, yaml.getBytes(StandardCharsets.UTF_8), problems)
                .flatMap(Node::asMapping)
                .orElseThrow(
                        () -> new IllegalArgumentException(problems.sorted().toString()));
    }

    private final class Context implements SectionContext {
        @Override
        public Instant now() {
            return NOW;
        }

        @Override
        public void report(Problem problem) {
            problems.add(problem);
        }

        @Override
        public Node fill(Node raw) {
            return raw.fold(
                    scalar -> scalar.text().startsWith("${") ? variable(scalar) : scalar,
                    sequence -> sequence,
                    mapping -> new Node.Mapping(
                            mapping.entries().stream()
                                    .map(entry -> new Node.Entry(entry.key(), fill(entry.value())))
                                    .toList(),
                            mapping.span()));
        }

        private Node variable(Node.Scalar reference) {
            var name = reference.text().substring(2, reference.text().length() - 1);
            var value = Optional.ofNullable(variables.get(name)).orElseThrow();
            return new Node.Scalar(value.text(), value.type(), reference.span());
        }

        @Override
        public Optional<Node.Mapping> defaults() {
            return defaults;
        }

        @Override
        public Optional<Node.Mapping> override(String name) {
            return Optional.ofNullable(overrides.get(name));
        }

        @Override
        public Optional<Timed> timed(String name) {
            return Optional.ofNullable(timed.get(name));
        }
    }
}
