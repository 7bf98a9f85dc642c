package io.castellan.resource.catalogue;

import io.castellan.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The keys of one kind of resource in Kafka 4.4. */
public final class Catalogue {
    private final String name;
    private final UnaryOperator<String> plain;
    private final Map<String, Setting> settings;

    private Catalogue(String name, UnaryOperator<String> plain, Map<String, Setting> settings) {
        this.name = name;
        this.plain = plain;
        this.settings = Collections.unmodifiableMap(settings);
    }

    /** Keys of a topic, those of remote storage included. */
    public static Catalogue topic() {
        return Topic.CATALOGUE;
    }

    /**
     * Keys of a broker, dynamic and static; {@link Setting#mode()} tells them apart. Also finds a key that is written for a
     * single listener, as in {@code listener.name.client.ssl.keystore.location}.
     */
    public static Catalogue broker() {
        return Broker.CATALOGUE;
    }

    /** Finalisable features, as settings whose value is a level. */
    public static Catalogue feature() {
        return Feature.CATALOGUE;
    }

    /** Keys of a group: {@code consumer.*}, {@code share.*}, {@code streams.*}. */
    public static Catalogue group() {
        return Group.CATALOGUE;
    }

    /** Keys of a client metrics subscription. */
    public static Catalogue clientMetrics() {
        return ClientMetrics.CATALOGUE;
    }

    /** Keys of a client quota. */
    public static Catalogue quota() {
        return Quota.CATALOGUE;
    }

    /** What is described: {@code topic}, {@code broker}… */
    public String name() {
        return name;
    }

    /** All settings by key, those that Kafka hides included. */
    public Collection<Setting> settings() {
        return settings.values();
    }

    public Optional<Setting> find(String key) {
        var setting = settings.get(base(key));
        if (setting == null) {
            return Optional.empty();
        }
        return Optional.of(setting.key().equals(key) ? setting : setting.named(key));
    }

    /** The settings that take their value from this broker key where they have none of their own. */
    public List<Setting> inheriting(String brokerKey) {
        return settings.values().stream()
                .filter(setting -> setting.inherits().contains(brokerKey))
                .toList();
    }

    /** The key whose row speaks for this one: itself, or the plain key of one that is written for a single listener. */
    String base(String key) {
        return plain.apply(key);
    }

    /** Whether the key is left to somebody else: a throttle, or a key of a managed service. Never compare such a key. */
    public static boolean isPlatform(String key) {
        return PlatformKeys.contains(key);
    }

    /** Why this key cannot be declared; empty if it can. */
    public Optional<Refusal> refusal(String key) {
        var platform = PlatformKeys.refusal(key);
        if (platform.isPresent()) {
            return platform;
        }
        var setting = find(key);
        if (setting.isEmpty()) {
            return Optional.of(new Refusal(
                    CatalogueCodes.UNKNOWN_KEY,
                    "unknown " + name + " setting '" + key + "'",
                    suggest(key).map(Nearest::question).orElse("")));
        }
        return setting.get().internal()
                ? Optional.of(new Refusal(
                        CatalogueCodes.INTERNAL_KEY,
                        "'" + key + "' is internal to Kafka and cannot be declared",
                        "remove it from the declaration"))
                : Optional.empty();
    }

    /**
     * What cannot hold together, although each value is valid by itself.
     *
     * @param known canonical values that will be in effect on one resource; what is not known contradicts nothing
     */
    public List<Refusal> contradictions(Map<String, String> known) {
        return Contradictions.find(this, known);
    }

    /**
     * The key that was probably meant: the one that inherits from a broker's key of this name, the broker's key that gives
     * the default of a topic's or group's key of this name, or the nearest by edits.
     */
    public Optional<String> suggest(String unknown) {
        var small = unknown.toLowerCase(Locale.ROOT);
        return inheriting(small).stream()
                .map(Setting::key)
                .findFirst()
                .or(() -> Stream.of(topic(), group())
                        .flatMap(other -> other.find(small).stream())
                        .flatMap(other -> other.inherits().stream())
                        .filter(settings::containsKey)
                        .findFirst())
                .or(() -> Nearest.of(unknown, declarable()));
    }

    private List<String> declarable() {
        return settings.values().stream()
                .filter(setting -> !setting.internal() && !isPlatform(setting.key()))
                .map(Setting::key)
                .toList();
    }

    /** @throws IllegalArgumentException with every line that is wrong */
    static Catalogue parse(String name, List<Table> tables) {
        return parse(name, UnaryOperator.identity(), tables);
    }

    private static Catalogue parse(String name, UnaryOperator<String> plain, List<Table> tables) {
        var errors = new ArrayList<String>();
        var settings = new TreeMap<String, Setting>();
        for (var table : tables) {
            for (var row : table.rows()) {
                try {
                    var setting = SettingRow.read(row);
                    if (settings.put(setting.key(), setting) != null) {
                        errors.add(row.at() + ": '" + setting.key() + "' stands here twice");
                    }
                } catch (IllegalArgumentException e) {
                    errors.add(row.at() + ": " + e.getMessage());
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", errors));
        }
        return new Catalogue(name, plain, settings);
    }

    private static Catalogue shipped(String name, String table) {
        return parse(name, List.of(Table.shipped(table)));
    }

    private static final class Topic {
        static final Catalogue CATALOGUE = shipped("topic", "topic.tsv");
    }

    private static final class Broker {
        static final Catalogue CATALOGUE = parse(
                "broker",
                ListenerKeys::plain,
                List.of(Table.shipped("broker-dynamic.tsv"), Table.shipped("broker-static.tsv")));
    }

    private static final class Feature {
        static final Catalogue CATALOGUE = shipped("feature", "feature.tsv");
    }

    private static final class Group {
        static final Catalogue CATALOGUE = shipped("group", "group.tsv");
    }

    private static final class ClientMetrics {
        static final Catalogue CATALOGUE = shipped("client metrics", "client-metrics.tsv");
    }

    private static final class Quota {
        static final Catalogue CATALOGUE = shipped("quota", "quota.tsv");
    }
}
