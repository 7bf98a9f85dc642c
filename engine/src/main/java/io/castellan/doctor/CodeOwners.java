package io.castellan.doctor;

import io.castellan.diagnostics.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A file CODEOWNERS: who must review which file, by the rules of one host. Immutable. */
final class CodeOwners {
    private final OwnersFormat format;
    private final List<Rule> rules;
    private final List<BadLine> badLines;

    CodeOwners(OwnersFormat format, List<Rule> rules, List<BadLine> badLines) {
        this.format = format;
        this.rules = List.copyOf(rules);
        this.badLines = List.copyOf(badLines);
    }

    /**
     * One line.
     *
     * @param section empty but with GitLab
     * @param excludes whether it takes files out of its section
     * @param owners as written
     */
    record Rule(Place at, String section, PathRule pattern, boolean excludes, List<String> owners) {
        Rule {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(section, "section");
            Objects.requireNonNull(pattern, "pattern");
            owners = List.copyOf(owners);
        }
    }

    /** @param why a clause */
    record BadLine(Place at, String why) {}

    /**
     * Whose a file is.
     *
     * @param owners none where it is nobody's
     * @param deciding the rules that say so; none where no rule is about the file
     */
    record Ownership(Set<String> owners, List<Rule> deciding) {
        Ownership {
            owners = Set.copyOf(owners);
            deciding = List.copyOf(deciding);
        }
    }

    /** @param path in the repository */
    Ownership of(String path) {
        var matching =
                rules.stream().filter(rule -> rule.pattern().matches(path)).toList();
        var deciding = switch (format) {
            case GITHUB -> matching.isEmpty() ? matching : matching.subList(matching.size() - 1, matching.size());
            case GITLAB -> ofSections(matching);
            case GITEA -> matching;
        };
        var owners = new LinkedHashSet<String>();
        deciding.stream().filter(rule -> !rule.excludes()).forEach(rule -> owners.addAll(rule.owners()));
        return new Ownership(owners, deciding);
    }

    /** The last of each section; what a section excludes does not come back in it. */
    private static List<Rule> ofSections(List<Rule> matching) {
        Map<String, Rule> bySection = new LinkedHashMap<>();
        for (var rule : matching) {
            bySection.merge(rule.section(), rule, (before, now) -> before.excludes() ? before : now);
        }
        return new ArrayList<>(bySection.values());
    }

    /** Lines that the host does not follow. */
    List<BadLine> badLines() {
        return badLines;
    }
}
