package io.castellan.cli;

import io.castellan.cli.Loading.Loaded;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.TimedOverride;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.ResourceId;
import io.castellan.promote.OverrideCodes;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Tidy;
import io.castellan.resource.view.DeclaredTopic;
import io.castellan.resource.view.TopicView;
import java.math.BigInteger;
import java.util.Optional;

/** How long a topic keeps its records: as declared, and where nothing is declared, as the cluster has it. */
final class Retention {
    static final String KEY = "retention.ms";
    private static final String BYTES = "retention.bytes";
    private static final String UNLIMITED = "-1";

    private final Engine engine;

    Retention(Engine engine) {
        this.engine = engine;
    }

    /**
     * What was and what will be, as people write it.
     *
     * @param bound the size that records go at, however young they are
     */
    record Raised(String before, String after, Optional<String> bound) {
        boolean isSame() {
            return before.equals(after);
        }
    }

    /** Whether an override says it. */
    static boolean isSetBy(TimedOverride override) {
        return override.values()
                .get("config")
                .flatMap(Node::asMapping)
                .filter(config -> config.byKey().containsKey(KEY))
                .isPresent();
    }

    private static Optional<DeclaredTopic> declared(Loaded loaded, ResourceId id) {
        return Optional.<Declared<?>>ofNullable(
                        loaded.state().declarations().all().get(id))
                .map(Declared::spec)
                .filter(DeclaredTopic.class::isInstance)
                .map(DeclaredTopic.class::cast);
    }

    /** Whether the topic is declared, and not to be absent. */
    static boolean isDeclared(Loaded loaded, ResourceId id) {
        return declared(loaded, id).isPresent();
    }

    /**
     * @param prolonged whether what is in force ends later, so that the same is longer
     * @throws io.castellan.diagnostics.Failure REFUSED unless records are kept longer after than before
     */
    Raised requireLonger(Loaded before, Loaded after, ResourceId id, boolean prolonged) {
        var then = declared(before, id)
                .flatMap(topic -> topic.value(KEY))
                .or(() -> live(before, id))
                .orElseThrow(() -> RaiseRetentionCommand.refused(
                        ExitCode.REFUSED,
                        Problem.error(
                                        OverrideCodes.UNKNOWN_BEFORE,
                                        KEY + " of " + id + " is not declared, and the cluster does not tell it")
                                .withHint("declare it for the topic, or in defaults.topics.config")));
        var now = declared(after, id).flatMap(topic -> topic.value(KEY)).orElseThrow();
        if (!isLonger(now, then) && !(prolonged && now.equals(then))) {
            throw RaiseRetentionCommand.refused(
                    ExitCode.REFUSED,
                    Problem.error(
                                    OverrideCodes.SHORTER,
                                    KEY + " of " + id + " is " + tidy(KEY, then) + " now, and " + tidy(KEY, now)
                                            + " is not longer")
                            .withHint(
                                    "this only lengthens, and a number alone counts milliseconds; to shorten, change the declaration"));
        }
        var bound = declared(after, id).flatMap(topic -> topic.value(BYTES)).filter(bytes -> !bytes.equals(UNLIMITED));
        return new Raised(tidy(KEY, then), tidy(KEY, now), bound.map(bytes -> tidy(BYTES, bytes)));
    }

    private static String tidy(String key, String canonical) {
        return Tidy.of(Catalogue.topic().find(key).orElseThrow(), canonical).display();
    }

    private Optional<String> live(Loaded loaded, ResourceId id) {
        return engine.observe(loaded).observedAs(TopicView.class).stream()
                .filter(topic -> topic.name().equals(id.name()))
                .findFirst()
                .flatMap(topic -> topic.effective(KEY));
    }

    private static boolean isLonger(String one, String other) {
        return !other.equals(UNLIMITED)
                && (one.equals(UNLIMITED) || new BigInteger(one).compareTo(new BigInteger(other)) > 0);
    }
}
