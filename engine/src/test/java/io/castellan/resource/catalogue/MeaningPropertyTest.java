package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for the values of every setting. The seed is part of every failure's description. */
class MeaningPropertyTest {
    private static final long SEED = Long.getLong("castellan.test.seed", 20_261_121L);
    private static final int VALUES = 60;
    /** Where every value meets every other. */
    private static final int FEW_VALUES = 16;

    static Stream<RiskTable> tables() {
        return RiskTablesTest.tables();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theCanonicalFormIsItsOwnCanonicalForm(RiskTable table) {
        forEachValue(table, (setting, value) -> {
            assertThat(setting.observed(setting.observed(value)))
                    .as(describe(setting, value))
                    .isEqualTo(setting.observed(value));
            setting.canonical(value).canonical().ifPresent(canonical -> {
                assertThat(setting.canonical(canonical))
                        .as(describe(setting, value))
                        .isEqualTo(new Reading.Read(canonical));
                assertThat(setting.same(value, canonical))
                        .as(describe(setting, value))
                        .isTrue();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("tables")
    void sameMeaningIsAnEquivalence(RiskTable table) {
        for (var setting : table.catalogue().settings()) {
            var values = values(setting).subList(0, FEW_VALUES);
            for (var one : values) {
                assertThat(setting.same(one, one)).as(describe(setting, one)).isTrue();
                for (var two : values) {
                    boolean same = setting.same(one, two);
                    assertThat(setting.same(two, one))
                            .as(describe(setting, one))
                            .isEqualTo(same);
                    if (same) {
                        assertThat(values.stream().allMatch(any -> setting.same(one, any) == setting.same(two, any)))
                                .as(describe(setting, one))
                                .isTrue();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void whatIsUnknownIsNeverMilderThanWhatIsKnown(RiskTable table) {
        forEachValue(table, (setting, value) -> {
            var known = table.assess(
                    setting.key(),
                    setting.defaultValue(),
                    Optional.of(setting.observed(value)),
                    Surroundings.unknown());

            assertThat(worst(known))
                    .as(describe(setting, value))
                    .isLessThanOrEqualTo(worst(table.worst(setting.key())));
        });
    }

    private interface Check {
        void of(Setting setting, String value);
    }

    private static void forEachValue(RiskTable table, Check check) {
        for (var setting : table.catalogue().settings()) {
            values(setting).forEach(value -> check.of(setting, value));
        }
    }

    private static RiskClass worst(Iterable<Risk> risks) {
        return risks.iterator().next().riskClass();
    }

    private static String describe(Setting setting, String value) {
        return setting.key() + " '" + value + "' (seed " + SEED + ")";
    }

    private static List<String> values(Setting setting) {
        var random = new Random(SEED + setting.key().hashCode());
        var values = new ArrayList<>(List.of("", "unlimited", " x ", "-1", "0", setting.example()));
        while (values.size() < VALUES) {
            values.add(value(setting, random));
        }
        return values;
    }

    private static String value(Setting setting, Random random) {
        var text = switch (setting.type()) {
            case BOOLEAN -> random.nextBoolean() ? "tRue" : "FALSE";
            case SHORT, INT, LONG -> number(setting, random);
            case DOUBLE -> random.nextBoolean() ? number(setting, random) : "" + random.nextGaussian() * 100;
            case LIST, STRING, CLASS, PASSWORD -> words(setting, random);
        };
        return random.nextInt(4) == 0 ? " " + text + "  " : text;
    }

    private static String number(Setting setting, Random random) {
        var units = new ArrayList<>(setting.measure().units().keySet());
        var sign = random.nextInt(8) == 0 ? "-" : random.nextInt(8) == 0 ? "+" : "";
        var zeros = random.nextInt(6) == 0 ? "00" : "";
        var digits = "" + random.nextInt(random.nextBoolean() ? 20 : 2_000_000);
        var unit = units.isEmpty() || random.nextBoolean() ? "" : units.get(random.nextInt(units.size()));
        return sign + zeros + digits + unit;
    }

    private static String words(Setting setting, Random random) {
        var words = new ArrayList<>(setting.valid().words());
        Collections.addAll(words, "a", "b", "A".toLowerCase(Locale.ROOT), "c:1");
        var chosen = new ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            chosen.add(words.get(random.nextInt(words.size())));
        }
        return String.join(random.nextBoolean() ? "," : " , ", chosen);
    }
}
