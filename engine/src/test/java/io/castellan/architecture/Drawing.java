package io.castellan.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules that {@code docs/architecture.md} draws. A node is a package below {@code io.castellan}.
 *
 * @param arrows node → the nodes that it may use by an arrow of its own
 * @param ground the nodes that all others may use
 * @param libraries package prefix of a library → the nodes that may use it
 */
record Drawing(Map<String, Set<String>> arrows, Set<String> ground, Map<String, Set<String>> libraries) {
    /** Stands for each {@code resource.<kind>} by itself. */
    static final String KINDS = "resource.kinds";

    private static final String EVERYTHING = "everything";
    private static final Pattern BLOCK = Pattern.compile("```mermaid\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern NODES = Pattern.compile("[a-z.]+( & [a-z.]+)*");
    private static final Pattern LIBRARY = Pattern.compile("\\| `([a-z0-9.]+)` \\| (`[a-z.]+`(?:, `[a-z.]+`)*) \\|");

    static Drawing read(String markdown) {
        var block = BLOCK.matcher(markdown);
        if (!block.find()) {
            throw new IllegalArgumentException("no mermaid block");
        }
        Map<String, Set<String>> arrows = new TreeMap<>();
        Set<String> ground = new TreeSet<>();
        var inGround = false;
        for (var line : block.group(1).lines().map(String::strip).toList()) {
            switch (line) {
                case "", "flowchart TD" -> {}
                case "subgraph ground" -> inGround = true;
                case "end" -> inGround = false;
                default -> {
                    var nodes = draw(line, arrows);
                    if (inGround) {
                        ground.addAll(nodes);
                    }
                }
            }
        }
        arrows.remove(EVERYTHING);
        return new Drawing(arrows, ground, libraries(markdown));
    }

    /** Adds what a line draws, and says which nodes are in it. */
    private static Set<String> draw(String line, Map<String, Set<String>> arrows) {
        var ends = List.of(line.split(" --> ", -1));
        if (ends.size() > 2 || !ends.stream().allMatch(end -> NODES.matcher(end).matches())) {
            throw new IllegalArgumentException("not a node or an arrow: " + line);
        }
        var nodes = ends.stream().map(end -> Set.of(end.split(" & "))).toList();
        var all = nodes.stream().flatMap(Set::stream).collect(Collectors.toSet());
        all.forEach(node -> arrows.computeIfAbsent(node, any -> new TreeSet<>()));
        if (nodes.size() == 2) {
            nodes.get(0).forEach(from -> arrows.get(from).addAll(nodes.get(1)));
        }
        return all;
    }

    private static Map<String, Set<String>> libraries(String markdown) {
        return markdown.lines()
                .dropWhile(line -> !line.equals("| library | packages |"))
                .takeWhile(line -> !line.isEmpty())
                .map(LIBRARY::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> Arrays.stream(row.group(2).split(", "))
                                .map(name -> name.replace("`", ""))
                                .collect(Collectors.toSet())));
    }

    /** The node that a package belongs to: itself, or the nearest drawn one above it. */
    Optional<String> nodeOf(String name) {
        if (name.isEmpty() || arrows.containsKey(name)) {
            return Optional.of(name).filter(arrows::containsKey);
        }
        return parent(name).equals("resource") ? Optional.of(KINDS) : nodeOf(parent(name));
    }

    /** Whether a class in one package may use a class in the other; both are drawn. */
    boolean allows(String from, String to) {
        var user = nodeOf(from).orElseThrow();
        var used = nodeOf(to).orElseThrow();
        if (user.equals(used)) {
            return !user.equals(KINDS) || kind(from).equals(kind(to));
        }
        var own = arrows.getOrDefault(user, Set.of());
        return own.contains(used) || own.contains(EVERYTHING) || (ground.contains(used) && !ground.contains(user));
    }

    /** Whether a class in this package may use a class of that name, if the name is a library's. */
    boolean allowsLibrary(String from, String className) {
        return libraries.entrySet().stream()
                .filter(library -> className.startsWith(library.getKey() + "."))
                .anyMatch(library -> library.getValue().contains(EVERYTHING)
                        || library.getValue().contains(nodeOf(from).orElseThrow()));
    }

    /** The nodes along a circle of arrows; empty when there is none. */
    List<String> circle() {
        return arrows.keySet().stream()
                .map(node -> circle(node, List.of()))
                .filter(circle -> !circle.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<String> circle(String node, List<String> before) {
        var path = new ArrayList<>(before);
        path.add(node);
        if (before.contains(node)) {
            return path;
        }
        return arrows.getOrDefault(node, Set.of()).stream()
                .map(next -> circle(next, path))
                .filter(circle -> !circle.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static String kind(String name) {
        return name.split("\\.", 3)[1];
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
