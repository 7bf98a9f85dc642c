package io.castellan.access;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How somebody is known to a machine: {@code email:admin@example.org}, {@code key/admin} (a principal of the signers file),
 * {@code jenkins:ci:admin}, {@code github:admin}, {@code local:admin}, or {@code system:timer}, which is no person.
 *
 * <p>Identities are equal when their texts are, after one normalisation: the domain of an e-mail address is lower case. Nothing is
 * trimmed, folded or decoded. A text that is of no known form, also one with blanks or with characters other than printable ASCII,
 * makes an identity as well, so that hostile input never stops a decision; it belongs to nobody.
 *
 * @param text normalised
 */
public record Identity(String text) implements Comparable<Identity> {
    private static final int LONGEST_SHOWN = 120;
    private static final int LONGEST_EMAIL = 254;
    private static final String EMAIL_PREFIX = "email:";
    private static final List<String> SOURCES = List.of("github", "gitlab", "gitea", "bitbucket", "local");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*+");
    private static final Pattern KEY = Pattern.compile("key/[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}");
    private static final Pattern ACCOUNT =
            Pattern.compile("(jenkins:[A-Za-z0-9][A-Za-z0-9._-]{0,62}|" + String.join("|", SOURCES) + "):[!-~]{1,255}");
    private static final Pattern SYSTEM = Pattern.compile("system:(scm|timer)");

    /** What an identity is by its form. */
    public enum Kind {
        EMAIL,
        KEY,
        ACCOUNT,
        /** What starts work without a person. */
        SYSTEM,
        /** None of these; belongs to nobody. */
        MALFORMED
    }

    public Identity {
        Objects.requireNonNull(text, "text");
        if (kindOf(text) == Kind.EMAIL) {
            int at = text.lastIndexOf('@');
            text = text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT);
        }
    }

    /** @param address as a commit has it */
    public static Identity email(String address) {
        return new Identity(EMAIL_PREFIX + address);
    }

    public Kind kind() {
        return kindOf(text);
    }

    private static Kind kindOf(String text) {
        if (text.startsWith(EMAIL_PREFIX)) {
            var address = text.substring(EMAIL_PREFIX.length());
            return address.length() <= LONGEST_EMAIL && EMAIL.matcher(address).matches() ? Kind.EMAIL : Kind.MALFORMED;
        }
        if (KEY.matcher(text).matches()) {
            return Kind.KEY;
        }
        if (SYSTEM.matcher(text).matches()) {
            return Kind.SYSTEM;
        }
        return ACCOUNT.matcher(text).matches() ? Kind.ACCOUNT : Kind.MALFORMED;
    }

    /** One clause that says why this is {@link Kind#MALFORMED}; empty where it is not. */
    public Optional<String> wrong() {
        if (kind() != Kind.MALFORMED) {
            return Optional.empty();
        }
        var odd = oddSigns();
        if (odd.isPresent()) {
            return odd;
        }
        if (text.startsWith(EMAIL_PREFIX)) {
            return Optional.of("is not an e-mail address like email:admin@example.org");
        }
        if (text.startsWith("key/")) {
            return Optional.of("is not the name of a key like key/admin");
        }
        if (text.startsWith("system:")) {
            return Optional.of("is none of system:scm, system:timer");
        }
        if (text.startsWith("jenkins:")) {
            return Optional.of("is not of the form jenkins:CONTROLLER:ID");
        }
        return Optional.of("is none of email:ADDRESS, key/NAME, jenkins:CONTROLLER:ID, " + String.join(":ID, ", SOURCES)
                + ":ID, system:scm, system:timer");
    }

    /** One clause that says which characters no identity has; empty where there are none of them. */
    Optional<String> oddSigns() {
        if (text.codePoints().anyMatch(sign -> Character.isWhitespace(sign) || Character.isISOControl(sign))) {
            return Optional.of("has blanks or control characters");
        }
        return text.codePoints().anyMatch(sign -> sign < '!' || sign > '~')
                ? Optional.of("has characters other than printable ASCII, which may look like others")
                : Optional.empty();
    }

    /** The same for identities that a host may take for one and the same account. Never decides a right. */
    public String folded() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Identity other) {
        return text.compareTo(other.text);
    }

    /** For people: all but printable ASCII is escaped, so that a look-alike is seen, and a long text is cut. */
    @Override
    public String toString() {
        var shown = new StringBuilder();
        text.codePoints().limit(LONGEST_SHOWN).forEach(sign -> {
            if (sign >= ' ' && sign <= '~' && sign != '\\') {
                shown.appendCodePoint(sign);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u{%X}", sign));
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? shown + "…" : shown.toString();
    }
}
