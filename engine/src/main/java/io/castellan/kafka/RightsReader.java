package io.castellan.kafka;

import io.castellan.environment.JaasLine;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** Finds out what our principal may do and see: two requests, besides the one that opened the cluster. */
public final class RightsReader {
    private static final AclBindingFilter DENIED_TOPICS = new AclBindingFilter(
            new ResourcePatternFilter(ResourceType.TOPIC, null, PatternType.ANY),
            new AccessControlEntryFilter(null, null, AclOperation.ANY, AclPermissionType.DENY));

    private final KafkaAccess access;
    private final Random random;

    public RightsReader(KafkaAccess access, Random random) {
        this.access = Objects.requireNonNull(access, "access");
        this.random = Objects.requireNonNull(random, "random");
    }

    public Rights read() {
        var cluster = access.connect().operations();
        var reads = access.reads();
        var denied = reads.acls(DENIED_TOPICS);
        return new Rights(
                cluster,
                denied.fold(
                        rules -> probe(reads, rules),
                        () -> new Visibility.Proven("the cluster has no authorizer"),
                        why -> withoutRules(probe(reads, List.of()), why)),
                groups(cluster),
                principal(access.properties()));
    }

    private Visibility probe(KafkaReads reads, Collection<AclBinding> denied) {
        var names = TopicProbe.names(random, denied);
        var answers = reads.probe(names.keySet());
        return TopicProbe.judge(names, name -> answers.getOrDefault(name, TopicProbe.Answer.OPEN));
    }

    /** What no probe found may still be hidden by a DENY that we cannot read. */
    private static Visibility withoutRules(Visibility probed, String why) {
        return probed.fold(
                how -> new Visibility.Unknown("DENY rules cannot be read: " + why),
                Visibility.Disproved::new,
                Visibility.Unknown::new);
    }

    /** Kafka lists every group to whoever may describe the cluster, which without an authorizer is everybody. */
    private static Visibility groups(Set<AclOperation> cluster) {
        return cluster.contains(AclOperation.DESCRIBE)
                ? new Visibility.Proven("Describe on the cluster shows every group")
                : new Visibility.Disproved("no Describe on the cluster");
    }

    /** Where a broker maps names in its own way, this is not what it makes of us. */
    static Optional<String> principal(ClientProperties properties) {
        if (properties.securityProtocol().equals("PLAINTEXT")) {
            return Optional.of("User:ANONYMOUS");
        }
        if (!properties.securityProtocol().startsWith("SASL_")) {
            return Optional.empty();
        }
        return JaasLine.read(properties.value("sasl.jaas.config")).stream()
                .flatMap(List::stream)
                .filter(line -> line.module().endsWith(".PlainLoginModule")
                        || line.module().endsWith(".ScramLoginModule"))
                .flatMap(line -> Optional.ofNullable(line.options().get("username")).stream())
                .map(name -> "User:" + name)
                .findFirst();
    }
}
