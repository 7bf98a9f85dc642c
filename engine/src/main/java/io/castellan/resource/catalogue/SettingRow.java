package io.castellan.resource.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a line of a settings table. */
final class SettingRow {
    private static final String NO_DEFAULT = "(none)";
    private static final String EMPTY_DEFAULT = "(empty)";
    private static final String UNLIMITED = "unlimited=";

    private SettingRow() {}

    /** @throws IllegalArgumentException saying what is wrong with the line */
    static Setting read(Table.Row row) {
        var type = choice(SettingType.class, row.cell("type"), "type");
        var highest = new ArrayList<String>();
        Optional<String> unlimited = Optional.empty();
        for (var token : words(row.cell("highest"))) {
            if (token.startsWith(UNLIMITED)) {
                unlimited = Optional.of(token.substring(UNLIMITED.length()));
                highest.add(unlimited.get());
            } else {
                highest.add(token);
            }
        }
        var setting = new Setting(
                required(row, "key"),
                type,
                optional(Measure.class, row.cell("measure"), "measure", Measure.NONE),
                Optional.of(required(row, "default"))
                        .filter(text -> !text.equals(NO_DEFAULT))
                        .map(text -> text.equals(EMPTY_DEFAULT) ? "" : text),
                Valid.parse(row.cell("valid"), type),
                highest,
                unlimited,
                optional(ListMeaning.class, row.cell("list"), "list", ListMeaning.NONE),
                optional(UpdateMode.class, row.cell("mode"), "mode", UpdateMode.OWN),
                flag(row, "step", "double"),
                words(row.cell("inherits")),
                flag(row, "internal", "yes"),
                row.cell("example"),
                row.cell("description"));
        check(setting);
        return setting;
    }

    private static void check(Setting setting) {
        if (setting.type() == SettingType.LIST && !setting.isList()) {
            throw new IllegalArgumentException("a list is a set or ordered");
        }
        if (setting.measure() != Measure.NONE && !setting.type().isNumber()) {
            throw new IllegalArgumentException("only numbers have a measure");
        }
        if (!setting.highest().isEmpty() && !setting.type().isNumber()) {
            throw new IllegalArgumentException("only numbers have highest values");
        }
        if (setting.stepwise() && !setting.type().isWholeNumber()) {
            throw new IllegalArgumentException("only whole numbers go in steps");
        }
        setting.defaultValue().ifPresent(value -> legal(setting, value, "default", true));
        setting.highest().forEach(value -> legal(setting, value, "highest", true));
        if (!setting.example().isEmpty()) {
            legal(setting, setting.example(), "example", false);
        }
        if (setting.mode() != UpdateMode.READ_ONLY
                && !setting.internal()
                && (setting.example().isEmpty() && !setting.writeOnly()
                        || setting.description().isEmpty())) {
            throw new IllegalArgumentException("what can be declared needs an example and a description");
        }
    }

    private static void legal(Setting setting, String value, String column, boolean canonical) {
        var reading = setting.canonical(value);
        reading.refusal().ifPresent(refusal -> {
            throw new IllegalArgumentException(column + ": " + refusal.message());
        });
        if (canonical && !reading.canonical().equals(Optional.of(value))) {
            throw new IllegalArgumentException(
                    column + ": not canonical, write " + reading.canonical().orElse(""));
        }
    }

    private static String required(Table.Row row, String column) {
        if (row.cell(column).isEmpty()) {
            throw new IllegalArgumentException("no " + column);
        }
        return row.cell(column);
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
    }

    private static boolean flag(Table.Row row, String column, String word) {
        if (!row.cell(column).isEmpty() && !row.cell(column).equals(word)) {
            throw new IllegalArgumentException(column + " is '" + word + "' or empty, not '" + row.cell(column) + "'");
        }
        return row.cell(column).equals(word);
    }

    private static <E extends Enum<E>> E optional(Class<E> type, String cell, String column, E absent) {
        return cell.isEmpty() ? absent : choice(type, cell, column);
    }

    /** Enum constants stand in tables in lower case, with '-' between words. */
    static <E extends Enum<E>> E choice(Class<E> type, String cell, String column) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(cell))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(column + " is one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(SettingRow::word)
                                .toList()
                        + ", not '" + cell + "'"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
