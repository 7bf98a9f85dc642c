package io.castellan.resource.topic;

import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.RiskClass;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import io.castellan.resource.topic.TopicSpec.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The difference that a topic is there which shall be gone. */
final class Deletion {
    /** A topic whose newest record is not older than this was recently written. */
    static final Duration RECENTLY = Duration.ofDays(7);

    private final Triple<TopicSpec, TopicState> triple;
    private final Declared<TopicSpec> declared;
    private final Tombstone tombstone;
    private final TopicState state;
    private final World world;

    Deletion(
            Triple<TopicSpec, TopicState> triple,
            Declared<TopicSpec> declared,
            Tombstone tombstone,
            TopicState state,
            World world) {
        this.triple = triple;
        this.declared = declared;
        this.tombstone = tombstone;
        this.state = state;
        this.world = world;
    }

    Difference difference() {
        var facts = world.facts(triple.id());
        var difference = Difference.of(triple.id(), Verb.DELETE)
                .uuid(state.uuid())
                .risk(RiskClass.DESTRUCTIVE, "TOPIC_DELETED", "the topic goes with all its records")
                .facts(facts)
                .fact(Facts.note(Facts.REASON, tombstone.reason(), world.now()))
                .provenance(declared.at());
        facts.forEach(fact -> Facts.ceiling(fact).ifPresent(difference::ceiling));
        TopicFacets.TOPICS
                .mirrored(state.name(), Verb.DELETE, world)
                .or(() -> refusal(facts))
                .ifPresent(difference::disposition);
        return difference.build();
    }

    private Optional<Disposition> refusal(List<Fact> facts) {
        var protector = TopicName.protector(state.name(), state.internal(), world.protection());
        if (protector.isPresent()) {
            return Optional.of(Disposition.refused(
                    TopicCodes.PROTECTED,
                    "it can never be deleted: it is protected by " + protector.get(),
                    "remove the declaration"));
        }
        if (isExecuted()) {
            return Optional.of(Disposition.refused(
                    TopicCodes.TOMBSTONE_EXECUTED,
                    "tombstone already executed: the topic was deleted, and a later one of that name lives now",
                    "declare the new topic instead; to delete it too, change the reason"));
        }
        var activity = tombstone.evenIfActive() ? List.<String>of() : activity(facts);
        return activity.isEmpty()
                ? Optional.empty()
                : Optional.of(Disposition.refused(
                        TopicCodes.ACTIVE,
                        "it may still be in use: " + String.join("; ", activity),
                        "stop its clients and wait, or declare evenIfActive: true"));
    }

    /** Whether this very declaration was applied before, after which no topic of the name was left. */
    private boolean isExecuted() {
        return triple.baseline()
                .applied()
                .filter(applied -> applied.unit().equals(declared.unit()))
                .filter(applied -> applied.spec().wanted().isEmpty())
                .isPresent();
    }

    private List<String> activity(List<Fact> facts) {
        var reasons = new ArrayList<String>();
        Facts.find(facts, Facts.LAST_WRITTEN).flatMap(this::writing).ifPresent(reasons::add);
        Facts.find(facts, Facts.READING_GROUPS)
                .flatMap(fact -> reading(fact, Facts.find(facts, Facts.READERS)))
                .ifPresent(reasons::add);
        return reasons;
    }

    private Optional<String> writing(Fact fact) {
        if (Facts.isUnknown(fact)) {
            return Optional.of("when it was last written is unknown, because "
                    + fact.certainty().method());
        }
        return Values.text(fact.value())
                .map(Instant::parse)
                .filter(last -> last.plus(RECENTLY).isAfter(world.now()))
                .map(last -> "its newest record is of " + last);
    }

    private static Optional<String> reading(Fact fact, Optional<Fact> readers) {
        if (Facts.isUnknown(fact)) {
            return Optional.of("which groups read it is unknown, because "
                    + fact.certainty().method());
        }
        long groups = Values.whole(fact.value()).orElse(0);
        if (groups == 0) {
            return Optional.empty();
        }
        var names = readers.map(Fact::value).map(Values::items).orElse(List.of()).stream()
                .map(Value::display)
                .collect(Collectors.joining(", "));
        return Optional.of(groups + (groups == 1 ? " group reads it: " : " groups read it: ") + names);
    }
}
