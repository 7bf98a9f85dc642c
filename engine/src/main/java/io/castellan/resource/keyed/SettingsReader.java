package io.castellan.resource.keyed;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads settings as they are declared: a mapping of Kafka's keys to values, lists also as sequences. */
public final class SettingsReader {
    private final Catalogue catalogue;
    private final Cause cause;
    private final Consumer<Problem> report;

    public SettingsReader(Catalogue catalogue, Cause cause, Consumer<Problem> report) {
        this.catalogue = catalogue;
        this.cause = cause;
        this.report = report;
    }

    /** What could be read; what could not is reported, as are values that cannot stand together. */
    public KeyedSpec read(Node.Mapping filled) {
        var settings = new TreeMap<String, KeyedSpec.Declaration>();
        for (var entry : filled.entries()) {
            var key = entry.key().text();
            catalogue
                    .refusal(key)
                    .ifPresentOrElse(
                            refusal -> report.accept(refusal.at(entry.key().at())),
                            () -> catalogue
                                    .find(key)
                                    .flatMap(setting -> value(setting, entry))
                                    .ifPresent(value -> settings.put(
                                            key,
                                            new KeyedSpec.Declaration(
                                                    value,
                                                    Provenance.at(entry.key().at(), cause)))));
        }
        var spec = new KeyedSpec(settings);
        catalogue.contradictions(spec.values()).forEach(refusal -> report.accept(refusal.at(filled.at())));
        return spec;
    }

    private Optional<String> value(Setting setting, Node.Entry entry) {
        if (setting.writeOnly()) {
            report.accept(Problem.error(
                            KeyedCodes.SECRET,
                            entry.key().at(),
                            "'" + setting.key() + "' is a secret, and secrets are not kept in settings")
                    .withHint("leave it to the broker's own file"));
            return Optional.empty();
        }
        Optional<String> text = entry.value()
                .fold(
                        scalar -> Optional.of(scalar)
                                .filter(one -> one.type() != Node.Type.NULL)
                                .map(Node.Scalar::text),
                        sequence -> setting.isList() ? items(sequence) : Optional.empty(),
                        mapping -> Optional.empty());
        if (text.isEmpty()) {
            boolean none = entry.value().asScalar().isPresent();
            report.accept(
                    none
                            ? Problem.error(
                                            KeyedCodes.NO_VALUE,
                                            entry.value().at(),
                                            "'" + setting.key() + "' has no value")
                                    .withHint("leave the key out where nothing shall be set")
                            : Problem.error(
                                    KeyedCodes.WRONG_FORM,
                                    entry.value().at(),
                                    "'" + setting.key() + "' is "
                                            + (setting.isList() ? "a list of words" : "a single value")));
        }
        return text.flatMap(raw -> setting.canonical(raw).<Optional<String>>fold(Optional::of, refusal -> {
            report.accept(refusal.at(entry.value().at()));
            return Optional.empty();
        }));
    }

    private static Optional<String> items(Node.Sequence sequence) {
        var texts = sequence.items().stream()
                .flatMap(item -> item.asScalar().stream())
                .filter(scalar -> scalar.type() != Node.Type.NULL)
                .map(Node.Scalar::text)
                .toList();
        return Optional.of(texts.stream().collect(Collectors.joining(",")))
                .filter(joined -> texts.size() == sequence.items().size());
    }
}
