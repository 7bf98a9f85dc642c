package io.castellan.diagnostics;

import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The stable name of one kind of message, for example {@code CAS-TOPIC-012}. A code is never reused for another meaning.
 * Codes are declared as {@code static final} fields of a class named {@code …Codes} in the package that reports them; each
 * has an entry in {@link #documentation()}.
 *
 * @param area upper-case word, the page of the documentation
 * @param number 1 to 999, unique within the area
 */
public record Code(String area, int number) implements Comparable<Code> {
    private static final Pattern AREA = Pattern.compile("[A-Z]{2,12}");
    private static final Comparator<Code> ORDER =
            Comparator.comparing(Code::area).thenComparingInt(Code::number);

    public Code {
        Objects.requireNonNull(area, "area");
        if (!AREA.matcher(area).matches()) {
            throw new IllegalArgumentException("area: " + area);
        }
        if (number < 1 || number > 999) {
            throw new IllegalArgumentException("number: " + number);
        }
    }

    /** The page that explains this code, relative to the distribution. */
    public String documentation() {
        return "docs/errors/" + area.toLowerCase(Locale.ROOT) + ".md";
    }

    @Override
    public int compareTo(Code other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "CAS-%s-%03d", area, number);
    }
}
