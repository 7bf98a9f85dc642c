package io.castellan.promote;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One declaration on its way: it comes where only the source has it, goes where only the target has it, and takes the place of the
 * target's where both do.
 */
record Move(Optional<Occurrence> source, Optional<Occurrence> target) {
    Move {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    private static Move comes(Occurrence source) {
        return new Move(Optional.of(source), Optional.empty());
    }

    private static Move goes(Occurrence target) {
        return new Move(Optional.empty(), Optional.of(target));
    }

    private static Move replaces(Occurrence source, Occurrence target) {
        return new Move(Optional.of(source), Optional.of(target));
    }

    /** The file of the target that it changes, by its path within the folder. */
    String path() {
        return target.or(() -> source).orElseThrow().page().path();
    }

    Moved.Unit moved() {
        return new Moved.Unit(
                source.or(() -> target).orElseThrow().id(),
                source.map(Occurrence::place),
                target.map(Occurrence::place));
    }

    /** What is to be moved for the target to declare the selected units as the source does; nothing for those that it does. */
    static List<Move> of(Collection<UnitId> selected, Units source, Units target, Problems problems) {
        var moves = new ArrayList<Move>();
        for (var id : new TreeSet<>(selected)) {
            var from = source.occurrences(id);
            var to = target.occurrences(id);
            if (from.isEmpty() && to.isEmpty()) {
                problems.add(Problem.error(
                                MoveCodes.NOT_DECLARED,
                                "'" + id + "' is declared neither in the source nor in the target")
                        .withHint("see what they declare, and check the spelling"));
            } else if (!source.digest(id).equals(target.digest(id))) {
                moves.addAll(pair(from, to));
            }
        }
        return rulesThatChange(moves);
    }

    /** Those of the same file belong together; then those that are left over, if there is one on either side. */
    private static List<Move> pair(List<Occurrence> from, List<Occurrence> to) {
        var moves = new ArrayList<Move>();
        var left = new ArrayList<>(to);
        var open = new ArrayList<Occurrence>();
        for (var one : from) {
            var same = left.stream()
                    .filter(other -> other.page().path().equals(one.page().path()))
                    .findFirst();
            if (same.isPresent()) {
                moves.add(replaces(one, same.get()));
                left.remove(same.get());
            } else {
                open.add(one);
            }
        }
        if (open.size() == 1 && left.size() == 1) {
            moves.add(replaces(open.get(0), left.get(0)));
        } else {
            open.forEach(one -> moves.add(comes(one)));
            left.forEach(one -> moves.add(goes(one)));
        }
        moves.removeIf(move ->
                move.source().map(Occurrence::digest).equals(move.target().map(Occurrence::digest)));
        return moves;
    }

    private record Owner(String section, String name) {}

    /** A rule has no name: one that changes goes, and another comes. It shall come where the other was. */
    private static List<Move> rulesThatChange(List<Move> moves) {
        var result =
                moves.stream().filter(move -> rule(move).isEmpty()).collect(Collectors.toCollection(ArrayList::new));
        var byOwner = new LinkedHashMap<Owner, List<Move>>();
        moves.forEach(move -> rule(move)
                .ifPresent(owner -> byOwner.computeIfAbsent(owner, none -> new ArrayList<>())
                        .add(move)));
        byOwner.values().forEach(some -> result.addAll(zip(some)));
        return result;
    }

    private static Optional<Owner> rule(Move move) {
        return Stream.concat(move.source().stream(), move.target().stream())
                .filter(one -> one.block().listed()
                        && (move.source().isEmpty() || move.target().isEmpty()))
                .flatMap(one -> one.owner().stream()
                        .map(owner -> new Owner(one.section().name(), owner.name())))
                .findFirst();
    }

    private static List<Move> zip(List<Move> moves) {
        var come = inOrder(moves.stream().flatMap(move -> move.source().stream()));
        var go = inOrder(moves.stream().flatMap(move -> move.target().stream()));
        var result = new ArrayList<Move>();
        for (var one : List.copyOf(come)) {
            go.stream()
                    .filter(other -> other.page().path().equals(one.page().path()))
                    .findFirst()
                    .ifPresent(other -> {
                        result.add(replaces(one, other));
                        come.remove(one);
                        go.remove(other);
                    });
        }
        int both = Math.min(come.size(), go.size());
        for (int i = 0; i < both; i++) {
            result.add(replaces(come.get(i), go.get(i)));
        }
        come.stream().skip(both).forEach(one -> result.add(comes(one)));
        go.stream().skip(both).forEach(one -> result.add(goes(one)));
        return result;
    }

    private static List<Occurrence> inOrder(Stream<Occurrence> some) {
        return some.sorted((one, other) -> {
                    int byPath = one.page().path().compareTo(other.page().path());
                    return byPath != 0
                            ? byPath
                            : Integer.compare(one.unit().index(), other.unit().index());
                })
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
