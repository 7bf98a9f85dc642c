package io.castellan.kafka;

import io.castellan.model.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.DescribeStreamsGroupsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Which groups read which topics: consumer groups of both protocols, share groups and streams groups, by their committed offsets
 * and by what their members are assigned. A reader without a group, or one that has neither committed nor joined, is invisible.
 */
public final class GroupReads {
    /** Stands among the unreadable groups for those that a broker did not list. */
    private static final String UNLISTED = "of a broker that did not list its groups";

    private final Admin admin;
    private final KafkaReads reads;

    GroupReads(Admin admin, KafkaReads reads) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.reads = Objects.requireNonNull(reads, "reads");
    }

    /** @param active whether a member is assigned some of it right now; without, there are only committed offsets */
    public record Reader(String group, GroupType type, boolean active) implements Comparable<Reader> {
        @Override
        public int compareTo(Reader other) {
            return group.compareTo(other.group);
        }
    }

    /**
     * @param byTopic readers by group id; a topic that no visible group reads is not in it
     * @param unreadable groups whose offsets or members could not be read, with the reason: they may read any topic
     */
    public record Readers(Map<String, List<Reader>> byTopic, Map<String, String> unreadable) {
        public Readers {
            byTopic = Map.copyOf(byTopic);
            unreadable = Map.copyOf(unreadable);
        }
    }

    /** What the brokers list, each its own groups, and what went wrong at some of them. */
    private record Listing(Collection<GroupListing> groups, Collection<Throwable> errors) {}

    /** The groups that read one of these topics; a handful of requests a coordinator, however many groups there are. */
    public Readers of(Set<String> topics) {
        return listing()
                .fold(
                        listing -> of(topics, listing),
                        () -> new Readers(Map.of(), Map.of()),
                        why -> new Readers(Map.of(), Map.of(UNLISTED, why)));
    }

    private Observed<Listing> listing() {
        return reads.oneOfNodes("listGroups", timeout -> {
            var result = admin.listGroups(new ListGroupsOptions().timeoutMs(timeout.getAsInt()));
            var listed = result.valid();
            var errors = result.errors();
            return KafkaFuture.allOf(listed, errors).thenApply(both -> {
                try {
                    return new Listing(listed.get(), errors.get());
                } catch (InterruptedException | ExecutionException e) {
                    throw new KafkaException(e);
                }
            });
        });
    }

    private Readers of(Set<String> topics, Listing listing) {
        var collected = new Collected(topics);
        listing.errors()
                .forEach(error ->
                        collected.unreadable.put(UNLISTED, KafkaError.of(error).toString()));
        var groups = listing.groups().stream()
                .collect(Collectors.groupingBy(group -> group.type().orElse(GroupType.UNKNOWN)));
        var consumers = Stream.of(GroupType.CONSUMER, GroupType.CLASSIC)
                .flatMap(type -> groups.getOrDefault(type, List.of()).stream())
                .filter(GroupReads::readsTopics)
                .toList();
        consumers(consumers, collected);
        shares(groups.getOrDefault(GroupType.SHARE, List.of()), collected);
        streams(groups.getOrDefault(GroupType.STREAMS, List.of()), collected);
        groups.getOrDefault(GroupType.UNKNOWN, List.of())
                .forEach(group -> collected.unreadable.put(group.groupId(), "unknown type of group"));
        return collected.readers();
    }

    /** Other classic groups, Connect workers for example, only share out work among themselves. */
    private static boolean readsTopics(GroupListing group) {
        return group.protocol().equals("consumer") || group.isSimpleConsumerGroup();
    }

    private void consumers(List<GroupListing> groups, Collected collected) {
        var ids = ids(groups);
        collected.offsets(groups, committed(ids, offsets -> topics(offsets.keySet())));
        collected.members(
                groups,
                consumerGroups(
                        ids,
                        description -> description.members().stream()
                                .flatMap(member -> member.assignment().topicPartitions().stream())
                                .map(TopicPartition::topic)
                                .collect(Collectors.toSet())));
    }

    /** What consumer groups have committed; a group that does not exist has committed nothing. */
    public <T> Map<String, Observed<T>> committed(
            Collection<String> groups, Function<Map<TopicPartition, OffsetAndMetadata>, T> keep) {
        return reads.eachGroup(
                "listConsumerGroupOffsets",
                groups,
                (batch, timeout) -> {
                    var specs = batch.stream()
                            .collect(Collectors.toMap(Function.identity(), id -> new ListConsumerGroupOffsetsSpec()));
                    var result = admin.listConsumerGroupOffsets(
                            specs, new ListConsumerGroupOffsetsOptions().timeoutMs(timeout.getAsInt()));
                    return batch.stream()
                            .collect(Collectors.toMap(Function.identity(), result::partitionsToOffsetAndMetadata));
                },
                keep);
    }

    /** Consumer groups of both protocols with their members. */
    public <T> Map<String, Observed<T>> consumerGroups(
            Collection<String> groups, Function<ConsumerGroupDescription, T> keep) {
        return reads.eachGroup(
                "describeConsumerGroups",
                groups,
                (batch, timeout) -> admin.describeConsumerGroups(
                                batch, new DescribeConsumerGroupsOptions().timeoutMs(timeout.getAsInt()))
                        .describedGroups(),
                keep);
    }

    private void shares(List<GroupListing> groups, Collected collected) {
        var ids = ids(groups);
        collected.offsets(
                groups,
                reads.eachGroup(
                        "listShareGroupOffsets",
                        ids,
                        (batch, timeout) -> {
                            var specs = batch.stream()
                                    .collect(Collectors.toMap(
                                            Function.identity(), id -> new ListShareGroupOffsetsSpec()));
                            var result = admin.listShareGroupOffsets(
                                    specs, new ListShareGroupOffsetsOptions().timeoutMs(timeout.getAsInt()));
                            return batch.stream()
                                    .collect(Collectors.toMap(Function.identity(), result::partitionsToOffsetInfo));
                        },
                        offsets -> topics(offsets.keySet())));
        collected.members(
                groups,
                reads.eachGroup(
                        "describeShareGroups",
                        ids,
                        (batch, timeout) -> admin.describeShareGroups(
                                        batch, new DescribeShareGroupsOptions().timeoutMs(timeout.getAsInt()))
                                .describedGroups(),
                        description -> description.members().stream()
                                .flatMap(member -> member.assignment().topicPartitions().stream())
                                .map(TopicPartition::topic)
                                .collect(Collectors.toSet())));
    }

    private void streams(List<GroupListing> groups, Collected collected) {
        var ids = ids(groups);
        collected.offsets(
                groups,
                reads.eachGroup(
                        "listStreamsGroupOffsets",
                        ids,
                        (batch, timeout) -> {
                            var specs = batch.stream()
                                    .collect(Collectors.toMap(
                                            Function.identity(), id -> new ListStreamsGroupOffsetsSpec()));
                            var result = admin.listStreamsGroupOffsets(
                                    specs, new ListStreamsGroupOffsetsOptions().timeoutMs(timeout.getAsInt()));
                            return batch.stream()
                                    .collect(Collectors.toMap(
                                            Function.identity(), result::partitionsToOffsetAndMetadata));
                        },
                        offsets -> topics(offsets.keySet())));
        collected.members(
                groups,
                reads.eachGroup(
                        "describeStreamsGroups",
                        ids,
                        (batch, timeout) -> admin.describeStreamsGroups(
                                        batch, new DescribeStreamsGroupsOptions().timeoutMs(timeout.getAsInt()))
                                .describedGroups(),
                        description -> description.members().isEmpty()
                                ? Set.<String>of()
                                : description.subtopologies().stream()
                                        .flatMap(part -> Stream.concat(
                                                part.sourceTopics().stream(),
                                                part.repartitionSourceTopics().keySet().stream()))
                                        .collect(Collectors.toSet())));
    }

    private static List<String> ids(List<GroupListing> groups) {
        return groups.stream().map(GroupListing::groupId).toList();
    }

    private static Set<String> topics(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    /** Gathers by topic what the requests bring by group. */
    private static final class Collected {
        private final Set<String> asked;
        private final Map<String, Map<String, Reader>> byTopic = new TreeMap<>();
        private final Map<String, String> unreadable = new HashMap<>();

        Collected(Set<String> asked) {
            this.asked = Set.copyOf(asked);
        }

        void offsets(List<GroupListing> groups, Map<String, Observed<Set<String>>> topics) {
            add(groups, topics, false);
        }

        void members(List<GroupListing> groups, Map<String, Observed<Set<String>>> topics) {
            add(groups, topics, true);
        }

        private void add(List<GroupListing> groups, Map<String, Observed<Set<String>>> topics, boolean active) {
            for (var group : groups) {
                var read = Optional.ofNullable(topics.get(group.groupId())).orElseGet(Observed::missing);
                read.<Optional<String>>fold(
                                found -> {
                                    found.stream().filter(asked::contains).forEach(topic -> put(topic, group, active));
                                    return Optional.empty();
                                },
                                Optional::empty,
                                Optional::of)
                        .ifPresent(why -> unreadable.put(group.groupId(), why));
            }
        }

        private void put(String topic, GroupListing group, boolean active) {
            var reader = new Reader(group.groupId(), group.type().orElse(GroupType.UNKNOWN), active);
            byTopic.computeIfAbsent(topic, name -> new TreeMap<>())
                    .merge(reader.group(), reader, (one, other) -> one.active() ? one : other);
        }

        Readers readers() {
            var sorted = new TreeMap<String, List<Reader>>();
            byTopic.forEach((topic, readers) -> sorted.put(topic, new ArrayList<>(new TreeSet<>(readers.values()))));
            return new Readers(sorted, unreadable);
        }
    }
}
