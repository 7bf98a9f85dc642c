package io.castellan.environment;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Mirroring;
import io.castellan.model.NamePattern;
import io.castellan.model.Node;
import io.castellan.model.Protection;
import io.castellan.model.UnmanagedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads environment.yaml, whose form the schema has checked; what the schema cannot say is checked here. What could not be read is
 * left at its default, so that all problems are found at once.
 */
public final class EnvironmentReader {
    private static final String DEFAULT_SANDBOX_VERSION = "4.4.0";
    private static final Pattern SOAK = Pattern.compile("(?<number>[0-9]{1,5})(?<unit>[smhd])");

    private final Problems problems;
    private final Node.Mapping root;

    private EnvironmentReader(Node.Mapping root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** @param folder the name of the folder that the file stands in, which is the environment's name */
    public static Environment read(String folder, Node.Mapping root, Problems problems) {
        return new EnvironmentReader(root, problems).read(folder);
    }

    private Environment read(String folder) {
        root.get("environment")
                .flatMap(Node::asScalar)
                .filter(name -> !name.text().equals(folder))
                .ifPresent(name -> problems.add(Problem.error(
                                EnvironmentCodes.NAME_DIFFERS,
                                name.at(),
                                "environment '" + name.text() + "' stands in the folder '" + folder + "'")
                        .withHint("give both the same name")));
        var cluster = mapping(root, "cluster");
        return new Environment(
                folder,
                cluster.flatMap(node -> text(node, "id")),
                address(cluster),
                variables(),
                sections("defaults"),
                overrides(),
                protection(),
                promotion(folder),
                mirrored(folder),
                root);
    }

    private ClusterAddress address(Optional<Node.Mapping> cluster) {
        var servers = cluster.flatMap(node -> node.get("bootstrapServers"));
        var sandbox = cluster.flatMap(node -> node.get("sandbox"));
        if (servers.isPresent() == sandbox.isPresent()) {
            problems.add(
                    Problem.error(
                                    EnvironmentCodes.CLUSTER_FORM,
                                    cluster.map(Node::at).orElse(root.at()),
                                    "a cluster has either bootstrapServers or sandbox")
                            .withHint(
                                    "for example 'cluster: {bootstrapServers: [b1.prod:9093]}' or 'cluster: {sandbox: {brokers: 3}}'"));
        }
        if (sandbox.isPresent()) {
            var settings = sandbox.get().asMapping();
            return new ClusterAddress.Sandbox(
                    settings.flatMap(node -> number(node, "brokers")).orElse(1),
                    settings.flatMap(node -> text(node, "version")).orElse(DEFAULT_SANDBOX_VERSION),
                    settings.map(node -> texts(node, "racks")).orElse(List.of()));
        }
        return new ClusterAddress.Servers(
                cluster.map(node -> texts(node, "bootstrapServers")).orElse(List.of()), clientConfig(cluster));
    }

    private Map<String, SecretText> clientConfig(Optional<Node.Mapping> cluster) {
        var written = new TreeMap<String, String>();
        var places = new TreeMap<String, Place>();
        for (var entry : cluster.flatMap(node -> mapping(node, "clientConfig"))
                .map(Node.Mapping::entries)
                .orElse(List.of())) {
            entry.value().asScalar().ifPresent(value -> {
                written.put(entry.key().text(), value.text());
                places.put(entry.key().text(), value.at());
            });
        }
        problems.addAll(ClientConfigRules.check(written, name -> places.getOrDefault(name, root.at())));
        var config = new TreeMap<String, SecretText>();
        written.forEach((name, value) -> config.put(name, new SecretText(value)));
        return config;
    }

    private Map<String, Node.Scalar> variables() {
        var variables = new LinkedHashMap<String, Node.Scalar>();
        for (var entry : mapping(root, "variables").map(Node.Mapping::entries).orElse(List.of())) {
            entry.value()
                    .asScalar()
                    .ifPresent(value -> variables.put(entry.key().text(), value));
        }
        return variables;
    }

    private Map<String, Node.Mapping> sections(String key) {
        var sections = new LinkedHashMap<String, Node.Mapping>();
        for (var entry : mapping(root, key).map(Node.Mapping::entries).orElse(List.of())) {
            entry.value()
                    .asMapping()
                    .ifPresent(value -> sections.put(entry.key().text(), value));
        }
        return sections;
    }

    private List<TimedOverride> overrides() {
        var overrides = new ArrayList<TimedOverride>();
        sections("overrides").forEach((section, resources) -> {
            for (var entry : resources.entries()) {
                entry.value().asMapping().ifPresent(values -> overrides.add(override(section, entry.key(), values)));
            }
        });
        return overrides;
    }

    private TimedOverride override(String section, Node.Scalar resource, Node.Mapping values) {
        var reason = text(values, "reason").orElse("");
        if (reason.isBlank()) {
            problems.add(Problem.error(
                            EnvironmentCodes.OVERRIDE_FORM,
                            resource.at(),
                            "the override of '" + resource.text() + "' has no reason")
                    .withHint("say why, for example 'reason: incident 4711'"));
        }
        var kept = values.entries().stream()
                .filter(entry -> !Set.of("until", "reason").contains(entry.key().text()))
                .toList();
        return new TimedOverride(
                section,
                resource.text(),
                new Node.Mapping(kept, values.span()),
                values.get("until").flatMap(Node::asScalar).flatMap(this::instant),
                reason);
    }

    private Optional<Instant> instant(Node.Scalar scalar) {
        var end = TimedOverride.end(scalar.text());
        if (end.isEmpty()) {
            problems.add(Problem.error(EnvironmentCodes.BAD_VALUE, scalar.at(), "'" + scalar.text() + "' is not a time")
                    .withHint("write it like 2026-12-01T00:00Z or 2026-12-01"));
        }
        return end;
    }

    private Protection protection() {
        var node = mapping(root, "protection");
        var unmanaged = mapping(root, "unmanaged");
        var resources = unmanaged.map(it -> policy(it, "resources")).orElse(UnmanagedPolicy.REPORT);
        if (resources == UnmanagedPolicy.REMOVE) {
            problems.add(Problem.error(
                            EnvironmentCodes.NO_REMOVAL,
                            unmanaged
                                    .flatMap(it -> it.get("resources"))
                                    .map(Node::at)
                                    .orElse(root.at()),
                            "a resource that is not listed is never removed; unmanaged.resources is report or refuse")
                    .withHint("to delete a topic write 'absent: true' with a reason"));
            resources = UnmanagedPolicy.REPORT;
        }
        return new Protection(
                node.flatMap(it -> number(it, "maxDeletes")).orElse(Protection.DEFAULT.maxDeletes()),
                node.flatMap(it -> it.get("maxDeleteShare"))
                        .flatMap(Node::asScalar)
                        .flatMap(this::share)
                        .orElse(Protection.DEFAULT.maxDeleteShare()),
                node.map(it -> texts(it, "internalTopics")).orElse(List.of()),
                resources,
                unmanaged.map(it -> policy(it, "fields")).orElse(UnmanagedPolicy.REPORT));
    }

    private Optional<Promotion> promotion(String folder) {
        return mapping(root, "promotion").flatMap(node -> {
            var from = node.get("from").flatMap(Node::asScalar);
            notItself(
                    from,
                    folder,
                    "is promoted to from itself",
                    "name the environment before it, or leave out 'promotion'");
            var soak =
                    node.get("soak").flatMap(Node::asScalar).flatMap(this::soak).orElse(Duration.ZERO);
            return from.map(name -> new Promotion(name.text(), soak));
        });
    }

    private Optional<Mirroring> mirrored(String folder) {
        return mapping(root, "mirrored").flatMap(node -> {
            var from = node.get("from").flatMap(Node::asScalar);
            notItself(from, folder, "is mirrored from itself", "name the other environment, or leave out 'mirrored'");
            return from.map(name -> new Mirroring(
                    name.text(), Set.copyOf(texts(node, "owns")), patterns(node, "topics"), patterns(node, "except")));
        });
    }

    private static List<NamePattern> patterns(Node.Mapping node, String key) {
        return texts(node, key).stream().map(NamePattern::new).toList();
    }

    private void notItself(Optional<Node.Scalar> from, String folder, String what, String hint) {
        from.filter(name -> name.text().equals(folder))
                .ifPresent(name ->
                        problems.add(Problem.error(EnvironmentCodes.BAD_VALUE, name.at(), "'" + folder + "' " + what)
                                .withHint(hint)));
    }

    /** {@code 24h}. */
    private Optional<Duration> soak(Node.Scalar scalar) {
        var written = SOAK.matcher(scalar.text());
        if (!written.matches()) {
            problems.add(Problem.error(
                            EnvironmentCodes.BAD_VALUE, scalar.at(), "'" + scalar.text() + "' is not a length of time")
                    .withHint("write it like 30m, 24h or 7d"));
            return Optional.empty();
        }
        long number = Long.parseLong(written.group("number"));
        return Optional.of(
                switch (written.group("unit")) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    private UnmanagedPolicy policy(Node.Mapping node, String key) {
        return text(node, key)
                .map(word -> switch (word.toLowerCase(Locale.ROOT)) {
                    case "refuse" -> UnmanagedPolicy.REFUSE;
                    case "remove" -> UnmanagedPolicy.REMOVE;
                    default -> UnmanagedPolicy.REPORT;
                })
                .orElse(UnmanagedPolicy.REPORT);
    }

    /** {@code 10%}. */
    private Optional<Double> share(Node.Scalar scalar) {
        var text = scalar.text();
        if (text.matches("(100|[0-9]{1,2})(\\.[0-9]+)?%")) {
            var share = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
            if (share <= 1) {
                return Optional.of(share);
            }
        }
        problems.add(Problem.error(
                EnvironmentCodes.BAD_VALUE, scalar.at(), "'" + text + "' is not a share from 0% to 100%"));
        return Optional.empty();
    }

    private Optional<Integer> number(Node.Mapping node, String key) {
        return node.get(key).flatMap(Node::asScalar).flatMap(scalar -> {
            try {
                return Optional.of(Integer.parseInt(scalar.text()));
            } catch (NumberFormatException e) {
                problems.add(Problem.error(
                        EnvironmentCodes.BAD_VALUE,
                        scalar.at(),
                        "'" + key + "' is a whole number, not '" + scalar.text() + "'"));
                return Optional.empty();
            }
        });
    }

    private static Optional<Node.Mapping> mapping(Node.Mapping node, String key) {
        return node.get(key).flatMap(Node::asMapping);
    }

    private static Optional<String> text(Node.Mapping node, String key) {
        return node.get(key).flatMap(Node::asScalar).map(Node.Scalar::text);
    }

    private static List<String> texts(Node.Mapping node, String key) {
        return node.get(key).flatMap(Node::asSequence).map(Node.Sequence::items).orElse(List.of()).stream()
                .flatMap(item -> item.asScalar().stream())
                .map(Node.Scalar::text)
                .toList();
    }
}
