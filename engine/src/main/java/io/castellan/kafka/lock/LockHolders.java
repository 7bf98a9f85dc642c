package io.castellan.kafka.lock;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Observed;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Says who holds the lock. What the holder wrote survives its death and what the group knows does not, so a name counts only
 * together with a present member.
 */
final class LockHolders {
    private final KafkaReads reads;
    private final LockSettings settings;
    private final TopicPartition partition;

    LockHolders(KafkaReads reads, LockSettings settings) {
        this.reads = Objects.requireNonNull(reads, "reads");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.partition = new TopicPartition(settings.topic(), 0);
    }

    /** One clause for people; empty when no other member owns the lock. */
    Optional<String> other(String ownMember) {
        var group = List.of(settings.group());
        var owner = found(reads.groups().consumerGroups(group, description -> owner(description, ownMember)));
        return owner.map(member -> text(member, found(reads.groups().committed(group, this::written))));
    }

    private static <T> Optional<T> found(Map<String, Observed<Optional<T>>> ofOneGroup) {
        return ofOneGroup.values().stream()
                .flatMap(observed -> observed.found().stream())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<MemberDescription> owner(ConsumerGroupDescription group, String ownMember) {
        return group.members().stream()
                .filter(member -> !member.consumerId().equals(ownMember))
                .filter(member -> member.assignment().topicPartitions().contains(partition))
                .findFirst();
    }

    private Optional<LockOwner> written(Map<TopicPartition, OffsetAndMetadata> committed) {
        return Optional.ofNullable(committed.get(partition)).flatMap(offset -> LockOwner.read(offset.metadata()));
    }

    private static String text(MemberDescription member, Optional<LockOwner> written) {
        var host = member.host().startsWith("/") ? member.host().substring(1) : member.host();
        return written.filter(owner -> owner.member().equals(member.consumerId()))
                .map(owner -> owner.who() + " (process " + owner.pid() + " at " + host + ") since "
                        + owner.since().truncatedTo(ChronoUnit.SECONDS))
                .orElseGet(() -> "client '" + member.clientId() + "' at " + host);
    }
}
