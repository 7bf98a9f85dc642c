package io.castellan.resource.catalogue;

import io.castellan.model.RiskClass;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/reference/settings.md} from the tables. */
final class SettingsReference {
    private final StringBuilder page = new StringBuilder();

    private SettingsReference() {}

    static String render() {
        var reference = new SettingsReference();
        reference.head();
        reference.section("Topics", RiskTable.topic(), setting -> true);
        reference.section(
                "Brokers, while they run", RiskTable.broker(), setting -> setting.mode() != UpdateMode.READ_ONLY);
        reference.section("Groups", RiskTable.group(), setting -> true);
        reference.section("Client metrics subscriptions", RiskTable.clientMetrics(), setting -> true);
        reference.section("Quotas", RiskTable.quota(), setting -> true);
        reference.section("Features", RiskTable.feature(), setting -> true);
        reference.fileKeys();
        return reference.page.toString();
    }

    private void head() {
        page.append("""
                # Settings and what a change of them risks

                Made from the reviewed tables in `engine/src/main/resources/io/castellan/resource/catalogue/`; a test compares. Change the
                tables, run `SettingsReferenceTest`, and copy what it writes.

                Kafka 4.4. **Times** take `ms`, `s`, `m`, `h`, `d` (`7d`), **sizes** take `B`, `KiB`, `MiB`, `GiB`, `TiB` (`50GiB`), and `unlimited` stands
                for the value that switches a limit off. A risk that depends on another setting counts when that setting is not known. A
                setting that is not listed is disruptive.
                """);
    }

    private void section(String title, RiskTable risks, Predicate<Setting> shown) {
        page.append("\n## ").append(title).append("\n\n");
        page.append("| setting | values | Kafka's default | what a change risks | meaning |\n|---|---|---|---|---|\n");
        risks.catalogue().settings().stream()
                .filter(setting -> !setting.internal())
                .filter(shown)
                .forEach(setting -> page.append("| `")
                        .append(setting.key())
                        .append("`")
                        .append(Catalogue.isPlatform(setting.key()) ? " (not declarable)" : "")
                        .append(" | ")
                        .append(values(setting))
                        .append(" | ")
                        .append(byDefault(setting))
                        .append(" | ")
                        .append(risks(risks, setting))
                        .append(" | ")
                        .append(setting.description().replace("|", "\\|"))
                        .append(" |\n"));
    }

    /** What stands in a broker's file needs a restart at least; only what is worse is listed. */
    private void fileKeys() {
        page.append("""

                ## Brokers, in their file

                A change of any other setting of a broker's file needs a restart and is disruptive. These are worse:

                | setting | what a change risks besides |
                |---|---|
                """);
        Catalogue.broker().settings().stream()
                .filter(setting -> setting.mode() == UpdateMode.READ_ONLY && !setting.internal())
                .filter(setting ->
                        RiskTable.broker().rows(setting.key()).stream().anyMatch(SettingsReference::isWorse))
                .forEach(setting -> page.append("| `")
                        .append(setting.key())
                        .append("` | ")
                        .append(RiskTable.broker().rows(setting.key()).stream()
                                .filter(SettingsReference::isWorse)
                                .map(row -> risk(row, List.of()))
                                .collect(Collectors.joining("<br>")))
                        .append(" |\n"));
    }

    private static boolean isWorse(RiskRow row) {
        return row.risk().riskClass().compareTo(RiskClass.DISRUPTIVE) > 0;
    }

    private static String values(Setting setting) {
        var type = setting.isList()
                ? (setting.list() == ListMeaning.SET ? "set" : "ordered list")
                : setting.type().name().toLowerCase(Locale.ROOT);
        return Stream.of(
                        type,
                        setting.measure().noun(),
                        setting.validValues().replace("'", "`"),
                        setting.unlimited().isPresent() ? "`unlimited`" : "",
                        setting.stepwise() ? "doubled or halved at most" : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String byDefault(Setting setting) {
        return setting.defaultValue()
                .map(value -> setting.unlimited().filter(value::equals).isPresent()
                        ? "unlimited"
                        : value.isEmpty() ? "empty" : "`" + value + "`")
                .orElse("none");
    }

    private static String risks(RiskTable risks, Setting setting) {
        var rows = risks.rows(setting.key());
        return rows.stream().map(row -> risk(row, rows)).collect(Collectors.joining("<br>"));
    }

    private static String risk(RiskRow row, List<RiskRow> all) {
        var direction = row.direction().move().name().toLowerCase(Locale.ROOT)
                + row.direction().item().map(item -> " `" + item + "`").orElse("");
        boolean alone = all.stream()
                .noneMatch(other -> !other.when().isEmpty() && other.direction().equals(row.direction()));
        var when = row.when().isEmpty()
                ? (alone ? "" : " otherwise")
                : " if " + row.when().replace("durable", "the durable level");
        var riskClass = row.risk().riskClass().word();
        return direction + when + ": " + (isWorse(row) ? "**" + riskClass + "**" : riskClass) + ", "
                + row.risk().why();
    }
}
