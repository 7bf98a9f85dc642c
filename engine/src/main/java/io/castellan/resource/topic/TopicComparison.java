package io.castellan.resource.topic;

import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Observed;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares topics, three-way and field by field. Pure; remembers what it worked out of the last world that it saw. */
final class TopicComparison {
    private volatile Memory memory = new Memory(Map.of(), Neighbours.of(List.of()));

    private record Memory(Map<ResourceId, Observed<TopicState>> observed, Neighbours neighbours) {}

    List<Difference> compare(Triple<TopicSpec, TopicState> triple, World world) {
        return triple.observed()
                .fold(
                        state -> live(triple, state, world),
                        () -> missing(triple, world),
                        why -> List.of()); // shown by the planning, whatever the kind
    }

    private List<Difference> missing(Triple<TopicSpec, TopicState> triple, World world) {
        return triple.desired().stream()
                .flatMap(declared -> declared.spec().wanted().stream()
                        .map(spec -> new Creation(triple.id(), declared, spec, world, neighbours(world)).difference()))
                .toList();
    }

    private static List<Difference> live(Triple<TopicSpec, TopicState> triple, TopicState state, World world) {
        return triple.desired()
                .map(declared -> live(triple, declared, state, world))
                .orElseGet(() -> undeclared(triple, state, world));
    }

    private static List<Difference> live(
            Triple<TopicSpec, TopicState> triple, Declared<TopicSpec> declared, TopicState state, World world) {
        return declared.spec()
                .fold(
                        wanted -> new Alteration(triple, declared, wanted, state, world).differences(),
                        tombstone -> List.of(new Deletion(triple, declared, tombstone, state, world).difference()));
    }

    /** Never deleted; also when it was declared before. */
    private static List<Difference> undeclared(Triple<TopicSpec, TopicState> triple, TopicState state, World world) {
        if (TopicName.protector(state.name(), state.internal(), world.protection())
                .isPresent()) {
            return List.of();
        }
        var cause = triple.baseline().applied().isPresent() ? Cause.WITHDRAWN : Cause.OBSERVED;
        return List.of(Difference.of(triple.id(), Verb.NONE)
                .uuid(state.uuid())
                .disposition(TopicFacets.TOPICS
                        .mirrored(state.name(), Verb.NONE, world)
                        .orElse(Disposition.UNMANAGED))
                .provenance(new Provenance(Optional.empty(), cause, List.of()))
                .build());
    }

    @SuppressWarnings("ReferenceEquality") // the same map is the same world; another one is worked out anew
    private Neighbours neighbours(World world) {
        var observed = world.observed(TopicRoom.KEY);
        var known = memory;
        if (known.observed() == observed) {
            return known.neighbours();
        }
        var neighbours = Neighbours.of(observed.values());
        memory = new Memory(observed, neighbours);
        return neighbours;
    }
}
