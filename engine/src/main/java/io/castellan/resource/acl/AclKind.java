package io.castellan.resource.acl;

import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaReads;
import io.castellan.kafka.Principals;
import io.castellan.model.Difference;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.ClusterView;
import io.castellan.resource.Facet;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kind {@code acl}. */
final class AclKind implements ResourceKind<AclRule, AclRule> {
    static final String EVERYONE = "allow.everyone.if.no.acl.found";

    private final AclComparison comparison = new AclComparison();

    @Override
    public KindKey<AclRule, AclRule> key() {
        return AclRoom.KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return true;
    }

    @Override
    public List<Facet> facets() {
        return List.of(AclFacets.ACLS);
    }

    @Override
    public Reading<AclRule> read(Scope<AclRule> scope, Cluster cluster) {
        return begin(cluster).finish(scope);
    }

    @Override
    public Begun<AclRule, AclRule> begin(Cluster cluster) {
        var access = cluster.access(KafkaAccess.class);
        var reads = access.reads();
        var live = LiveRules.read(reads);
        return scope -> live.fold(
                found -> seen(scope, found, access, reads),
                () -> all(scope, Observed.missing(), ClusterView.Inventory.proved(), Circumstances.withoutAuthorizer()),
                why -> all(
                        scope,
                        Observed.unreadable(why + "; it needs Describe on the cluster"),
                        ClusterView.Inventory.unproved(why),
                        new Circumstances(true, Optional.empty(), Known.UNKNOWN, Known.UNKNOWN)));
    }

    private static Reading<AclRule> all(
            Scope<AclRule> scope,
            Observed<AclRule> same,
            ClusterView.Inventory inventory,
            Circumstances circumstances) {
        var observed = new HashMap<ResourceId, Observed<AclRule>>();
        scope.named().forEach(id -> observed.put(id, same));
        return new Reading<>(observed, inventory, List.of(), circumstances.about());
    }

    private static Reading<AclRule> seen(
            Scope<AclRule> scope, LiveRules.Found found, KafkaAccess access, KafkaReads reads) {
        var observed =
                new LinkedHashMap<ResourceId, Observed<AclRule>>(found.rules().size() * 2);
        var others = new LinkedHashSet<>(found.rules());
        Observed<AclRule> missing = Observed.missing();
        // a rule that is declared and live is kept once, with its id
        scope.desired().forEach((id, declared) -> {
            var rule = declared.spec();
            observed.put(id, others.remove(rule) ? Observed.present(rule) : missing);
        });
        others.forEach(rule -> observed.put(rule.id(), Observed.present(rule)));
        scope.baseline().keySet().forEach(id -> observed.putIfAbsent(id, missing));
        var notes = new ArrayList<Problem>();
        if (found.strange() > 0) {
            notes.add(Problem.warning(
                            AclCodes.UNKNOWN_SORT,
                            found.strange() + (found.strange() == 1 ? " access rule is" : " access rules are")
                                    + " of a sort that this version does not know")
                    .withHint("look at them with kafka-acls.sh --list, or use a newer version"));
        }
        if (scope.desired().isEmpty() && scope.baseline().isEmpty()) {
            return new Reading<>(observed, ClusterView.Inventory.proved(), notes);
        }
        var circumstances = circumstances(found.rules(), access, reads, notes);
        return new Reading<>(observed, ClusterView.Inventory.proved(), notes, circumstances.about());
    }

    private static Circumstances circumstances(
            Set<AclRule> rules, KafkaAccess access, KafkaReads reads, List<Problem> notes) {
        var may = access.connect().operations().stream()
                .flatMap(operation -> Operation.of(operation).stream())
                .collect(Collectors.toSet());
        var principals = Principals.read(access);
        var own = new OwnRights(rules, may, principals.own());
        var everyone = principals.everyoneWithoutRules().map(Known::of).orElse(Known.UNKNOWN);
        var superUser = own.superUser(everyone);
        if (superUser == Known.UNKNOWN) {
            superUser = own.tellingTopic().map(topic -> sees(reads, topic)).orElse(Known.UNKNOWN);
        }
        if (everyone == Known.UNKNOWN) {
            everyone = own.everyone(superUser);
        }
        if (everyone == Known.UNKNOWN) {
            notes.add(Problem.warning(
                            AclCodes.EVERYONE_UNKNOWN,
                            "whether " + EVERYONE
                                    + " is on cannot be told, so first and last rules of a resource are shown"
                                    + " as if it were")
                    .withHint(
                            "Kafka never shows the value; leave the setting out on the brokers where it is false, and let"
                                    + " the principal have DescribeConfigs on the cluster"));
        }
        return new Circumstances(true, principals.own(), superUser, everyone);
    }

    private static Known sees(KafkaReads reads, String topic) {
        var answers = reads.topics(List.of(topic), description -> true).values();
        boolean refused = answers.stream().anyMatch(answer -> answer.fold(found -> false, () -> false, why -> true));
        return refused ? Known.NO : Known.YES;
    }

    @Override
    public List<Difference> compare(Triple<AclRule, AclRule> triple, World world) {
        return comparison.compare(triple, world);
    }

    /** Where nothing is known of a kind's circumstances, nothing is taken for granted. */
    static Circumstances circumstances(World world) {
        return Circumstances.of(Map.copyOf(world.about(AclRoom.KEY)));
    }
}
