package io.castellan.resource.topic;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Observed;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How much the partitions of some topics hold, as far as it can be read. */
final class Volumes {
    private final Map<TopicPartition, Long> sizes;
    private final Map<Integer, String> silentBrokers;
    private final Map<TopicPartition, Observed<ListOffsetsResultInfo>> begins;
    private final Map<TopicPartition, Observed<ListOffsetsResultInfo>> ends;
    private final Map<TopicPartition, Observed<ListOffsetsResultInfo>> young;
    private final Map<TopicPartition, Observed<ListOffsetsResultInfo>> newest;

    private Volumes(
            Map<TopicPartition, Long> sizes,
            Map<Integer, String> silentBrokers,
            Map<TopicPartition, Observed<ListOffsetsResultInfo>> begins,
            Map<TopicPartition, Observed<ListOffsetsResultInfo>> ends,
            Map<TopicPartition, Observed<ListOffsetsResultInfo>> young,
            Map<TopicPartition, Observed<ListOffsetsResultInfo>> newest) {
        this.sizes = sizes;
        this.silentBrokers = silentBrokers;
        this.begins = begins;
        this.ends = ends;
        this.young = young;
        this.newest = newest;
    }

    /**
     * @param brokers the live ones
     * @param since by topic the time of which the first record is sought
     * @param dated the topics of which the newest timestamp is sought
     */
    static Volumes read(
            KafkaReads reads,
            List<Integer> brokers,
            Collection<TopicState> topics,
            Map<String, Long> since,
            Set<String> dated) {
        var names = topics.stream().map(TopicState::name).collect(Collectors.toSet());
        var sizes = new HashMap<TopicPartition, Long>();
        var silent = new TreeMap<Integer, String>();
        reads.logDirs(brokers, folders -> sizes(folders, names))
                .forEach((broker, read) -> read.<Optional<String>>fold(
                                found -> {
                                    found.forEach((partition, size) -> sizes.merge(partition, size, Math::max));
                                    return Optional.empty();
                                },
                                () -> Optional.of("it has no log folders"),
                                Optional::of)
                        .ifPresent(why -> silent.put(broker, why)));
        var all = led(topics);
        return new Volumes(
                sizes,
                silent,
                offsets(reads, all, partition -> Optional.of(OffsetSpec.earliest())),
                offsets(reads, all, partition -> Optional.of(OffsetSpec.latest())),
                offsets(
                        reads,
                        all,
                        partition -> Optional.ofNullable(since.get(partition.topic()))
                                .map(OffsetSpec::forTimestamp)),
                offsets(
                        reads,
                        all,
                        partition -> Optional.of(OffsetSpec.maxTimestamp())
                                .filter(spec -> dated.contains(partition.topic()))));
    }

    private static Map<TopicPartition, Long> sizes(Map<String, LogDirDescription> folders, Set<String> topics) {
        var sizes = new HashMap<TopicPartition, Long>();
        folders.values()
                .forEach(folder -> folder.replicaInfos().forEach((partition, replica) -> {
                    if (topics.contains(partition.topic()) && !replica.isFuture()) {
                        sizes.merge(partition, replica.size(), Math::max);
                    }
                }));
        return sizes;
    }

    /** Nobody could answer for the others. */
    private static List<TopicPartition> led(Collection<TopicState> topics) {
        return topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .filter(partition -> !topic.leaderless().contains(partition))
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
    }

    private static Map<TopicPartition, Observed<ListOffsetsResultInfo>> offsets(
            KafkaReads reads, List<TopicPartition> partitions, Function<TopicPartition, Optional<OffsetSpec>> spec) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> spec.apply(partition).ifPresent(one -> asked.put(partition, one)));
        return asked.isEmpty() ? Map.of() : reads.offsets(asked);
    }

    /**
     * One partition. Figures whose fault is present are zero.
     *
     * @param firstYoung first offset at or after the time that was sought; empty where there is none
     * @param newest the largest timestamp; empty where there is no record
     */
    record Volume(
            long bytes,
            Optional<String> sizeFault,
            long begin,
            long end,
            Optional<Long> firstYoung,
            Optional<Long> newest,
            Optional<String> offsetFault) {

        Optional<String> fault(boolean offsetsMatter) {
            return sizeFault.or(() -> offsetsMatter ? offsetFault : Optional.empty());
        }
    }

    Volume of(TopicState topic, int number) {
        var partition = new TopicPartition(topic.name(), number);
        var size = Optional.ofNullable(sizes.get(partition));
        var begin = begins.getOrDefault(partition, Observed.missing());
        var end = ends.getOrDefault(partition, Observed.missing());
        var first = young.get(partition);
        var last = newest.get(partition);
        var fault = topic.leaderless().contains(number)
                ? Optional.of("partition " + number + " has no leader")
                : List.of(Optional.of(begin), Optional.of(end), Optional.ofNullable(first), Optional.ofNullable(last))
                        .stream()
                        .flatMap(Optional::stream)
                        .flatMap(read -> fault(read).stream())
                        .findFirst()
                        .map(why -> "the offsets of partition " + number + " cannot be read: " + why);
        return new Volume(
                size.orElse(0L),
                size.isPresent() ? Optional.empty() : Optional.of(sizeFault(number)),
                offset(begin).orElse(0L),
                offset(end).orElse(0L),
                Optional.ofNullable(first).flatMap(Volumes::offset).filter(offset -> offset >= 0),
                Optional.ofNullable(last)
                        .flatMap(Observed::found)
                        .map(ListOffsetsResultInfo::timestamp)
                        .filter(timestamp -> timestamp >= 0),
                fault);
    }

    private String sizeFault(int partition) {
        return "no live broker tells the size of partition " + partition
                + silentBrokers.entrySet().stream()
                        .findFirst()
                        .map(broker -> "; broker " + broker.getKey() + ": " + broker.getValue())
                        .orElse("");
    }

    private static Optional<String> fault(Observed<ListOffsetsResultInfo> read) {
        return read.fold(found -> Optional.empty(), () -> Optional.of("it is missing"), Optional::of);
    }

    private static Optional<Long> offset(Observed<ListOffsetsResultInfo> read) {
        return read.found().map(ListOffsetsResultInfo::offset);
    }
}
