package io.castellan.resource.catalogue;

import io.castellan.diagnostics.Nearest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the values of one setting: first their form, then whether the key allows them. */
final class ValueReader {
    private static final Pattern AMOUNT = Pattern.compile("([+-]?[0-9]+)(?: *([A-Za-z]+))?");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final String UNLIMITED = "unlimited";
    private static final int LONGEST_PLAIN_DECIMAL = 32;

    private final Setting setting;

    ValueReader(Setting setting) {
        this.setting = setting;
    }

    Reading declared(String raw) {
        return form(raw).fold(this::allowed, Reading.Refused::new);
    }

    Reading form(String raw) {
        var text = raw.trim();
        if (setting.isList()) {
            return new Reading.Read(list(text));
        }
        return switch (setting.type()) {
            case BOOLEAN -> truth(text);
            case SHORT, INT, LONG -> whole(text);
            case DOUBLE -> decimal(text);
            case LIST, STRING, CLASS, PASSWORD -> new Reading.Read(text);
        };
    }

    private Reading allowed(String canonical) {
        if (setting.type().isNumber()) {
            return setting.valid().allows(new BigDecimal(canonical))
                    ? new Reading.Read(canonical)
                    : refused(new Refusal(
                            CatalogueCodes.OUT_OF_RANGE,
                            "'" + setting.key() + "'" + measured() + " is " + setting.validValues() + ", not "
                                    + canonical));
        }
        for (var item : setting.items(canonical)) {
            if (!setting.valid().allows(item)) {
                return refused(new Refusal(
                        CatalogueCodes.NOT_A_CHOICE,
                        "'" + item + "' is no value of '" + setting.key() + "'; valid are " + setting.validValues(),
                        Nearest.of(item, setting.valid().words())
                                .map(Nearest::question)
                                .orElse("")));
            }
        }
        return new Reading.Read(canonical);
    }

    private String list(String text) {
        var items = Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
        return setting.list() == ListMeaning.SET
                ? String.join(",", new TreeSet<>(items))
                : items.stream().distinct().collect(Collectors.joining(","));
    }

    private Reading truth(String text) {
        var word = text.toLowerCase(Locale.ROOT);
        return word.equals("true") || word.equals("false") ? new Reading.Read(word) : wrongType(text);
    }

    private Reading whole(String text) {
        var unlimited = unlimited(text);
        if (unlimited.isPresent()) {
            return new Reading.Read(unlimited.get());
        }
        var parts = AMOUNT.matcher(text);
        if (!parts.matches()) {
            return wrongType(text);
        }
        var number = new BigDecimal(parts.group(1));
        if (parts.group(2) != null) {
            var measure = setting.measure();
            if (!measure.units().containsKey(parts.group(2))) {
                return wrongUnit(parts.group(1), parts.group(2));
            }
            number = measure.convert(number, parts.group(2));
            if (number.scale() > 0) {
                return refused(new Refusal(
                        CatalogueCodes.NOT_WHOLE,
                        "'" + setting.key() + "' counts whole " + measure.noun() + ", and " + text + " is not one"));
            }
        }
        if (!setting.type().holds(number)) {
            return refused(new Refusal(
                    CatalogueCodes.OUT_OF_RANGE,
                    "'" + setting.key() + "'" + measured() + " cannot hold " + number.toPlainString()
                            + "; it is a Kafka " + setting.type().name().toLowerCase(Locale.ROOT)));
        }
        return new Reading.Read(number.toBigInteger().toString());
    }

    private Reading decimal(String text) {
        var unlimited = unlimited(text);
        if (unlimited.isPresent()) {
            return new Reading.Read(unlimited.get());
        }
        var amount = AMOUNT.matcher(text);
        if (amount.matches() && amount.group(2) != null) {
            return setting.measure().units().containsKey(amount.group(2))
                    ? plain(setting.measure()
                            .convert(new BigDecimal(amount.group(1)), amount.group(2))
                            .doubleValue())
                    : wrongUnit(amount.group(1), amount.group(2));
        }
        if (!DECIMAL.matcher(text).matches()) {
            return wrongType(text);
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? plain(number) : wrongType(text);
    }

    private static Reading plain(double number) {
        var plain = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        return new Reading.Read(plain.length() <= LONGEST_PLAIN_DECIMAL ? plain : Double.toString(number));
    }

    private Optional<String> unlimited(String text) {
        return text.equalsIgnoreCase(UNLIMITED) ? setting.unlimited() : Optional.empty();
    }

    private Reading wrongType(String text) {
        var also = setting.unlimited().isPresent() ? ", or 'unlimited'" : "";
        return refused(new Refusal(
                CatalogueCodes.WRONG_TYPE,
                "'" + setting.key() + "' is " + setting.type().noun() + measured() + also + ", not '" + text + "'",
                setting.measure().units().isEmpty() ? "" : "units are " + units()));
    }

    private Reading wrongUnit(String amount, String unit) {
        if (setting.measure().units().isEmpty()) {
            return wrongType(amount + unit);
        }
        return refused(new Refusal(
                CatalogueCodes.WRONG_UNIT,
                "'" + unit + "' is no unit of '" + setting.key() + "'; valid are " + units(),
                meantUnit(unit).map(meant -> Nearest.question(amount + meant)).orElse("")));
    }

    /** The unit whose name begins like what was written: {@code GB} and {@code gb} are {@code GiB}, {@code days} is {@code d}. */
    private Optional<String> meantUnit(String written) {
        var small = written.toLowerCase(Locale.ROOT);
        if (small.startsWith("mil") || small.equals("ms")) {
            return Optional.of("ms").filter(setting.measure().units()::containsKey);
        }
        return setting.measure().units().keySet().stream()
                .filter(unit -> !unit.equals("ms"))
                .filter(unit -> unit.toLowerCase(Locale.ROOT).charAt(0) == small.charAt(0))
                .findFirst();
    }

    private String units() {
        return String.join(", ", setting.measure().units().keySet());
    }

    private String measured() {
        var noun = setting.measure().noun();
        return noun.isEmpty() ? "" : " (" + noun + ")";
    }

    private static Reading refused(Refusal refusal) {
        return new Reading.Refused(refusal);
    }
}
