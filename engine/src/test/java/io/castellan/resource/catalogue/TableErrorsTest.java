package io.castellan.resource.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableErrorsTest {
    private static final String SETTINGS = "key\ttype\tmeasure\tdefault\tvalid\thighest\tlist\texample\tdescription\n";
    private static final String RISKS = "key\tdirection\twhen\tclass\tcode\twhy\n";
    private static final String LIMIT = "limit\tint\t\t5\t1..9\t\t\t3\tA limit";
    private static final String NAMES = "names\tlist\t\ta\ta b\t\tset\tb\tSome names";

    @Test
    void aTableWithoutMistakesIsRead() {
        var catalogue = catalogue(LIMIT + "\n" + NAMES);

        var table = risks(catalogue, """
                limit;raise;;safe;MORE;more fits
                limit;lower;names has a;destructive;LESS;something goes
                limit;lower;;safe;NOTHING;nothing goes
                names;add b;;disruptive;B_ADDED;b comes
                names;change;;safe;NAMED;names change
                """);

        assertThat(table.worst("limit").first().code()).isEqualTo("LESS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit;number;;5;1..9;;;3;A limit       | type is one of
            limit;int;metres;5;1..9;;;3;A limit    | measure is one of
            limit;int;;;1..9;;;3;A limit           | no default
            limit;int;;05;1..9;;;3;A limit         | default: not canonical, write 5
            limit;int;;50;1..9;;;3;A limit         | default: 'limit' is from 1 to 9, not 50
            limit;int;;5;1..9;;;30;A limit         | example: 'limit' is from 1 to 9, not 30
            limit;int;;5;one;;;3;A limit           | valid: 'one'
            limit;int;;5;1..9;;;;A limit           | needs an example and a description
            limit;int;;5;1..9;;;3;                 | needs an example and a description
            names;list;;a;;;;b;Some names          | a list is a set or ordered
            names;list;bytes;a;;;set;b;Some names  | only numbers have a measure
            names;list;;a;;unlimited=-1;set;b;Some | only numbers have highest values
            names;list;;b,a;;;set;b;Some names     | default: not canonical, write a,b
            """)
    void aWrongLineOfASettingsTableIsNamed(String line, String message) {
        assertThatThrownBy(() -> catalogue(line.replace(';', '\t')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("settings:2: ")
                .hasMessageContaining(message);
    }

    @Test
    void aSettingThatStandsTwiceIsNamed() {
        assertThatThrownBy(() -> catalogue(LIMIT + "\n" + LIMIT)).hasMessage("settings:3: 'limit' stands here twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limt;raise;;safe;MORE;more fits             | risks:2: 'limt' is no test setting
            limit;up;;safe;MORE;more fits               | risks:2: direction is one of
            limit;raise 5;;safe;MORE;more fits          | risks:2: direction 'raise 5' has a value too many or too few
            limit;to;;safe;MORE;more fits               | risks:2: direction 'to' has a value too many or too few
            limit;raise;sometimes;safe;MORE;more fits   | risks:2: when is 'KEY has VALUE', 'below durable' or nothing
            limit;raise;;harmless;MORE;more fits        | risks:2: class is one of
            limit;raise;;safe;more;more fits            | risks:2: code is upper-case words
            limit;raise;;safe;MORE;More fits.           | risks:2: why is one clause
            limit;raise;;safe;MORE;                     | risks:2: why is one clause
            limit;raise;names has a;safe;MORE;more fits | 'limit' has no line without a condition for raise
            limit;raise;;safe;MORE;more fits            | 'limit' has no line without a condition for lower
            limit;on;;safe;MORE;more fits               | 'limit' never goes on
            limit;as retention.ms                       | risks:2: 'retention.ms' does not inherit from 'limit'
            """)
    void aWrongLineOfARiskTableIsNamed(String line, String message) {
        assertThatThrownBy(() -> risks(catalogue(LIMIT), line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRiskForAnItemThatCannotBeIsNamed() {
        assertThatThrownBy(() -> risks(catalogue(NAMES), "names;add c;;safe;C_ADDED;c comes"))
                .hasMessageContaining("risks:2: 'c' is no value of 'names'");
    }

    @Test
    void aSettingWithoutAnyRiskIsNamed() {
        assertThatThrownBy(() -> risks(catalogue(LIMIT), ""))
                .hasMessageContaining("'limit' has no line without a condition for raise")
                .hasMessageContaining("'limit' has no line without a condition for lower");
    }

    @Test
    void aTableThatIsNotOneIsRefused() {
        assertThatThrownBy(() -> Table.parse("t", "a\ta\n")).hasMessageStartingWith("t:1: ");
        assertThatThrownBy(() -> Table.parse("t", "a\t\n")).hasMessageStartingWith("t:1: ");
        assertThatThrownBy(() -> Table.parse("t", "a\tb\n1\t2\t3\n")).hasMessage("t:2: 3 cells, the header has 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "broker-dynamic", "broker-static", "group", "client-metrics", "quota", "feature"})
    void shippedTablesAreSortedByKey(String name) {
        assertThat(Table.shipped(name + ".tsv").rows())
                .extracting(row -> row.cell("key"))
                .isSorted();
        assertThat(Table.shipped(name + "-risk.tsv").rows())
                .extracting(row -> row.cell("key"))
                .isSorted();
    }

    private static Catalogue catalogue(String lines) {
        return Catalogue.parse("test", List.of(Table.parse("settings", SETTINGS + lines)));
    }

    private static RiskTable risks(Catalogue catalogue, String lines) {
        return RiskTable.parse(catalogue, List.of(Table.parse("risks", RISKS + lines.replace(';', '\t'))));
    }
}
