package io.castellan.resource.catalogue;

import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reviewed judgement of every change of a setting: which way it moves decides. A key that has no row is disruptive, never
 * safe.
 */
public final class RiskTable {
    private static final Risk UNREVIEWED =
            new Risk(RiskClass.DISRUPTIVE, "UNREVIEWED_KEY", "nobody has reviewed what a change of this key does");
    private static final Risk NO_EFFECT =
            new Risk(RiskClass.SAFE, "VALUE_UNCHANGED", "the value in effect stays what it is");

    private final Catalogue catalogue;
    private final Map<String, List<RiskRow>> rows;

    private RiskTable(Catalogue catalogue, Map<String, List<RiskRow>> rows) {
        this.catalogue = catalogue;
        this.rows = rows;
    }

    public static RiskTable topic() {
        return Topic.TABLE;
    }

    public static RiskTable broker() {
        return Broker.TABLE;
    }

    public static RiskTable feature() {
        return Feature.TABLE;
    }

    public static RiskTable group() {
        return Group.TABLE;
    }

    public static RiskTable clientMetrics() {
        return ClientMetrics.TABLE;
    }

    /** A quota that is absent is {@code unlimited}: pass {@link Setting#unlimited()} for it. */
    public static RiskTable quota() {
        return Quota.TABLE;
    }

    /**
     * The risks of a change, worst first; never empty, and {@link RiskClass#SAFE} only where nothing else is there.
     *
     * @param before canonical value in effect now, inherited or not; empty if unknown or if there is none. Then every
     *     direction counts
     * @param after canonical value in effect afterwards; for an unset key the value that it will inherit
     */
    public SortedSet<Risk> assess(
            String key, Optional<String> before, Optional<String> after, Surroundings surroundings) {
        var setting = catalogue.find(key);
        if (setting.isEmpty()) {
            return sorted(Stream.of(UNREVIEWED));
        }
        if (before.isPresent() && before.equals(after)) {
            return sorted(Stream.of(NO_EFFECT));
        }
        var all = rows(catalogue.base(key));
        var chosen = before.isPresent() && after.isPresent()
                ? along(all, Direction.between(setting.get(), before.get(), after.get()))
                : all;
        var risks = sorted(
                chosen.stream().filter(row -> row.mayHold(after, surroundings)).map(RiskRow::risk));
        if (risks.isEmpty()) {
            return sorted(Stream.of(UNREVIEWED));
        }
        if (risks.first().riskClass() != RiskClass.SAFE) {
            risks.removeIf(risk -> risk.riskClass() == RiskClass.SAFE);
        }
        return risks;
    }

    /** The worst that a change of this key can do, whatever its values. */
    public SortedSet<Risk> worst(String key) {
        return assess(key, Optional.empty(), Optional.empty(), Surroundings.unknown());
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** All rows of a key in the order of the table. */
    List<RiskRow> rows(String key) {
        return rows.getOrDefault(key, List.of());
    }

    private static List<RiskRow> along(List<RiskRow> all, Set<Direction> directions) {
        if (directions.isEmpty()) {
            return all;
        }
        return Stream.concat(
                        all.stream().filter(row -> row.direction().move() == Direction.Move.ANY),
                        directions.stream().flatMap(direction -> nearest(all, direction).stream()))
                .distinct()
                .toList();
    }

    /** The rows for exactly this item, else those for this move, else those for what has no row of its own. */
    private static List<RiskRow> nearest(List<RiskRow> all, Direction direction) {
        return Stream.of(direction, Direction.of(direction.move()), Direction.of(Direction.Move.CHANGE))
                .map(wanted -> all.stream()
                        .filter(row -> row.direction().equals(wanted))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static SortedSet<Risk> sorted(Stream<Risk> risks) {
        return risks.collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws IllegalArgumentException with every line that is wrong and every key that has no complete answer */
    static RiskTable parse(Catalogue catalogue, List<Table> tables) {
        var reader = new RiskRows(catalogue);
        tables.forEach(reader::read);
        return new RiskTable(catalogue, reader.complete());
    }

    private static RiskTable shipped(Catalogue catalogue, String... tables) {
        return parse(catalogue, Stream.of(tables).map(Table::shipped).toList());
    }

    private static final class Topic {
        static final RiskTable TABLE = shipped(Catalogue.topic(), "topic-risk.tsv");
    }

    private static final class Broker {
        static final RiskTable TABLE = shipped(Catalogue.broker(), "broker-dynamic-risk.tsv", "broker-static-risk.tsv");
    }

    private static final class Feature {
        static final RiskTable TABLE = shipped(Catalogue.feature(), "feature-risk.tsv");
    }

    private static final class Group {
        static final RiskTable TABLE = shipped(Catalogue.group(), "group-risk.tsv");
    }

    private static final class ClientMetrics {
        static final RiskTable TABLE = shipped(Catalogue.clientMetrics(), "client-metrics-risk.tsv");
    }

    private static final class Quota {
        static final RiskTable TABLE = shipped(Catalogue.quota(), "quota-risk.tsv");
    }
}
