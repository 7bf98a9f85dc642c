package io.castellan.testing;

import io.castellan.kafka.lock.LockSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/**
 * All state of a cluster that an administrator can set, as text by name. Without what Castellan needs for its lock, and the topic
 * of group offsets that comes with it.
 */
public final class ClusterDump {
    private static final Set<String> OURS = Set.of(LockSettings.NAME, "__consumer_offsets");

    private ClusterDump() {}

    public static Map<String, String> of(Admin admin) throws ExecutionException, InterruptedException {
        var dump = new TreeMap<String, String>();
        var topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
                .filter(name -> !OURS.contains(name))
                .toList();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> dump.put(
                        "topic " + name,
                        topic.topicId() + " "
                                + topic.partitions().stream()
                                        .map(partition -> partition.partition() + ":"
                                                + partition.replicas().stream()
                                                        .map(node -> node.idString())
                                                        .toList())
                                        .toList()));
        var resources = Stream.concat(
                        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)),
                        admin
                                .listConfigResources(
                                        Set.of(
                                                ConfigResource.Type.GROUP,
                                                ConfigResource.Type.CLIENT_METRICS,
                                                ConfigResource.Type.BROKER),
                                        new ListConfigResourcesOptions())
                                .all()
                                .get()
                                .stream())
                .collect(Collectors.toCollection(java.util.ArrayList::new));
        resources.add(new ConfigResource(ConfigResource.Type.BROKER, ""));
        admin.describeConfigs(resources)
                .all()
                .get()
                .forEach((resource, config) -> dump.put(
                        resource.type().name().toLowerCase(java.util.Locale.ROOT) + " " + resource.name() + " config",
                        config.entries().stream()
                                .filter(entry -> entry.source().name().startsWith("DYNAMIC_")
                                        && !entry.source().name().startsWith("DYNAMIC_DEFAULT"))
                                .map(ClusterDump::text)
                                .sorted()
                                .collect(Collectors.joining(" "))));
        dump.put(
                "acls", sorted(admin.describeAcls(AclBindingFilter.ANY).values().get()));
        dump.put(
                "quotas",
                sorted(admin.describeClientQuotas(ClientQuotaFilter.all())
                        .entities()
                        .get()
                        .entrySet()));
        dump.put(
                "users", sorted(admin.describeUserScramCredentials().all().get().values()));
        dump.put(
                "features",
                sorted(admin.describeFeatures()
                        .featureMetadata()
                        .get()
                        .finalizedFeatures()
                        .entrySet()));
        return dump;
    }

    private static String text(ConfigEntry entry) {
        return entry.name() + "=" + entry.value();
    }

    private static String sorted(Collection<?> several) {
        return several.stream().map(String::valueOf).sorted().collect(Collectors.joining("\n"));
    }
}
