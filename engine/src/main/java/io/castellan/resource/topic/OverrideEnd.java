package io.castellan.resource.topic;

import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import io.castellan.resource.topic.TopicSpec.Passing;
import io.castellan.resource.topic.TopicSpec.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What comes when the time of an override is over. It is shown beforehand as a deferred difference, worked out as it will be planned
 * then if nothing else changes: from the override's values to what is declared without it.
 */
final class OverrideEnd {
    static final String CODE = "OVERRIDE_ENDS";
    private static final String IN_FORCE = "the override is in force";

    private OverrideEnd() {}

    /** Binds a difference to the end. */
    static FieldChange field(Passing override) {
        return new FieldChange(
                Difference.OVERRIDE_UNTIL, Value.text(override.until().toString()), Value.unset(), Optional.empty());
    }

    /** Empty where no override is in force for a time, and where its end would change no setting. */
    static Optional<Difference> of(
            ResourceId id, Declared<TopicSpec> declared, Wanted spec, TopicState state, World world) {
        return spec.passing()
                .filter(override -> !override.over() && !TopicFacets.CONFIG.isMirrored(state.name(), world))
                .flatMap(override -> difference(id, declared, override, asDeclared(spec, state), world));
    }

    /** The topic as it will be until then: as everything else of the plan makes it. */
    private static TopicState asDeclared(Wanted spec, TopicState state) {
        var settings = new TreeMap<>(state.overrides());
        spec.config()
                .forEach((key, wanted) ->
                        wanted.value().ifPresentOrElse(value -> settings.put(key, value), () -> settings.remove(key)));
        return state.with(settings);
    }

    private static Optional<Difference> difference(
            ResourceId id, Declared<TopicSpec> declared, Passing override, TopicState then, World world) {
        var changes = changes(override, then);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        var difference = Difference.of(id, Verb.UPDATE)
                .uuid(then.uuid())
                .field(field(override))
                .provenance(new Provenance(declared.at().declaredAt(), Cause.OVERRIDE, List.of()));
        for (var change : changes) {
            difference.field(change.field()).risks(change.risks(changes, Optional.of(then)));
        }
        Facts.find(world.facts(id), Facts.BYTES_HELD).ifPresent(held -> {
            difference.fact(held);
            Values.whole(held.value())
                    .ifPresent(bytes -> difference.ceiling(ceiling(bytes, override.until(), changes, then, world)));
        });
        var shown = difference
                .disposition(new Disposition.Deferred(CODE, IN_FORCE, Optional.of(override.until())))
                .build();
        return Optional.of(
                shown.isUnbounded()
                        ? shown
                        : shown.withDisposition(new Disposition.Deferred(
                                CODE,
                                "'castellan approve' approves this with the rest of the plan; " + IN_FORCE,
                                Optional.of(override.until()))));
    }

    private static List<SettingChange> changes(Passing override, TopicState then) {
        var changes = new ArrayList<SettingChange>();
        override.below().forEach((key, below) -> {
            var before = then.override(key);
            var after = below.flatMap(Sourced::value);
            if (!before.equals(after)) {
                changes.add(new SettingChange(
                        key, before, after, below.flatMap(one -> one.at().declaredAt()), Cause.OVERRIDE));
            }
        });
        return changes;
    }

    /** The limits that are tighter without the override; none where it keeps no more. */
    static Retention tighter(List<SettingChange> changes, TopicState then) {
        var after = new TreeMap<String, Optional<String>>();
        changes.forEach(change -> after.put(change.key(), change.effectiveAfter(Optional.of(then))));
        return Retention.of(key -> after.getOrDefault(key, then.effective(key))).beyond(Retention.of(then::effective));
    }

    /**
     * What may be dropped at most: all that is there now, and what comes until the end at today's pace, with the usual room. The pace is
     * taken from what a full topic holds for its usual time; a topic that grows faster outgrows it, and then the end is approved anew.
     */
    private static Ceiling ceiling(
            long held, Instant until, List<SettingChange> changes, TopicState then, World world) {
        var limits = tighter(changes, then);
        double growth = limits.byAge()
                ? (double) held
                        * Math.max(0, Duration.between(world.now(), until).toMillis())
                        / Math.max(1, limits.milliseconds())
                : held;
        return Ceiling.above(Facts.BYTES_DROPPED, (long) Math.min(Long.MAX_VALUE / 2.0, held + growth));
    }
}
