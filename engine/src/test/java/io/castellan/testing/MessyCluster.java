package io.castellan.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A cluster as years of work by hand leave it: something of everything that Kafka takes, also of what makes no sense. */
public final class MessyCluster {
    private static final String DN = "User:CN=billing,OU=Payments,O=Example \"AG\",L=Zürich,C=CH";
    private static final List<String> PRINCIPALS = List.of(
            "User:billing",
            "User:*",
            DN,
            "User:etl-01",
            "User:007",
            "Group:legacy",
            "User:streams",
            "User:connect",
            "User:${old}");
    private static final List<String> HOSTS =
            List.of("*", "*", "*", "*", "10.1.2.3", "fe80:0:0:0:0:0:0:1", "::1", "old.example.org");
    private static final List<Map<String, String>> CONFIGS = List.of(
            Map.of(),
            Map.of("retention.ms", "604800000"),
            Map.of("retention.ms", "-1", "retention.bytes", "1073741824"),
            Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.25"),
            Map.of("cleanup.policy", "delete,compact", "delete.retention.ms", "1"),
            Map.of("compression.type", "zstd", "compression.zstd.level", "7"),
            Map.of("min.insync.replicas", "2", "unclean.leader.election.enable", "true"),
            Map.of("max.message.bytes", "1048588", "segment.bytes", "123456789"),
            Map.of("leader.replication.throttled.replicas", "*", "follower.replication.throttled.replicas", "0:1"),
            Map.of("message.timestamp.type", "LogAppendTime", "segment.ms", "86400001"),
            Map.of(
                    "retention.ms",
                    "604800000",
                    "flush.messages",
                    "9223372036854775807",
                    "index.interval.bytes",
                    "4096"),
            Map.of("segment.jitter.ms", "0", "preallocate", "false", "file.delete.delay.ms", "60000"));

    private static final int SEED = 500;

    private MessyCluster() {}

    /**
     * @param topics about how many
     * @param acls about how many
     */
    public static void make(Admin admin, KafkaCommandLine tools, int topics, int acls)
            throws ExecutionException, InterruptedException {
        topics(admin, topics);
        admin.createAcls(rules(new Random(SEED), acls)).all().get();
        quotas(admin);
        settings(admin);
        withTheirOwnTools(tools);
    }

    private static void withTheirOwnTools(KafkaCommandLine tools) {
        tools.topics(
                "--create",
                "--topic",
                "payments.orders.v1",
                "--partitions",
                "3",
                "--replication-factor",
                "1",
                "--config",
                "retention.ms=604800000",
                "--config",
                "cleanup.policy=delete");
        tools.acls(
                "--add",
                "--allow-principal",
                "User:shop",
                "--producer",
                "--transactional-id",
                "shop-tx",
                "--idempotent",
                "--topic",
                "shop.orders");
        tools.acls(
                "--add",
                "--allow-principal",
                DN,
                "--consumer",
                "--topic",
                "shop.",
                "--group",
                "bill-",
                "--resource-pattern-type",
                "prefixed");
        tools.configs(
                "--alter",
                "--entity-type",
                "users",
                "--entity-name",
                "billing",
                "--add-config",
                "SCRAM-SHA-256=[iterations=8192,password=alpha-one]");
        tools.configs(
                "--alter",
                "--entity-type",
                "users",
                "--entity-name",
                "billing",
                "--add-config",
                "SCRAM-SHA-512=[password=alpha-two]");
        tools.configs(
                "--alter",
                "--entity-type",
                "users",
                "--entity-name",
                "billing",
                "--entity-type",
                "clients",
                "--entity-default",
                "--add-config",
                "producer_byte_rate=1048576,request_percentage=125.5");
    }

    private static void topics(Admin admin, int count) throws ExecutionException, InterruptedException {
        var topics = new ArrayList<NewTopic>();
        for (var name : List.of(
                "_schemas",
                "connect-configs",
                "connect-offsets",
                "connect-status",
                "__looks.internal",
                "app-store-changelog",
                "mm2-offsets.a.internal",
                "heartbeats",
                "a.checkpoints.internal",
                "...",
                "-",
                "0",
                "1.50",
                "true",
                "null",
                "UPPER",
                "with_underscore",
                "x".repeat(249))) {
            topics.add(new NewTopic(name, 1, (short) 1));
        }
        topics.add(new NewTopic("placed", Map.of(0, List.of(1), 1, List.of(1))));
        for (int i = topics.size(); i < count; i++) {
            var team = List.of("billing", "web_shop", "etl.raw", "data-lake").get(i % 4);
            topics.add(new NewTopic(team + (i % 2 == 0 ? ".t" : "_t") + i, 1 + i % 2, (short) 1)
                    .configs(CONFIGS.get(i % CONFIGS.size())));
        }
        admin.createTopics(topics).all().get();
    }

    private static List<AclBinding> rules(Random random, int count) {
        var rules = new LinkedHashSet<AclBinding>();
        rules.add(rule(
                ResourceType.TOPIC,
                "*",
                PatternType.LITERAL,
                "User:retired",
                "*",
                AclOperation.ALL,
                AclPermissionType.DENY));
        rules.add(rule(
                ResourceType.TOPIC,
                "t",
                PatternType.LITERAL,
                "User:retired",
                "*",
                AclOperation.READ,
                AclPermissionType.ALLOW));
        var types = List.of(
                ResourceType.TOPIC,
                ResourceType.TOPIC,
                ResourceType.GROUP,
                ResourceType.CLUSTER,
                ResourceType.TRANSACTIONAL_ID,
                ResourceType.DELEGATION_TOKEN,
                ResourceType.USER);
        var operations = List.of(
                AclOperation.READ,
                AclOperation.WRITE,
                AclOperation.DESCRIBE,
                AclOperation.ALL,
                AclOperation.CREATE,
                AclOperation.ALTER_CONFIGS,
                AclOperation.CLUSTER_ACTION,
                AclOperation.DESCRIBE_TOKENS);
        while (rules.size() < count) {
            var type = one(random, types);
            boolean prefixed = random.nextInt(3) == 0 && type != ResourceType.CLUSTER;
            var name = switch (type) {
                case CLUSTER -> "kafka-cluster";
                case USER -> "User:billing";
                default ->
                    random.nextInt(20) == 0 && !prefixed
                            ? "*"
                            : one(random, List.of("a", "a b", "billing.", "web_", "x*")) + random.nextInt(30);
            };
            rules.add(rule(
                    type,
                    name,
                    prefixed ? PatternType.PREFIXED : PatternType.LITERAL,
                    one(random, PRINCIPALS),
                    one(random, HOSTS),
                    one(random, operations),
                    random.nextInt(10) == 0 ? AclPermissionType.DENY : AclPermissionType.ALLOW));
        }
        return List.copyOf(rules);
    }

    private static AclBinding rule(
            ResourceType type,
            String name,
            PatternType pattern,
            String principal,
            String host,
            AclOperation operation,
            AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, host, operation, permission));
    }

    private static <T> T one(Random random, List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private static void quotas(Admin admin) throws ExecutionException, InterruptedException {
        // the defaults hold for the tests' own client too: a small share of threads would make it wait for most of its
        // time
        var rates = List.of(
                new ClientQuotaAlteration.Op("producer_byte_rate", 5242880.0),
                new ClientQuotaAlteration.Op("consumer_byte_rate", 100000001.0),
                new ClientQuotaAlteration.Op("request_percentage", 250.5),
                new ClientQuotaAlteration.Op("controller_mutation_rate", 3.25));
        var all = new ArrayList<ClientQuotaAlteration>();
        for (var names : List.of(
                List.of("user", "billing"),
                List.of("user", ""),
                List.of("client-id", ""),
                List.of("client-id", "1.50"),
                List.of("user", "007"),
                List.of("user", "CN=a, O=\"b\"", "client-id", "true"),
                List.of("user", "", "client-id", "x"),
                List.of("user", "", "client-id", ""),
                List.of("user", "${old}"))) {
            all.add(new ClientQuotaAlteration(entity(names), rates));
        }
        for (var names : List.of(List.of("ip", "127.9.9.9"), List.of("ip", ""))) {
            all.add(new ClientQuotaAlteration(
                    entity(names), List.of(new ClientQuotaAlteration.Op("connection_creation_rate", 1000.0))));
        }
        admin.alterClientQuotas(all).all().get();
    }

    /** Types and names in turn; the empty name is the default's. */
    private static ClientQuotaEntity entity(List<String> names) {
        var parts = new HashMap<String, String>();
        for (int i = 0; i < names.size(); i += 2) {
            parts.put(names.get(i), names.get(i + 1).isEmpty() ? null : names.get(i + 1));
        }
        return new ClientQuotaEntity(parts);
    }

    private static void settings(Admin admin) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, "007"),
                        List.of(
                                set("consumer.session.timeout.ms", "45000"),
                                set("share.auto.offset.reset", "earliest")),
                        new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "java clients"),
                        List.of(
                                set("interval.ms", "60000"),
                                set("metrics", "org.apache.kafka.producer.,org.apache.kafka.consumer."),
                                set("match", "client_software_name=apache-kafka-java")),
                        new ConfigResource(ConfigResource.Type.BROKER, ""),
                        List.of(set("log.retention.ms", "604800001"), set("message.max.bytes", "2000000")),
                        new ConfigResource(ConfigResource.Type.BROKER, "1"),
                        List.of(set("num.io.threads", "3"))))
                .all()
                .get();
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }
}
