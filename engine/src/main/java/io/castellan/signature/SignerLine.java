package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one line: principals, perhaps options, type and key. */
final class SignerLine {
    private static final String AUTHORITY = "cert-authority";
    private static final String NAMESPACES = "namespaces";
    private static final String AFTER = "valid-after";
    private static final String BEFORE = "valid-before";
    private static final List<String> OPTIONS = List.of(AUTHORITY, NAMESPACES, AFTER, BEFORE);
    /** How the types of keys begin, also those that are not accepted: no option begins so. */
    private static final List<String> TYPE_PREFIXES = List.of("ssh-", "ecdsa-", "sk-", "webauthn-");

    private final Place start;
    private final String text;
    private final Problems problems;
    private int at;

    SignerLine(Place start, String text, Problems problems) {
        this.start = requireNonNull(start, "start");
        this.text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        this.problems = requireNonNull(problems, "problems");
    }

    /** @return empty for a comment, an empty line, and one with a problem, which is then reported */
    Optional<TrustLine> read() {
        skipSpace();
        if (isAtEnd() || text.charAt(at) == '#') {
            return Optional.empty();
        }
        try {
            return Optional.of(parse());
        } catch (Skipped e) {
            problems.add(e.problem);
            return Optional.empty();
        }
    }

    private TrustLine parse() throws Skipped {
        int from = at;
        var principals = PatternList.parse(principals())
                .filter(list -> Showable.isShowable(list.toString()))
                .orElseThrow(() -> skipped(
                        SignatureCodes.BAD_LINE,
                        from,
                        "the principals are not names or patterns with commas between, or nobody could match them",
                        "write for example: key/admin ssh-ed25519 AAAA…"));
        skipSpace();
        Map<String, Option> options = isAtKey() ? Map.of() : options();
        skipSpace();
        int keyFrom = at;
        var type = word();
        skipSpace();
        var key = key(keyFrom, type, word());
        var after = time(options, AFTER);
        var before = time(options, BEFORE);
        if (after.isPresent() && before.isPresent() && !after.get().isBefore(before.get())) {
            throw skipped(
                    SignatureCodes.BAD_TIME,
                    options.getOrDefault(BEFORE, Option.NONE).from(),
                    BEFORE + " is not later than " + AFTER,
                    "correct the times");
        }
        return new TrustLine(
                start, key, principals, options.containsKey(AUTHORITY), namespaces(options), after, before);
    }

    private String principals() throws Skipped {
        int from = at;
        if (text.charAt(at) != '"') {
            return word();
        }
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw skipped(SignatureCodes.BAD_LINE, from, "a quotation mark is not closed", "close it");
        }
        at = end + 1;
        return text.substring(from + 1, end);
    }

    private boolean isAtKey() {
        return isAtEnd() || TYPE_PREFIXES.stream().anyMatch(prefix -> text.startsWith(prefix, at));
    }

    private SshPublicKey key(int from, String type, String base64) throws Skipped {
        if (base64.isEmpty()) {
            throw skipped(
                    SignatureCodes.BAD_LINE,
                    from,
                    "the key is missing after the principals and options",
                    "a line is: principals, options if any, type of the key, the key");
        }
        try {
            return SshPublicKey.read(type, base64);
        } catch (NotAccepted e) {
            throw skipped(
                    SignatureCodes.BAD_KEY,
                    from,
                    e.refusal().message(),
                    e.refusal().reason().hint());
        }
    }

    private Optional<PatternList> namespaces(Map<String, Option> options) throws Skipped {
        var written = options.get(NAMESPACES);
        if (written == null) {
            return Optional.empty();
        }
        var list = PatternList.parse(written.value());
        if (list.isEmpty()) {
            throw skipped(
                    SignatureCodes.BAD_OPTION,
                    written.from(),
                    NAMESPACES + " has an empty name, or allows none",
                    "write for example: namespaces=\"git,castellan-approval\"");
        }
        return list;
    }

    private Optional<Instant> time(Map<String, Option> options, String name) throws Skipped {
        var written = options.get(name);
        if (written == null) {
            return Optional.empty();
        }
        var time = SignerTime.parse(written.value());
        if (time.isEmpty()) {
            throw skipped(
                    SignatureCodes.BAD_TIME,
                    written.from(),
                    "'" + Showable.of(written.value()) + "' is no time",
                    "write YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ");
        }
        if (!time.get().hasZone()) {
            problems.add(Problem.warning(
                            SignatureCodes.NO_TIME_ZONE,
                            place(written.from()),
                            name
                                    + " has no time zone; it is taken as UTC, and by ssh-keygen as the zone of its machine")
                    .withHint("write \"" + written.value() + "Z\""));
        }
        return Optional.of(time.get().instant());
    }

    /**
     * @param value without its quotation marks; empty where the option has none
     * @param from where it stands
     */
    private record Option(String value, int from) {
        static final Option NONE = new Option("", 0);
    }

    private Map<String, Option> options() throws Skipped {
        var options = new HashMap<String, Option>();
        while (true) {
            int from = at;
            var name = optionName();
            var option = new Option(name.equals(AUTHORITY) ? "" : quoted(name), from);
            if (options.put(name, option) != null) {
                throw skipped(
                        SignatureCodes.BAD_OPTION, from, "the option " + name + " stands there twice", "keep one");
            }
            if (isAtEnd() || isSpace()) {
                return options;
            }
            if (text.charAt(at) != ',') {
                throw skipped(
                        SignatureCodes.BAD_OPTION,
                        at,
                        "after the option " + name + " a comma or a space must follow",
                        "");
            }
            at++;
        }
    }

    private String optionName() throws Skipped {
        int from = at;
        while (!isAtEnd() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        var name = text.substring(from, at).toLowerCase(Locale.ROOT);
        if (!OPTIONS.contains(name)) {
            throw skipped(
                    SignatureCodes.BAD_OPTION,
                    from,
                    "unknown option '" + Showable.of(name) + "'; known are " + String.join(", ", OPTIONS),
                    Nearest.of(name, OPTIONS).map(Nearest::question).orElse("remove it"));
        }
        return name;
    }

    private String quoted(String name) throws Skipped {
        int from = at;
        if (!text.startsWith("=\"", at)) {
            throw skipped(
                    SignatureCodes.BAD_OPTION,
                    from,
                    name + " needs a value in quotation marks",
                    "write " + name + "=\"…\"");
        }
        at += 2;
        var value = new StringBuilder();
        while (!isAtEnd() && text.charAt(at) != '"') {
            if (text.startsWith("\\\"", at)) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        if (isAtEnd()) {
            throw skipped(
                    SignatureCodes.BAD_OPTION, from, "the value of " + name + " is not closed", "close the quotes");
        }
        at++;
        return value.toString();
    }

    private String word() {
        int from = at;
        while (!isAtEnd() && !isSpace()) {
            at++;
        }
        return text.substring(from, at);
    }

    private void skipSpace() {
        while (!isAtEnd() && isSpace()) {
            at++;
        }
    }

    private boolean isAtEnd() {
        return at >= text.length();
    }

    private boolean isSpace() {
        return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    private Place place(int offset) {
        return new Place(start.file(), start.line(), 1 + text.codePointCount(0, offset));
    }

    private Skipped skipped(Code code, int offset, String why, String hint) {
        return new Skipped(Problem.warning(code, place(offset), "the line is skipped: " + why)
                .withHint(hint));
    }

    /** The line does not count. */
    private static final class Skipped extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Skipped(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }
}
