package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.testing.SharedBroker;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterClientQuotasOptions;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the shipped tables against what a real broker says about itself. Changes nothing that it does not own. */
class CatalogueIT {
    /** Need remote storage, a plug-in, a folder or a listener, or a cluster without eligible leader replicas. */
    private static final Set<String> NEEDS_WHAT_IS_NOT_HERE = Set.of(
            "config.providers",
            "cordoned.log.dirs",
            "listener.security.protocol.map",
            "listeners",
            "remote.storage.enable");

    private static final Set<String> LENIENT_IN_KAFKA =
            Set.of("log.flush.interval.ms", "log.retention.bytes", "log.retention.ms", "retention.bytes");

    private static Admin admin;
    private static String topic;

    enum Kind {
        TOPIC(Catalogue.topic(), RiskTable.topic()),
        BROKER(Catalogue.broker(), RiskTable.broker()),
        GROUP(Catalogue.group(), RiskTable.group()),
        CLIENT_METRICS(Catalogue.clientMetrics(), RiskTable.clientMetrics());

        private final Catalogue catalogue;
        private final RiskTable risks;

        Kind(Catalogue catalogue, RiskTable risks) {
            this.catalogue = catalogue;
            this.risks = risks;
        }

        ConfigResource resource() throws Exception {
            return switch (this) {
                case TOPIC -> new ConfigResource(ConfigResource.Type.TOPIC, topic);
                case BROKER -> new ConfigResource(ConfigResource.Type.BROKER, firstBroker());
                case GROUP -> new ConfigResource(ConfigResource.Type.GROUP, topic);
                case CLIENT_METRICS -> new ConfigResource(ConfigResource.Type.CLIENT_METRICS, topic);
            };
        }
    }

    @BeforeAll
    static void makeATopic() throws Exception {
        admin = SharedBroker.get().admin();
        topic = SharedBroker.get().prefix() + "catalogue";
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        Awaitility.await().until(() -> admin.listTopics().names().get().contains(topic));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everySettingThatABrokerReportsHasARow(Kind kind) throws Exception {
        assertThat(reported(kind)).isNotEmpty().allSatisfy(entry -> {
            assertThat(kind.catalogue.find(entry.name())).as(entry.name()).isPresent();
            assertThat(kind.risks.worst(entry.name()))
                    .as(entry.name())
                    .noneMatch(risk -> risk.code().equals("UNREVIEWED_KEY"));
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everySettingWithARowIsReportedByABroker(Kind kind) throws Exception {
        var names = reported(kind).stream().map(ConfigEntry::name).collect(Collectors.toSet());

        // Of the authorizer, which is told only what stands in the broker's file.
        names.addAll(Set.of("super.users", "allow.everyone.if.no.acl.found"));

        assertThat(kind.catalogue.settings().stream()
                        .filter(setting -> !setting.internal() && !setting.key().endsWith("throttled.rate"))
                        .map(Setting::key)
                        .filter(key -> !key.equals("replica.alter.log.dirs.io.max.bytes.per.second")))
                .isSubsetOf(names);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rowsSayWhatTheBrokerSays(Kind kind) throws Exception {
        for (var entry : reported(kind)) {
            var setting = kind.catalogue.find(entry.name()).orElseThrow();
            if (entry.type() == ConfigEntry.ConfigType.UNKNOWN) {
                continue;
            }
            assertThat(setting.type().name())
                    .as(entry.name())
                    .isEqualTo(entry.type().name());
            assertThat(setting.writeOnly()).as(entry.name()).isEqualTo(entry.isSensitive());
            // A broker calls every key of a single listener read-only, and still takes changes of the dynamic ones.
            assertThat(setting.mode() == UpdateMode.READ_ONLY || entry.name().startsWith("listener.name."))
                    .as(entry.name())
                    .isEqualTo(entry.isReadOnly());
            entry.synonyms().stream()
                    .filter(synonym -> synonym.source() == ConfigEntry.ConfigSource.DEFAULT_CONFIG)
                    .filter(synonym -> synonym.name().equals(entry.name()) && synonym.value() != null)
                    .forEach(synonym -> assertThat(setting.defaultValue().map(setting::observed))
                            .as(entry.name())
                            .contains(setting.observed(synonym.value())));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSettingInheritsFromTheKeysThatTheBrokerNames(Kind kind) throws Exception {
        for (var entry : reported(kind)) {
            var setting = kind.catalogue.find(entry.name()).orElseThrow();
            var sources = entry.synonyms().stream()
                    .filter(synonym -> synonym.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .map(ConfigEntry.ConfigSynonym::name)
                    .distinct()
                    .toList();
            var inOrder = new ArrayList<>(setting.inherits());
            if (kind == Kind.BROKER || inOrder.isEmpty()) {
                inOrder.add(0, setting.key());
            }
            inOrder.retainAll(sources);
            assertThat(sources).as(entry.name()).isEqualTo(inOrder);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyExampleIsAcceptedByABroker(Kind kind) throws Exception {
        var live = reported(kind).stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        var failures = new TreeMap<String, String>();
        for (var setting : tried(kind)) {
            var example = setting.canonical(setting.example()).canonical().orElseThrow();
            try {
                tryOut(
                        kind,
                        setting.key(),
                        setting.way(live.getOrDefault(setting.key(), example), example)
                                .get(0));
            } catch (ExecutionException e) {
                failures.put(setting.key(), e.getMessage());
            }
        }
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void numbersThatAreRefusedHereAreRefusedByTheBroker(Kind kind) throws Exception {
        var accepted = new TreeSet<String>();
        for (var setting : tried(kind)) {
            for (var outside : outside(setting)) {
                try {
                    tryOut(kind, setting.key(), outside);
                    accepted.add(setting.key());
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfAny(InvalidConfigurationException.class, InvalidRequestException.class);
                }
            }
        }
        assertThat(accepted).isSubsetOf(LENIENT_IN_KAFKA);
    }

    /** The rules for groups cannot be tried: the brokers' bounds keep their values apart anyway. */
    @Test
    void whatContradictsItselfIsRefusedByTheBroker() {
        var values = Map.of("min.compaction.lag.ms", "5001", "max.compaction.lag.ms", "5000");

        assertThat(Catalogue.topic().contradictions(values)).hasSize(1);
        assertThatThrownBy(() -> tryOut(Kind.TOPIC, values))
                .cause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("compaction");
    }

    @Test
    void whatIsOutsideOfTheBrokersBoundsIsRefusedByTheBroker() throws Exception {
        var broker = reported(Kind.BROKER).stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        int bounds = 0;
        for (var setting : tried(Kind.GROUP)) {
            var known = GroupBounds.of(setting);
            for (var bound : known.most().stream().toList()) {
                bounds++;
                tryOut(Kind.GROUP, setting.key(), broker.get(bound));
                refusedByBoth(setting, "" + (Long.parseLong(broker.get(bound)) + 1), broker);
            }
            for (var bound : known.least().stream().toList()) {
                bounds++;
                tryOut(Kind.GROUP, setting.key(), broker.get(bound));
                refusedByBoth(setting, "" + (Long.parseLong(broker.get(bound)) - 1), broker);
            }
        }
        assertThat(bounds).isGreaterThan(20);
    }

    private static void refusedByBoth(Setting setting, String value, Map<String, String> broker) {
        assertThat(setting.canonical(value).refusal().isPresent()
                        || GroupBounds.refusal(setting, value, broker).isPresent())
                .as(setting.key())
                .isTrue();
        assertThatThrownBy(() -> tryOut(Kind.GROUP, setting.key(), value))
                .as(setting.key())
                .hasCauseInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void quotaExamplesAreAcceptedAndWhatIsRefusedHereIsRefusedByTheBroker() throws Exception {
        for (var setting : Catalogue.quota().settings()) {
            var example = setting.canonical(setting.example()).canonical().orElseThrow();
            tryOutQuota(setting.key(), Double.parseDouble(example));
            for (var outside : outside(setting)) {
                assertThatThrownBy(() -> tryOutQuota(setting.key(), Double.parseDouble(outside)))
                        .as(setting.key() + "=" + outside)
                        .hasCauseInstanceOf(InvalidRequestException.class);
            }
        }
    }

    @Test
    void everyFeatureThatABrokerSupportsHasItsLevels() throws Exception {
        var supported = admin.describeFeatures().featureMetadata().get().supportedFeatures();

        assertThat(Catalogue.feature().settings().stream().map(Setting::key))
                .containsExactlyInAnyOrderElementsOf(supported.keySet());
        supported.forEach((name, range) -> {
            var levels = FeatureLevels.known().of(name);
            assertThat(levels.get(levels.size() - 1).level()).as(name).isEqualTo(range.maxVersion());
            assertThat(Catalogue.feature()
                            .find(name)
                            .orElseThrow()
                            .canonical("" + range.maxVersion())
                            .canonical())
                    .as(name)
                    .isPresent();
        });
    }

    private static Collection<ConfigEntry> reported(Kind kind) throws Exception {
        var resource = kind.resource();
        return admin.describeConfigs(List.of(resource), new DescribeConfigsOptions().includeSynonyms(true))
                .all()
                .get()
                .get(resource)
                .entries();
    }

    private static List<Setting> tried(Kind kind) {
        return kind.catalogue.settings().stream()
                .filter(setting -> setting.mode() != UpdateMode.READ_ONLY && !setting.internal())
                .filter(setting -> !(kind == Kind.BROKER && setting.key().equals("min.insync.replicas")))
                .filter(setting -> !setting.key().startsWith("ssl.")
                        && !setting.key().startsWith("sasl.")
                        && !NEEDS_WHAT_IS_NOT_HERE.contains(setting.key())
                        && !Catalogue.isPlatform(setting.key()))
                .toList();
    }

    /** The whole numbers next to the ranges of a setting. */
    private static Set<String> outside(Setting setting) {
        var numbers = new TreeSet<String>();
        for (var range : setting.valid().ranges()) {
            range.least()
                    .ifPresent(least ->
                            numbers.add((range.open() ? least : least.subtract(BigDecimal.ONE)).toPlainString()));
            range.most().ifPresent(most -> numbers.add(most.add(BigDecimal.ONE).toPlainString()));
        }
        assertThat(setting.valid().ranges().isEmpty()).isEqualTo(numbers.isEmpty());
        numbers.removeIf(number -> setting.canonical(number).canonical().isPresent());
        return numbers;
    }

    private static void tryOut(Kind kind, String key, String value) throws Exception {
        tryOut(kind, Map.of(key, value));
    }

    private static void tryOut(Kind kind, Map<String, String> values) throws Exception {
        var changes = values.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(kind.resource(), changes), new AlterConfigsOptions().validateOnly(true))
                .all()
                .get();
    }

    private static void tryOutQuota(String key, double value) throws Exception {
        var entity = key.equals("connection_creation_rate")
                ? new ClientQuotaEntity(Map.of(ClientQuotaEntity.IP, "127.0.0.9"))
                : new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, topic));
        admin.alterClientQuotas(
                        List.of(new ClientQuotaAlteration(entity, List.of(new ClientQuotaAlteration.Op(key, value)))),
                        new AlterClientQuotasOptions().validateOnly(true))
                .all()
                .get();
    }

    private static String firstBroker() throws Exception {
        return admin.describeCluster().nodes().get().iterator().next().idString();
    }
}
