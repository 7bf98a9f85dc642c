package io.castellan.cli;

import io.castellan.access.Actor;
import io.castellan.access.Judgement.Standing;
import io.castellan.model.ResourceId;
import io.castellan.promote.Evidence;
import io.castellan.promote.Shown;
import io.castellan.report.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far changes are approved, as a person reads it: those that stand alike together, or each for itself with its digest. */
final class Standings {
    private static final int NAMED = 5;

    private final List<Standing> all;
    private final Optional<Shown> shown;

    /** @param shown evidence, where the environment takes its state from another one */
    Standings(List<Standing> all, Optional<Shown> shown) {
        this.all = List.copyOf(all);
        this.shown = shown;
    }

    private record Group(boolean good, String words, List<ResourceId> ids, List<Evidence> evidence) {
        String told() {
            return words + (evidence.isEmpty() ? "" : " · " + Evidence.words(evidence));
        }

        String mark() {
            return good ? "✓ " : "✗ ";
        }
    }

    /** A line for each that stands alone, and a few for many that stand alike. */
    List<String> together() {
        var groups = new LinkedHashMap<String, Group>();
        for (var standing : all) {
            var one = group(standing);
            var alike = one.mark()
                    + one.words()
                    + one.evidence().stream().map(Evidence::alike).collect(Collectors.joining());
            var group = groups.computeIfAbsent(
                    alike, key -> new Group(one.good(), one.words(), new ArrayList<>(), new ArrayList<>()));
            group.ids().addAll(one.ids());
            group.evidence().addAll(one.evidence());
        }
        return groups.values().stream().flatMap(group -> lines(group).stream()).toList();
    }

    private static List<String> lines(Group group) {
        int count = group.ids().size();
        if (count == 1) {
            return List.of(group.mark() + Visible.of(group.ids().get(0).toString()) + "  " + group.told());
        }
        var lines = new ArrayList<String>();
        lines.add(group.mark() + count + " changes  " + group.told());
        group.ids().stream().limit(NAMED).forEach(id -> lines.add("    " + Visible.of(id.toString())));
        if (count > NAMED) {
            lines.add("    and " + (count - NAMED) + " more; --full names all");
        }
        return lines;
    }

    /** Two lines for each. */
    List<String> each() {
        return all.stream()
                .flatMap(standing -> {
                    var one = group(standing);
                    return List.of(
                            one.mark() + Visible.of(standing.change().id().toString()) + "  " + one.told(),
                            "    " + standing.change().digest())
                            .stream();
                })
                .toList();
    }

    private Group group(Standing standing) {
        var id = standing.change().id();
        var evidence = shown.map(found -> found.of(id));
        boolean good = standing.approved()
                && standing.authorsMayWrite()
                && evidence.map(Evidence::suffices).orElse(true);
        return new Group(good, words(standing), List.of(id), evidence.stream().toList());
    }

    private static String words(Standing standing) {
        var authors = standing.authors().stream().map(Actor::name).collect(Collectors.joining(", "));
        return given(standing)
                + (standing.approvers().isEmpty() ? "" : " · approved by " + said(standing.approvers(), standing))
                + (standing.rejecters().isEmpty() ? "" : " · rejected by " + said(standing.rejecters(), standing))
                + (authors.isEmpty() ? "" : " · written by " + authors);
    }

    /** {@code 1 of 2 approvals (destructive)}. */
    private static String given(Standing standing) {
        var needed = standing.needed();
        return needed.approvals() == 0
                ? "needs no approval"
                : Math.min(standing.approvers().size(), needed.approvals()) + " of "
                        + needed.approvals() + (needed.approvals() == 1 ? " approval (" : " approvals (")
                        + String.join(", ", needed.because()) + ")";
    }

    /** {@code reviewer ("agreed with orders"), second on github}. */
    private static String said(List<String> names, Standing standing) {
        return names.stream()
                .map(name -> name
                        + Optional.ofNullable(standing.hosts().get(name))
                                .map(host -> " on " + host)
                                .orElse("")
                        + Optional.ofNullable(standing.comments().get(name))
                                .map(comment -> " (\"" + Visible.of(comment) + "\")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }
}
