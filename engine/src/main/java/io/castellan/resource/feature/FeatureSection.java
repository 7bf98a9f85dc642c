package io.castellan.resource.feature;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.FeatureLevels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code features}: levels by name. */
final class FeatureSection implements Section {
    static final String METADATA_VERSION = "metadata.version";

    @Override
    public String key() {
        return "features";
    }

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        var declared = new ArrayList<Declared<?>>();
        for (var entry : yaml.asMapping().map(Node.Mapping::entries).orElse(List.of())) {
            if (isKnown(entry.key(), context)) {
                level(entry.key().text(), context.fill(entry.value()), context)
                        .ifPresent(level -> declared.add(new Declared<>(
                                FeatureRoom.KEY.id(entry.key().text()),
                                new FeatureSpec(level),
                                Provenance.at(entry.key().at(), Cause.DECLARATION),
                                context.unit(entry.value()))));
            }
        }
        return declared;
    }

    private static boolean isKnown(Node.Scalar name, SectionContext context) {
        if (name.text().equals(METADATA_VERSION)) {
            context.report(Problem.error(
                            FeatureCodes.METADATA_VERSION,
                            name.at(),
                            "'metadata.version' follows the version of the brokers and cannot be declared yet")
                    .withHint("raise it with Kafka's own kafka-features.sh once every broker runs the new version"));
            return false;
        }
        var refusal = Catalogue.feature().refusal(name.text());
        refusal.ifPresent(why -> context.report(why.at(name.at())));
        return refusal.isEmpty();
    }

    private static Optional<Integer> level(String feature, Node node, SectionContext context) {
        var level = node.asScalar()
                .flatMap(scalar -> FeatureLevels.known().level(feature, scalar.text()).stream()
                        .boxed()
                        .findFirst());
        if (level.isEmpty()) {
            context.report(
                    Problem.error(FeatureCodes.BAD_LEVEL, node.at(), "the level of '" + feature + "' is a whole number")
                            .withHint(Catalogue.feature()
                                    .find(feature)
                                    .map(setting -> feature + ": " + setting.example())
                                    .orElse("")));
        }
        return level;
    }
}
