package io.castellan.doctor;

import io.castellan.diagnostics.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a file CODEOWNERS as one host does. Used once. */
final class OwnersReader {
    private static final Pattern SECTION = Pattern.compile("(\\^?)\\[([^\\]]+)\\](?:\\[\\d+\\])?(?:\\s+(.*))?");
    /** A person, a team, a role, or an address. */
    private static final Pattern OWNER = Pattern.compile("@@?[A-Za-z0-9][A-Za-z0-9._/-]*|[^@\\s]+@[^@\\s]+");

    private final OwnersFormat format;
    private final List<CodeOwners.Rule> rules = new ArrayList<>();
    private final List<CodeOwners.BadLine> bad = new ArrayList<>();
    private String section = "";
    private boolean optional;
    private List<String> standing = List.of();

    private OwnersReader(OwnersFormat format) {
        this.format = format;
    }

    /** @param file what to call it in messages */
    static CodeOwners read(OwnersFormat format, String file, String text) {
        var reader = new OwnersReader(format);
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            reader.line(new Place(file, number, 1), line.strip());
        }
        return new CodeOwners(format, reader.rules, reader.bad);
    }

    private void line(Place at, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (format == OwnersFormat.GITLAB) {
            var header = SECTION.matcher(line);
            if (header.matches()) {
                optional = !header.group(1).isEmpty();
                section = header.group(2).toLowerCase(Locale.ROOT);
                standing = owners(at, header.group(3) == null ? List.of() : words(header.group(3)));
                return;
            }
        }
        var words = words(line);
        if (words.isEmpty()) {
            return;
        }
        var named = owners(at, words.subList(1, words.size()));
        rule(at, words.get(0), named.isEmpty() && words.size() == 1 ? standing : named);
    }

    private void rule(Place at, String written, List<String> owners) {
        switch (format) {
            case GITHUB -> {
                if (written.startsWith("!") || written.contains("[") || written.contains("]")) {
                    bad.add(new CodeOwners.BadLine(at, "'" + written + "' is no pattern there: ! and [ ] do not work"));
                    return;
                }
                rules.add(new CodeOwners.Rule(at, "", PathRule.gitignore(written), false, owners));
            }
            case GITLAB -> {
                boolean excludes = written.startsWith("!");
                var pattern = PathRule.shell(excludes ? written.substring(1) : written);
                // whoever owns it in an optional section may be passed over
                rules.add(new CodeOwners.Rule(at, section, pattern, excludes, optional ? List.of() : owners));
            }
            case GITEA -> expression(at, written, owners);
        }
    }

    private void expression(Place at, String written, List<String> owners) {
        boolean negative = written.startsWith("!");
        try {
            var pattern = PathRule.expression(negative ? written.substring(1) : written);
            rules.add(new CodeOwners.Rule(at, "", negative ? pattern.negated() : pattern, false, owners));
        } catch (PatternSyntaxException e) {
            bad.add(new CodeOwners.BadLine(at, "'" + written + "' is no regular expression"));
        }
    }

    private List<String> owners(Place at, List<String> words) {
        var owners = new ArrayList<String>();
        for (var word : words) {
            if (OWNER.matcher(word).matches()) {
                owners.add(word);
            } else {
                bad.add(new CodeOwners.BadLine(
                        at, "'" + word + "' is no owner: write @account, @organisation/team or an address"));
            }
        }
        return owners;
    }

    /** Up to a comment; a backslash takes the meaning of the sign after it. */
    private List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean escaped = false;
        for (char sign : line.toCharArray()) {
            if (escaped) {
                word.append(sign);
                escaped = false;
            } else if (sign == '\\') {
                escaped = true;
            } else if (sign == '#' && format != OwnersFormat.GITLAB) { // which takes what follows for owners
                break;
            } else if (Character.isWhitespace(sign)) {
                end(word, words);
            } else {
                word.append(sign);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
