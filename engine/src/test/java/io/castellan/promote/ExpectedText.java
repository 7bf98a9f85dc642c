package io.castellan.promote;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Moves pieces from one generated environment into another, without a look at any text. */
final class ExpectedText {
    private final GeneratedYaml source;
    private final GeneratedYaml target;
    private final Set<UnitId> selected;
    private final Set<PieceOfYaml> coming = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Map<Boolean, Map<Integer, Integer>>> habits = new TreeMap<>();

    private record Found(String file, PieceOfYaml section, PieceOfYaml owner, PieceOfYaml piece, UnitId id) {}

    ExpectedText(GeneratedYaml source, GeneratedYaml target, Set<UnitId> selected) {
        this.source = source;
        this.target = target;
        this.selected = selected;
    }

    static Stream<UnitId> ids(GeneratedYaml yaml) {
        return all(yaml).stream().map(Found::id);
    }

    private static List<Found> all(GeneratedYaml yaml) {
        var found = new ArrayList<Found>();
        yaml.files.forEach((file, root) -> root.parts.forEach(section -> section.parts.forEach(part -> {
            if (part.isDeclaration()) {
                found.add(new Found(file, section, null, part, UnitId.of(section.name, part.name)));
            }
            part.parts.forEach(piece ->
                    found.add(new Found(file, section, part, piece, UnitId.of(section.name, part.name, piece.name))));
        })));
        return found;
    }

    private static Map<UnitId, Found> byId(GeneratedYaml yaml) {
        var byId = new LinkedHashMap<UnitId, Found>();
        all(yaml).forEach(found -> byId.put(found.id(), found));
        return byId;
    }

    /** The files of the target that change. */
    Map<String, String> texts() {
        var before = new TreeMap<String, String>();
        target.files.keySet().forEach(file -> before.put(file, target.text(file)));
        target.files.forEach((file, root) -> remember(file, root, 2));
        var theirs = byId(source);
        var ours = byId(target);
        var come = new ArrayList<Found>();
        var go = new ArrayList<Found>();
        for (var id : selected) {
            var from = theirs.get(id);
            var to = ours.get(id);
            if (from != null && to != null) {
                if (from.piece().version != to.piece().version) {
                    replace(from, to);
                }
            } else if (from != null) {
                come.add(from);
            } else {
                go.add(to);
            }
        }
        pairRules(come, go);
        go.forEach(found -> {
            found.piece().removed = true;
            if (found.owner() != null
                    && found.owner().isEmpty()
                    && come.stream().noneMatch(one -> one.file().equals(found.file()) && sameOwner(one, found))) {
                found.owner().removed = true;
            }
        });
        come.forEach(found -> coming.add(found.piece()));
        var texts = new TreeMap<String, String>();
        come.stream().map(Found::file).distinct().forEach(file -> {
            var root = source.files.get(file);
            if (target.files.containsKey(file)) {
                insert(file, root, target.files.get(file), 1);
            } else {
                texts.put(file, created(file, root));
            }
        });
        before.forEach((file, text) -> {
            var lineBreak = before.get(file).contains("\n") || before.get(file).contains("\r")
                    ? target.breaks.get(file)
                    : source.files.containsKey(file) && source.text(file).matches("(?s).*[\r\n].*")
                            ? source.breaks.get(file)
                            : "\n";
            boolean finalBreak = target.finalBreaks.get(file) || text.isEmpty() || text.equals("\uFEFF");
            var after = GeneratedYaml.text(target.files.get(file), lineBreak, target.marks.get(file), finalBreak);
            if (!after.equals(text)) {
                texts.put(file, after);
            }
        });
        return texts;
    }

    private static boolean sameOwner(Found one, Found other) {
        return one.owner() != null
                && one.section().name.equals(other.section().name)
                && one.owner().name.equals(other.owner().name);
    }

    private static void replace(Found from, Found to) {
        to.piece().comments.clear();
        to.piece().comments.addAll(from.piece().comments);
        to.piece().lines.clear();
        to.piece().lines.addAll(from.piece().lines);
        to.piece().version = from.piece().version;
    }

    private static void pairRules(List<Found> come, List<Found> go) {
        for (boolean sameFile : new boolean[] {true, false}) {
            for (var from : inOrder(come)) {
                inOrder(go).stream()
                        .filter(to ->
                                sameOwner(from, to) && (!sameFile || from.file().equals(to.file())))
                        .findFirst()
                        .ifPresent(to -> {
                            replace(from, to);
                            come.remove(from);
                            go.remove(to);
                        });
            }
        }
    }

    private static List<Found> inOrder(List<Found> found) {
        return found.stream()
                .filter(one -> one.section().name.equals("acls"))
                .sorted((one, other) -> one.file().equals(other.file())
                        ? Integer.compare(
                                one.owner().parts.indexOf(one.piece()),
                                other.owner().parts.indexOf(other.piece()))
                        : one.file().compareTo(other.file()))
                .toList();
    }

    private void remember(String file, PieceOfYaml piece, int depth) {
        for (var part : piece.parts) {
            if (!part.parts.isEmpty()) {
                habits.computeIfAbsent(file, none -> new TreeMap<>())
                        .computeIfAbsent(part.listed, none -> new TreeMap<>())
                        .putIfAbsent(depth, part.step);
                remember(file, part, depth + 1);
            }
        }
    }

    private int habit(String file, boolean listed, int depth, int otherwise) {
        return habits.getOrDefault(file, Map.of())
                .getOrDefault(listed, Map.of())
                .getOrDefault(depth, otherwise);
    }

    private boolean any(PieceOfYaml piece) {
        return piece.declarations().anyMatch(coming::contains);
    }

    private void insert(String file, PieceOfYaml from, PieceOfYaml into, int depth) {
        var original = List.copyOf(into.parts);
        boolean first = into.isEmpty();
        if (original.isEmpty() && depth > 1) {
            into.step = habit(file, into.listed, depth, from.step);
        }
        var after = new IdentityHashMap<PieceOfYaml, List<PieceOfYaml>>();
        var atStart = new ArrayList<PieceOfYaml>();
        for (int i = 0; i < from.parts.size(); i++) {
            var part = from.parts.get(i);
            var same =
                    original.stream().filter(one -> one.name.equals(part.name)).findFirst();
            if (!any(part)) {
                continue;
            }
            if (same.isPresent() && !part.isDeclaration()) {
                insert(file, part, same.get(), depth + 1);
                continue;
            }
            var copy = copy(file, part, depth);
            copy.loose.clear();
            copy.gap = first || i == 0 ? 0 : part.gap;
            first = false;
            PieceOfYaml anchor = original.isEmpty() ? null : original.get(original.size() - 1);
            for (int j = i - 1; j >= 0; j--) {
                var name = from.parts.get(j).name;
                var known = original.stream()
                        .filter(one -> one.name.equals(name) && !one.removed)
                        .findFirst();
                if (known.isPresent()) {
                    anchor = known.get();
                    break;
                }
            }
            (anchor == null ? atStart : after.computeIfAbsent(anchor, none -> new ArrayList<>())).add(copy);
        }
        into.parts.clear();
        into.parts.addAll(atStart);
        for (var part : original) {
            into.parts.add(part);
            into.parts.addAll(after.getOrDefault(part, List.of()));
        }
    }

    /** As a whole where all of it comes and is indented as usual, else the name with what comes. */
    private PieceOfYaml copy(String file, PieceOfYaml piece, int depth) {
        var copy = new PieceOfYaml(piece.name);
        copy.comments.addAll(piece.comments);
        copy.lines.addAll(piece.lines);
        copy.version = piece.version;
        copy.listed = piece.listed;
        if (piece.isDeclaration()) {
            return copy;
        }
        if (isWhole(piece) && isUsual(file, piece, depth)) {
            copy.step = piece.step;
            copy.parts.addAll(piece.parts);
            copy.tail.addAll(piece.tail);
            return copy;
        }
        copy.step = habit(file, piece.listed, depth + 1, piece.step);
        for (var part : piece.parts) {
            if (any(part)) {
                var below = copy(file, part, depth + 1);
                below.gap = copy.parts.isEmpty() ? 0 : part.gap;
                copy.parts.add(below);
            }
        }
        return copy;
    }

    private boolean isWhole(PieceOfYaml piece) {
        return piece.isDeclaration()
                ? coming.contains(piece)
                : piece.parts.stream().allMatch(this::isWhole);
    }

    private boolean isUsual(String file, PieceOfYaml piece, int depth) {
        return piece.isDeclaration()
                || habit(file, piece.listed, depth + 1, piece.step) == piece.step
                        && piece.parts.stream().allMatch(part -> isUsual(file, part, depth + 1));
    }

    private String created(String file, PieceOfYaml root) {
        var begin = new PieceOfYaml("");
        var lines = new ArrayList<String>();
        var first = root.parts.get(0);
        lines.addAll(first.loose);
        for (int i = 0; i < first.gap; i++) {
            lines.add("");
        }
        lines.addAll(first.comments);
        boolean written = false;
        for (var section : root.parts) {
            if (any(section)) {
                var copy = copy(file, section, 1);
                copy.loose.clear();
                copy.gap = written ? section.gap : 0;
                if (section == first) {
                    copy.comments.clear();
                }
                begin.parts.add(copy);
                written = true;
            }
        }
        begin.below(0, lines);
        var lineBreak = source.text(file).matches("(?s).*[\r\n].*") ? source.breaks.get(file) : "\n";
        return (source.marks.get(file) ? "\uFEFF" : "") + String.join(lineBreak, lines) + lineBreak;
    }
}
