package io.castellan.resource.broker;

import io.castellan.model.Disposition;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.RiskTable;
import io.castellan.resource.catalogue.Setting;
import io.castellan.resource.catalogue.Surroundings;
import io.castellan.resource.catalogue.UpdateMode;
import io.castellan.resource.keyed.KeyedComparison;
import io.castellan.resource.view.TopicView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a change of one key does to the brokers, and to every topic that inherits it. */
record BrokerJudge(Situation situation) implements KeyedComparison.Judge {
    /** One for all harmless changes, so that an approval outlives a new topic that is not harmed either. */
    private static final Risk HARMLESS = new Risk(
            RiskClass.SAFE,
            "NO_HEIR_HARMED",
            "no topic that inherits this default is harmed; new topics will inherit it");

    /** A way that a value moves on some of the nodes. */
    private record Move(Optional<String> before, Optional<String> after) {}

    @Override
    public Collection<Risk> risks(String key, Optional<String> before, Optional<String> after, World world) {
        var moves = situation.followers(key).stream()
                .map(node -> new Move(node.layers(key).effective(), situation.after(node, key, after)))
                .collect(Collectors.toSet());
        if (moves.isEmpty()) {
            return RiskTable.broker().assess(key, before, after, Surroundings.unknown());
        }
        var heirs = Situation.heirs(key);
        var table = moves.stream()
                .flatMap(move ->
                        RiskTable.broker().assess(key, move.before(), move.after(), Surroundings.unknown()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var found = heirs.isEmpty() || !situation.seesAllTopics() ? table : ofTopics(key, heirs, moves, table);
        return withoutSafeBesideWorse(found);
    }

    /** The classes that the same change has on the topics that inherit it, in the words of the brokers' own table. */
    private Collection<Risk> ofTopics(String key, List<Setting> heirs, Set<Move> moves, Collection<Risk> table) {
        var risks = new TreeSet<Risk>();
        var source = Catalogue.broker().find(key).orElseThrow();
        for (var heir : heirs) {
            for (var topic : situation.topics(heir)) {
                for (var move : moves) {
                    risks.addAll(RiskTable.topic()
                            .assess(
                                    heir.key(),
                                    move.before().map(value -> heir.inherited(source, value)),
                                    move.after().map(value -> heir.inherited(source, value)),
                                    around(topic, heir)));
                }
            }
        }
        if (risks.stream().allMatch(risk -> risk.riskClass() == RiskClass.SAFE)) {
            return List.of(HARMLESS);
        }
        var codes = risks.stream().map(Risk::code).collect(Collectors.toSet());
        var worded = table.stream().filter(risk -> codes.remove(risk.code())).toList();
        return Stream.concat(worded.stream(), risks.stream().filter(risk -> codes.contains(risk.code())))
                .toList();
    }

    private static Surroundings around(TopicView topic, Setting changed) {
        var others = new HashMap<String, String>();
        Catalogue.topic().settings().stream()
                .filter(setting -> !setting.key().equals(changed.key()))
                .forEach(
                        setting -> topic.effective(setting.key()).ifPresent(value -> others.put(setting.key(), value)));
        return new Surroundings(OptionalInt.of(topic.replicationFactor()), others);
    }

    private static Collection<Risk> withoutSafeBesideWorse(Collection<Risk> risks) {
        boolean worse = risks.stream().anyMatch(risk -> risk.riskClass() != RiskClass.SAFE);
        return risks.stream()
                .filter(risk -> !worse || risk.riskClass() != RiskClass.SAFE)
                .toList();
    }

    @Override
    public Optional<Disposition> refusal(String key, Optional<String> before, Optional<String> after, World world) {
        return topology(key, before, after)
                .or(() -> after.flatMap(value -> idle(key, value, world)))
                .or(() -> restart(key, after))
                .or(() -> minInsyncReplicas(key, after))
                .or(() -> tooFarApart(key, after));
    }

    /** A declared value that something stronger makes void, whatever the declaration says. */
    @Override
    public Optional<Disposition> idle(String key, String value, World world) {
        return Shadows.of(situation, key)
                .map(why -> Disposition.refused(
                        BrokerCodes.SHADOWED, "'" + key + "' cannot have effect: " + why.what(), why.hint()));
    }

    @Override
    public boolean ignored(String key) {
        return Catalogue.isPlatform(key);
    }

    private static Optional<Disposition> topology(String key, Optional<String> before, Optional<String> after) {
        return Optional.of(key)
                .filter(one -> one.equals(NodeSpec.RACK) || one.equals(NodeSpec.ROLES))
                .map(one -> Disposition.refused(
                        BrokerCodes.TOPOLOGY,
                        "'" + one + "' of the live node is " + before.orElse("not set") + ", not "
                                + after.orElse("unset") + "; changing it is not supported yet",
                        "declare what is live"));
    }

    private Optional<Disposition> restart(String key, Optional<String> after) {
        boolean fixed = Catalogue.broker()
                .find(key)
                .filter(setting -> setting.mode() == UpdateMode.READ_ONLY)
                .isPresent();
        if (!fixed || after.isEmpty()) {
            return Optional.empty();
        }
        if (situation.nodes().isEmpty()) {
            return Optional.of(new Disposition.Deferred(
                    BrokerCodes.NEEDS_RESTART.toString(),
                    "'" + key + "' can only be compared with a live node, and none answers",
                    Optional.empty()));
        }
        var others = situation.nodes().stream()
                .filter(node -> !node.layers(key).effective().equals(after))
                .map(node -> node.layers(key).effective().orElse("not set") + " on node " + node.id())
                .collect(Collectors.joining(", "));
        return Optional.of(Disposition.refused(
                BrokerCodes.NEEDS_RESTART,
                "'" + key + "' is " + others + ", and changing it needs a restart",
                "change it in the broker's own file and restart the broker, or declare what is live"));
    }

    private Optional<Disposition> minInsyncReplicas(String key, Optional<String> after) {
        if (!key.equals("min.insync.replicas")) {
            return Optional.empty();
        }
        if (situation.remembersReplicas() && situation.ofCluster() != after.isPresent()) {
            return Optional.of(Disposition.refused(
                    BrokerCodes.MIN_ISR_FIXED,
                    "with eligible.leader.replicas.version 1 Kafka keeps 'min.insync.replicas' for the whole cluster, "
                            + (after.isPresent() ? "not for one node" : "and does not give it up"),
                    after.isPresent() ? "declare it under brokers.config" : "declare a value under brokers.config"));
        }
        var tooSmall = situation.followers(key).stream()
                .flatMap(node -> situation.after(node, key, after).stream())
                .map(Integer::parseInt)
                .max(Integer::compare)
                .map(this::withFewerReplicas)
                .orElse(List.of());
        return tooSmall.isEmpty()
                ? Optional.empty()
                : Optional.of(Disposition.refused(
                        BrokerCodes.MIN_ISR_ABOVE_REPLICAS,
                        "'min.insync.replicas' would be above the replicas of " + tooSmall.size()
                                + (tooSmall.size() == 1 ? " topic that inherits it: " : " topics that inherit it: ")
                                + tooSmall.stream().limit(5).collect(Collectors.joining(", "))
                                + (tooSmall.size() > 5 ? ", …" : ""),
                        "declare less, or give these topics a value of their own first"));
    }

    private List<String> withFewerReplicas(int needed) {
        return Situation.heirs("min.insync.replicas").stream()
                .flatMap(heir -> situation.topics(heir).stream())
                .filter(topic -> topic.replicationFactor() < needed)
                .map(TopicView::name)
                .sorted()
                .toList();
    }

    private Optional<Disposition> tooFarApart(String key, Optional<String> after) {
        var goal = situation.followers(key).stream()
                .flatMap(node -> situation.after(node, key, after).stream())
                .findFirst();
        return goal.filter(value -> Way.of(key, situation.now(key), value).isEmpty())
                .map(value -> Disposition.refused(
                        BrokerCodes.TOO_FAR_APART,
                        "'" + key + "' is " + String.join(" and ", situation.now(key))
                                + " on different nodes, and a running broker doubles or halves it at most",
                        "bring the nodes closer first, under nodes.N.config"));
    }

    /** What nodes have of the declared keys that only their files can set: the declared value where all agree. */
    static Map<String, String> fixed(Situation situation, Map<String, String> desired) {
        var live = new HashMap<String, String>();
        desired.forEach((key, value) -> {
            boolean fixed = Catalogue.broker()
                    .find(key)
                    .filter(setting -> setting.mode() == UpdateMode.READ_ONLY)
                    .isPresent();
            if (fixed && !situation.nodes().isEmpty()) {
                situation.nodes().stream()
                        .filter(node -> !node.layers(key).effective().equals(Optional.of(value)))
                        .findFirst()
                        .ifPresentOrElse(
                                node -> node.layers(key).effective().ifPresent(now -> live.put(key, now)),
                                () -> live.put(key, value));
            }
        });
        return live;
    }
}
