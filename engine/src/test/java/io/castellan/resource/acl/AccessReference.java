package io.castellan.resource.acl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of {@code docs/reference/access.md}. */
final class AccessReference {
    private static final Path PAGE = Path.of("..", "docs", "reference", "access.md");

    private AccessReference() {}

    /** The rows below a table's head, each without its last column, which says why. */
    static List<List<String>> rows(String firstHead) throws IOException {
        var rows = new ArrayList<List<String>>();
        boolean inside = false;
        for (var line : Files.readAllLines(PAGE)) {
            if (!line.startsWith("|")) {
                inside = false;
            } else if (line.startsWith("| " + firstHead + " |")) {
                inside = true;
            } else if (inside && !line.startsWith("|---")) {
                var cells = Stream.of(line.substring(1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList();
                rows.add(cells.subList(0, cells.size() - 1));
            }
        }
        return rows;
    }

    /** The rules of a principal that has what a table says it needs. */
    static List<AclRule> needed(String table, String principal) throws IOException {
        var rules = new ArrayList<AclRule>();
        for (var row : rows(table)) {
            var words = row.get(0).split(" ");
            var guarded = Guarded.valueOf(words[0].toUpperCase(Locale.ROOT));
            var pattern = AclPattern.literal(guarded, words.length == 1 ? Guarded.CLUSTER_NAME : words[1]);
            for (var operation : row.get(1).split(", ")) {
                rules.add(new AclRule(
                        principal,
                        Permission.ALLOW,
                        Operation.named(operation).orElseThrow(),
                        pattern,
                        AclRule.ANY_HOST));
            }
        }
        return rules;
    }
}
