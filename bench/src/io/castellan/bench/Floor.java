package io.castellan.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The least that any tool in Java must pay: one process that makes the admin client's calls and nothing else. Whole answers are
 * read and thrown away; writes end when they can be seen.
 *
 * <p>{@code Floor PROPERTIES read}, {@code Floor PROPERTIES topics N} or {@code Floor PROPERTIES acls N}.
 */
public final class Floor {
    private final Admin admin;

    private Floor(Admin admin) {
        this.admin = admin;
    }

    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        try (var admin = Admin.create(properties)) {
            var floor = new Floor(admin);
            switch (arguments[1]) {
                case "read" -> floor.read();
                case "topics" -> floor.createTopics(Integer.parseInt(arguments[2]));
                case "acls" -> floor.createRules(Integer.parseInt(arguments[2]));
                default -> throw new IllegalArgumentException(arguments[1]);
            }
            System.err.println("traffic: " + metric(admin, "request-total") + " requests, "
                    + metric(admin, "incoming-byte-total") + " bytes in, "
                    + metric(admin, "outgoing-byte-total") + " bytes out");
        }
    }

    private void read() throws Exception {
        var names = List.copyOf(admin.listTopics().names().get());
        for (var some : parts(names, 2000)) {
            admin.describeTopics(some).allTopicNames().get();
        }
        for (var some : parts(names, 1000)) {
            admin.describeConfigs(some.stream()
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .toList())
                    .all()
                    .get();
        }
        admin.describeAcls(AclBindingFilter.ANY).values().get();
        admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get();
        admin.describeUserScramCredentials().all().get();
    }

    private void createTopics(int count) throws Exception {
        var settings = Map.of("retention.ms", "604800000", "retention.bytes", "1073741824");
        var topics = IntStream.range(0, count)
                .mapToObj(i -> new NewTopic(Ground.topic(i), 1, (short) 1).configs(settings))
                .toList();
        for (var some : parts(topics, 1000)) {
            admin.createTopics(some).all().get();
        }
        for (var some : parts(topics.stream().map(NewTopic::name).toList(), 2000)) {
            Wait.until(20, () -> visible(admin, some));
        }
    }

    static boolean visible(Admin admin, List<String> names) throws Exception {
        try {
            admin.describeTopics(names).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private void createRules(int count) throws Exception {
        var rules = IntStream.range(0, count).mapToObj(Floor::rule).toList();
        for (var some : parts(rules, 1000)) {
            admin.createAcls(some).all().get();
        }
        Set<AclBinding> wanted = new HashSet<>(rules);
        Wait.until(
                20,
                () -> new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get()).containsAll(wanted));
    }

    private static AclBinding rule(int i) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Ground.topic(i), PatternType.LITERAL),
                new AccessControlEntry(Ground.principal(i), "*", AclOperation.READ, AclPermissionType.ALLOW));
    }

    private static <T> List<List<T>> parts(List<T> all, int size) {
        var parts = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return parts;
    }

    private static long metric(Admin admin, String name) {
        return admin.metrics().values().stream()
                .filter(metric -> metric.metricName().group().equals("admin-client-metrics"))
                .filter(metric -> metric.metricName().name().equals(name))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    }
}
