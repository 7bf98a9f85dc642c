package io.castellan.resource.topic;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.SectionContext;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one source says of a topic: the environment's defaults, the declaration, or an override. */
record TopicLayer(
        Optional<Sourced<Integer>> partitions,
        Optional<Sourced<Integer>> replicationFactor,
        SortedMap<String, Sourced<Optional<String>>> config) {
    static final String PARTITIONS = "partitions";
    static final String REPLICATION_FACTOR = "replicationFactor";
    static final String CONFIG = "config";
    static final TopicLayer NONE = new TopicLayer(Optional.empty(), Optional.empty(), Collections.emptySortedMap());

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    /** This layer where it says something, the lower one elsewhere. */
    TopicLayer over(TopicLayer lower) {
        if (lower.partitions.isEmpty() && lower.replicationFactor.isEmpty() && lower.config.isEmpty()) {
            return this;
        }
        var merged = new TreeMap<>(lower.config);
        merged.putAll(config);
        return new TopicLayer(
                partitions.or(() -> lower.partitions), replicationFactor.or(() -> lower.replicationFactor), merged);
    }

    /** Reads the fields that all sources have; what cannot be read is reported and left out. */
    static TopicLayer read(Node.Mapping node, Cause cause, Repeated repeated, SectionContext context) {
        return new Reader(cause, repeated, context).read(node);
    }

    private record Reader(Cause cause, Repeated repeated, SectionContext context) {

        TopicLayer read(Node.Mapping node) {
            var config = new TreeMap<String, Sourced<Optional<String>>>();
            for (var entry : node.entries()) {
                if (entry.key().text().equals(CONFIG)) {
                    readConfig(entry.value(), config);
                }
            }
            return new TopicLayer(
                    count(node, PARTITIONS, Integer.MAX_VALUE),
                    count(node, REPLICATION_FACTOR, Short.MAX_VALUE),
                    config);
        }

        private Optional<Sourced<Integer>> count(Node.Mapping mapping, String field, int most) {
            for (var entry : mapping.entries()) {
                if (entry.key().text().equals(field)) {
                    return count(entry, most);
                }
            }
            return Optional.empty();
        }

        private Optional<Sourced<Integer>> count(Node.Entry entry, int most) {
            var text = entry.value()
                    .asScalar()
                    .map(Node.Scalar::text)
                    .filter(written -> COUNT.matcher(written).matches());
            int number = text.map(Integer::valueOf).orElse(0);
            if (number < 1 || number > most) {
                context.report(Problem.error(
                        TopicCodes.BAD_COUNT,
                        entry.value().at(),
                        "'" + entry.key().text() + "' is a whole number of at least 1"
                                + text.map(given -> ", not " + given).orElse("")));
                return Optional.empty();
            }
            return Optional.of(new Sourced<>(number, at(entry)));
        }

        private void readConfig(Node node, Map<String, Sourced<Optional<String>>> config) {
            var settings = node.asMapping();
            if (settings.isEmpty()) {
                context.report(Problem.error(
                        TopicCodes.WRONG_FORM,
                        node.at(),
                        "'config' is a mapping of settings, for example {retention.ms: 7d}"));
                return;
            }
            for (var entry : settings.get().entries()) {
                var key = entry.key().text();
                var refusal = Catalogue.topic().refusal(key);
                if (refusal.isPresent()) {
                    context.report(refusal.get().at(entry.key().at()));
                } else {
                    var value = value(Catalogue.topic().find(key).orElseThrow(), entry.value());
                    if (value.isPresent()) {
                        config.put(key, new Sourced<>(value.get(), at(entry)));
                    }
                }
            }
        }

        /** The canonical value; empty inside where nothing shall stand, empty outside where it cannot be read. */
        private Optional<Optional<String>> value(Setting setting, Node node) {
            var scalar = node.asScalar();
            if (scalar.isPresent()) {
                return scalar.get().type() == Node.Type.NULL
                        ? Optional.of(Optional.empty())
                        : canonical(setting, scalar.get().text(), node);
            }
            var sequence = node.asSequence();
            if (sequence.isEmpty()) {
                reportForm(setting, node);
                return Optional.empty();
            }
            return list(setting, sequence.get()).flatMap(text -> canonical(setting, text, node));
        }

        private Optional<Optional<String>> canonical(Setting setting, String text, Node node) {
            var reading = repeated.declared(setting, text);
            var refusal = reading.refusal();
            if (refusal.isPresent()) {
                context.report(refusal.get().at(node.at()));
                return Optional.empty();
            }
            return Optional.of(reading.canonical());
        }

        private Optional<String> list(Setting setting, Node.Sequence sequence) {
            var texts = sequence.items().stream()
                    .flatMap(item -> item.asScalar().stream())
                    .filter(scalar -> scalar.type() != Node.Type.NULL)
                    .map(Node.Scalar::text)
                    .toList();
            if (!setting.isList() || texts.size() != sequence.items().size()) {
                reportForm(setting, sequence);
                return Optional.empty();
            }
            return Optional.of(texts.stream().collect(Collectors.joining(",")));
        }

        private void reportForm(Setting setting, Node node) {
            context.report(Problem.error(
                    TopicCodes.WRONG_FORM,
                    node.at(),
                    "'" + setting.key() + "' is " + (setting.isList() ? "a list of words" : "a single value")));
        }

        private Provenance at(Node.Entry entry) {
            return Provenance.at(entry.key().at(), cause);
        }
    }
}
