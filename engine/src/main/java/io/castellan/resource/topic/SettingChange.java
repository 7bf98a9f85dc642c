package io.castellan.resource.topic;

import io.castellan.diagnostics.Place;
import io.castellan.model.Cause;
import io.castellan.model.FieldChange;
import io.castellan.model.Risk;
import io.castellan.model.Value;
import io.castellan.resource.catalogue.RiskTable;
import io.castellan.resource.catalogue.Surroundings;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * One setting of a topic before and after.
 *
 * @param before canonical value that stands on the topic; empty where it inherits
 * @param after canonical value that shall stand on the topic; empty where it shall inherit
 * @param at where the new value is declared
 */
record SettingChange(String key, Optional<String> before, Optional<String> after, Optional<Place> at, Cause cause) {
    private static final String PATH = "config.";

    SettingChange {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cause, "cause");
    }

    /** The inverse of {@link #field()}, as far as plans keep it; empty for fields that are no settings. */
    static Optional<SettingChange> of(FieldChange field) {
        return field.path().startsWith(PATH)
                ? Optional.of(new SettingChange(
                        field.path().substring(PATH.length()),
                        Values.text(field.before()),
                        Values.text(field.after()),
                        field.at(),
                        Cause.DECLARATION))
                : Optional.empty();
    }

    FieldChange field() {
        return new FieldChange(PATH + key, value(before), value(after), at);
    }

    static Value value(Optional<String> setting) {
        return setting.map(Value::text).orElse(Value.unset());
    }

    static String path(String key) {
        return PATH + key;
    }

    /** What the change does to records and clients. All changes of the topic are told, because one may be why another counts. */
    SortedSet<Risk> risks(Collection<SettingChange> all, Optional<TopicState> state) {
        var others = new TreeMap<String, String>();
        state.ifPresent(live -> {
            others.putAll(live.inherited());
            others.putAll(live.overrides());
        });
        all.forEach(change -> others.remove(change.key()));
        var replicas =
                state.map(TopicState::replicationFactor).map(OptionalInt::of).orElse(OptionalInt.empty());
        return RiskTable.topic()
                .assess(key, effectiveBefore(state), effectiveAfter(state), new Surroundings(replicas, others));
    }

    Optional<String> effectiveBefore(Optional<TopicState> state) {
        return before.or(() -> state.flatMap(live -> live.inherited(key)));
    }

    Optional<String> effectiveAfter(Optional<TopicState> state) {
        return after.or(() -> state.flatMap(live -> live.inherited(key)));
    }

    /** Whether the value in effect is known to stay: it is only pinned to the topic, or left to the brokers that say the same. */
    boolean keepsEffect(Optional<TopicState> state) {
        var now = effectiveBefore(state);
        return now.isPresent() && now.equals(effectiveAfter(state));
    }
}
