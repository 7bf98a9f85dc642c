package io.castellan.resource.topic;

import io.castellan.diagnostics.Failure;
import io.castellan.kafka.GroupReads.Reader;
import io.castellan.kafka.GroupReads.Readers;
import io.castellan.kafka.KafkaAccess;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Unit;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/** Measures what deletions and shorter retentions would destroy: the same few requests, however many topics there are. */
final class Measurement {
    private static final int NAMED_READERS = 10;
    private static final String ALL_GROUPS = "*";
    private static final String SIZE_METHOD = "the largest replica of each partition";
    private static final String RECORD_METHOD = "the first and the last offset of each partition";
    private static final String AGE_METHOD = "the newest timestamp that a record carries";
    private static final String GROUP_METHOD =
            "groups with members or committed offsets; readers that commit nothing are invisible";

    private final World world;
    private final KafkaAccess access;
    private final Instant now;

    Measurement(World world, KafkaAccess access) {
        this.world = world;
        this.access = access;
        this.now = world.now();
    }

    Map<ResourceId, List<Fact>> of(Collection<Difference> differences) {
        var deleted = new LinkedHashMap<ResourceId, TopicState>();
        var shortened = new LinkedHashMap<ResourceId, Shortening>();
        var held = new LinkedHashMap<ResourceId, TopicState>();
        for (var difference : differences) {
            var state = state(difference.id());
            if (state.isPresent() && keepsLess(difference, state.get())) {
                held.put(difference.id(), state.get());
            } else if (state.isPresent() && difference.disposition().isPlanned()) {
                if (difference.verb() == Verb.DELETE) {
                    deleted.put(difference.id(), state.get());
                } else {
                    shortening(difference, state.get()).ifPresent(one -> shortened.put(difference.id(), one));
                }
            }
        }
        if (deleted.isEmpty() && shortened.isEmpty() && held.isEmpty()) {
            return Map.of();
        }
        var volumes = volumes(deleted.values(), shortened.values(), held.values());
        var facts = new HashMap<ResourceId, List<Fact>>();
        held.forEach((id, topic) ->
                facts.computeIfAbsent(id, key -> new ArrayList<>()).add(bytesHeld(topic, volumes)));
        shortened.forEach(
                (id, one) -> facts.computeIfAbsent(id, key -> new ArrayList<>()).add(bytesDropped(one, volumes)));
        if (!deleted.isEmpty()) {
            var readers = readers(deleted.values());
            deleted.forEach((id, topic) -> facts.put(id, ofDeletion(topic, volumes, readers)));
        }
        return facts;
    }

    private Optional<TopicState> state(ResourceId id) {
        return Optional.ofNullable(world.observed(TopicRoom.KEY).get(id)).flatMap(topic -> topic.found());
    }

    /** Whether this is the end of an override after which a topic keeps less. */
    private static boolean keepsLess(Difference difference, TopicState state) {
        if (difference.disposition().isPlanned() || difference.overrideEnd().isEmpty()) {
            return false;
        }
        var changes = difference.fields().stream()
                .flatMap(field -> SettingChange.of(field).stream())
                .toList();
        var settings = new TreeMap<>(state.overrides());
        changes.forEach(change -> change.before()
                .ifPresentOrElse(value -> settings.put(change.key(), value), () -> settings.remove(change.key())));
        return OverrideEnd.tighter(changes, state.with(settings)).isLimited();
    }

    private Fact bytesHeld(TopicState topic, Volumes volumes) {
        if (isRemote(topic)) {
            return Facts.unknown(Facts.BYTES_HELD, Unit.BYTES, "what is in remote storage cannot be measured", now);
        }
        var all = new ArrayList<Volumes.Volume>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            all.add(volumes.of(topic, partition));
        }
        return sum(
                Facts.BYTES_HELD,
                Unit.BYTES,
                SIZE_METHOD,
                all.stream().map(Volumes.Volume::sizeFault).toList(),
                all.stream().mapToLong(Volumes.Volume::bytes).sum());
    }

    private static boolean isRemote(TopicState topic) {
        return topic.effective(Settings.REMOTE_STORAGE).equals(Optional.of("true"));
    }

    /** A topic that will keep less, and the limits that are new. */
    private record Shortening(TopicState topic, Retention limits, boolean remote) {}

    private static Optional<Shortening> shortening(Difference difference, TopicState state) {
        var changes = difference.fields().stream()
                .flatMap(field -> SettingChange.of(field).stream())
                .collect(Collectors.toMap(SettingChange::key, change -> change));
        var before = Retention.of(state::effective);
        var after = Retention.of(key -> Optional.ofNullable(changes.get(key))
                .map(change -> change.effectiveAfter(Optional.of(state)))
                .orElseGet(() -> state.effective(key)));
        var limits = after.beyond(before);
        return limits.isLimited() ? Optional.of(new Shortening(state, limits, isRemote(state))) : Optional.empty();
    }

    private Volumes volumes(
            Collection<TopicState> deleted, Collection<Shortening> shortened, Collection<TopicState> held) {
        var ages = new TreeMap<String, Long>();
        shortened.forEach(one -> {
            if (one.limits().byAge()) {
                ages.put(one.topic().name(), now.toEpochMilli() - one.limits().milliseconds());
            }
        });
        var topics = new ArrayList<>(deleted);
        topics.addAll(held);
        shortened.forEach(one -> topics.add(one.topic()));
        var newest = deleted.stream().map(TopicState::name).collect(Collectors.toSet());
        return Volumes.read(
                access.reads(),
                world.cluster().brokers().stream().map(broker -> broker.id()).toList(),
                topics,
                ages,
                newest);
    }

    private Fact bytesDropped(Shortening one, Volumes volumes) {
        if (one.remote()) {
            return Facts.unknown(Facts.BYTES_DROPPED, Unit.BYTES, "what is in remote storage cannot be measured", now);
        }
        var topic = one.topic();
        long dropped = 0;
        for (int partition = 0; partition < topic.partitions(); partition++) {
            var volume = volumes.of(topic, partition);
            var fault = volume.fault(one.limits().byAge());
            if (fault.isPresent()) {
                return Facts.unknown(Facts.BYTES_DROPPED, Unit.BYTES, fault.get(), now);
            }
            dropped += one.limits().dropped(volume.bytes(), volume.begin(), volume.end(), volume.firstYoung());
        }
        return new Fact(
                Facts.BYTES_DROPPED,
                Value.whole(dropped),
                Unit.BYTES,
                Certainty.estimate(
                        one.limits().byAge()
                                ? SIZE_METHOD + " and its share of offsets older than the new limit"
                                : SIZE_METHOD + " beyond the new limit"),
                now);
    }

    private List<Fact> ofDeletion(TopicState topic, Volumes volumes, Readers readers) {
        var facts = new ArrayList<Fact>();
        var all = new ArrayList<Volumes.Volume>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            all.add(volumes.of(topic, partition));
        }
        facts.add(sum(
                Facts.BYTES,
                Unit.BYTES,
                SIZE_METHOD,
                all.stream().map(Volumes.Volume::sizeFault).toList(),
                all.stream().mapToLong(Volumes.Volume::bytes).sum()));
        var offsetFaults = all.stream().map(Volumes.Volume::offsetFault).toList();
        facts.add(sum(
                Facts.RECORDS,
                Unit.RECORDS,
                RECORD_METHOD,
                offsetFaults,
                all.stream().mapToLong(volume -> volume.end() - volume.begin()).sum()));
        facts.add(lastWritten(all, offsetFaults));
        facts.addAll(reading(topic, readers));
        return facts;
    }

    private Fact sum(String name, Unit unit, String method, List<Optional<String>> faults, long value) {
        return faults.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(fault -> Facts.unknown(name, unit, fault, now))
                .orElseGet(() -> new Fact(name, Value.whole(value), unit, Certainty.estimate(method), now));
    }

    private Fact lastWritten(List<Volumes.Volume> all, List<Optional<String>> faults) {
        var fault = faults.stream().flatMap(Optional::stream).findFirst();
        if (fault.isPresent()) {
            return Facts.unknown(Facts.LAST_WRITTEN, Unit.INSTANT, fault.get(), now);
        }
        var newest = all.stream()
                .flatMap(volume -> volume.newest().stream())
                .max(Long::compare)
                .map(Instant::ofEpochMilli);
        return new Fact(
                Facts.LAST_WRITTEN,
                newest.map(Instant::toString).map(Value::text).orElse(Value.unset()),
                Unit.INSTANT,
                newest.isPresent() ? Certainty.estimate(AGE_METHOD) : Certainty.exact(),
                now);
    }

    /** A broker that does not list its groups must not stop what needs no groups: its silence counts as unknown readers. */
    private Readers readers(Collection<TopicState> topics) {
        try {
            return access.reads()
                    .groups()
                    .of(topics.stream().map(TopicState::name).collect(Collectors.toSet()));
        } catch (Failure e) {
            return new Readers(Map.of(), Map.of(ALL_GROUPS, String.valueOf(e.getMessage())));
        }
    }

    /** Groups that may not be seen, or not be read, may read this topic. */
    private List<Fact> reading(TopicState topic, Readers readers) {
        var names = readers.byTopic().getOrDefault(topic.name(), List.of()).stream()
                .map(Reader::group)
                .sorted()
                .toList();
        if (names.isEmpty()) {
            var hidden = hidden(readers);
            return List.of(hidden.map(why -> Facts.unknown(Facts.READING_GROUPS, Unit.GROUPS, why, now))
                    .orElseGet(() -> new Fact(
                            Facts.READING_GROUPS, Value.whole(0), Unit.GROUPS, Certainty.estimate(GROUP_METHOD), now)));
        }
        return List.of(
                new Fact(
                        Facts.READING_GROUPS,
                        Value.whole(names.size()),
                        Unit.GROUPS,
                        Certainty.estimate(GROUP_METHOD),
                        now),
                new Fact(
                        Facts.READERS,
                        Value.texts(names.stream().limit(NAMED_READERS).toList()),
                        Unit.NONE,
                        Certainty.exact(),
                        now));
    }

    private Optional<String> hidden(Readers readers) {
        if (!Set.copyOf(access.connect().operations()).contains(AclOperation.DESCRIBE)) {
            return Optional.of("without Describe on the cluster some groups may be invisible");
        }
        return new TreeMap<>(readers.unreadable())
                .entrySet().stream()
                        .findFirst()
                        .map(group -> (group.getKey().equals(ALL_GROUPS) ? "groups" : "group " + group.getKey())
                                + " cannot be read: " + group.getValue());
    }
}
