package io.castellan.resource.catalogue;

import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads risk tables and sees to it that every setting of a catalogue has a complete answer. */
final class RiskRows {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*");
    private static final String AS = "as ";
    private static final int LONGEST_WHY = 120;

    private final Catalogue catalogue;
    private final Map<String, List<RiskRow>> rows = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();

    RiskRows(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    void read(Table table) {
        for (var row : table.rows()) {
            try {
                add(row);
            } catch (IllegalArgumentException e) {
                errors.add(row.at() + ": " + e.getMessage());
            }
        }
    }

    /** @throws IllegalArgumentException with everything that is wrong */
    Map<String, List<RiskRow>> complete() {
        for (var setting : catalogue.settings()) {
            missing(setting, rows.getOrDefault(setting.key(), List.of()));
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", errors));
        }
        return Collections.unmodifiableMap(rows);
    }

    private void add(Table.Row row) {
        var key = row.cell("key");
        var setting = catalogue
                .find(key)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + key + "' is no " + catalogue.name() + " setting"));
        if (!setting.key().equals(catalogue.base(key))) {
            throw new IllegalArgumentException("'" + key + "' is judged by '" + catalogue.base(key) + "'");
        }
        var mine = rows.computeIfAbsent(key, k -> new ArrayList<>());
        if (row.cell("direction").startsWith(AS)) {
            mine.addAll(like(setting, row.cell("direction").substring(AS.length())));
            return;
        }
        var read = riskRow(setting, row);
        if (mine.contains(read)) {
            throw new IllegalArgumentException("'" + key + "' has this line already");
        }
        mine.add(read);
    }

    /** A broker's default does to everything that inherits it what the key of the topic or group would do. */
    private static List<RiskRow> like(Setting setting, String key) {
        var judged = List.of(RiskTable.topic(), RiskTable.group()).stream()
                .filter(table -> table.catalogue().inheriting(setting.key()).stream()
                        .anyMatch(heir -> heir.key().equals(key)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + key + "' does not inherit from '" + setting.key() + "'"));
        var rows = judged.rows(key).stream()
                .map(row -> new RiskRow(
                        row.direction(), whenInherited(row.when()), inherited(row.risk(), judged.catalogue())))
                .toList();
        return rows.stream().filter(row -> !isOutdone(row, rows)).toList();
    }

    /** Whether a safe row never counts, because a worse one for the same way always does. */
    private static boolean isOutdone(RiskRow row, List<RiskRow> all) {
        return row.risk().riskClass() == RiskClass.SAFE
                && all.stream()
                        .anyMatch(other -> other.direction().equals(row.direction())
                                && other.when().isEmpty()
                                && other.risk().riskClass() != RiskClass.SAFE);
    }

    /** What holds for one heir does not for another, so only what is said about the value itself counts. */
    private static String whenInherited(String when) {
        return Condition.isAboutOtherSettings(when) ? "" : when;
    }

    private static Risk inherited(Risk risk, Catalogue heirs) {
        return new Risk(
                risk.riskClass(),
                risk.code(),
                risk.why() + ", on every " + heirs.name() + " that inherits this default");
    }

    private static RiskRow riskRow(Setting setting, Table.Row row) {
        var direction = Direction.parse(row.cell("direction"));
        if (direction.item().isPresent()
                && !setting.valid().allows(direction.item().get())) {
            throw new IllegalArgumentException(
                    "'" + direction.item().get() + "' is no value of '" + setting.key() + "'");
        }
        var code = row.cell("code");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("code is upper-case words joined by '_', not '" + code + "'");
        }
        var why = row.cell("why");
        if (why.isEmpty() || why.endsWith(".") || why.length() > LONGEST_WHY) {
            throw new IllegalArgumentException(
                    "why is one clause of up to " + LONGEST_WHY + " characters without a full stop");
        }
        var riskClass = SettingRow.choice(RiskClass.class, row.cell("class"), "class");
        return new RiskRow(direction, row.cell("when"), new Risk(riskClass, code, why));
    }

    private void missing(Setting setting, List<RiskRow> mine) {
        for (var move : Direction.moves(setting)) {
            boolean answered = mine.stream()
                    .filter(row ->
                            row.when().isEmpty() && row.direction().item().isEmpty())
                    .map(row -> row.direction().move())
                    .anyMatch(has -> has == move || has == Direction.Move.CHANGE || has == Direction.Move.ANY);
            if (!answered) {
                errors.add("'" + setting.key() + "' has no line without a condition for "
                        + move.name().toLowerCase(Locale.ROOT));
            }
        }
        for (var row : mine) {
            if (mine.stream()
                    .noneMatch(other -> other.direction().equals(row.direction())
                            && other.when().isEmpty())) {
                errors.add("'" + setting.key() + "' has no line for when '" + row.when() + "' does not hold");
            }
            if (!possible(setting, row.direction().move())) {
                errors.add("'" + setting.key() + "' never goes "
                        + row.direction().move().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static boolean possible(Setting setting, Direction.Move move) {
        return switch (move) {
            case CHANGE, ANY -> true;
            case TO -> Direction.moves(setting).equals(Set.of(Direction.Move.CHANGE));
            case RAISE, LOWER, ON, OFF, ADD, REMOVE -> Direction.moves(setting).contains(move);
        };
    }
}
