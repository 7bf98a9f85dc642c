package io.castellan.resource.topic;

import io.castellan.model.Ceiling;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Degree;
import io.castellan.model.Fact.Unit;
import io.castellan.model.Value;
import io.castellan.resource.World;
import io.castellan.resource.topic.TopicSpec.Wanted;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The facts that stand beside changes of topics, by name. */
final class Facts {
    /** Bytes of one copy of each partition. */
    static final String BYTES = "bytes";

    static final String RECORDS = "records";
    /** Bytes of one copy of each partition that a shorter retention drops. */
    static final String BYTES_DROPPED = "bytesDropped";

    /** Bytes of one copy of each partition that are there now, where an override will end that keeps more. */
    static final String BYTES_HELD = "bytesHeld";

    static final String LAST_WRITTEN = "lastWritten";
    static final String READING_GROUPS = "readingGroups";
    static final String READERS = "readers";
    static final String OWNER = "owner";
    static final String REASON = "reason";

    private static final Set<String> DESTROYED = Set.of(BYTES, RECORDS, BYTES_DROPPED);

    private Facts() {}

    /** How much may be destroyed at most; only of what is destroyed and known. */
    static Optional<Ceiling> ceiling(Fact fact) {
        if (!DESTROYED.contains(fact.name()) || fact.certainty().degree() == Degree.UNKNOWN) {
            return Optional.empty();
        }
        var number = Values.whole(fact.value());
        return number.isPresent() ? Optional.of(Ceiling.above(fact.name(), number.getAsLong())) : Optional.empty();
    }

    static Optional<Fact> find(Collection<Fact> facts, String name) {
        return facts.stream().filter(fact -> fact.name().equals(name)).findFirst();
    }

    static boolean isUnknown(Fact fact) {
        return fact.certainty().degree() == Degree.UNKNOWN;
    }

    static Fact unknown(String name, Unit unit, String why, Instant asOf) {
        return new Fact(name, Value.unset(), unit, Certainty.unknown(why), asOf);
    }

    static Optional<Fact> shown(Wanted spec, World world) {
        return spec.owner().map(owner -> note(OWNER, owner, world.now()));
    }

    static Fact note(String name, String text, Instant asOf) {
        return new Fact(name, Value.text(text), Unit.NONE, Certainty.exact(), asOf);
    }
}
