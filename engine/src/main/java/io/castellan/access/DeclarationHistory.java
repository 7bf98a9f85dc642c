package io.castellan.access;

import io.castellan.git.Commit;
import io.castellan.git.GitRepository;
import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import io.castellan.resource.Declarations;
import io.castellan.state.StateLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which commits touched which declarations of one environment. A commit touches a declaration if the declaration, or what
 * environment.yaml makes of it, is otherwise than in each of the commit's parents: so a squash touches what all of its branch made.
 * A merge touches what it made itself, and also what it took from one parent though another had something newer. A commit that
 * cannot be read by today's rules counts as touching everything.
 */
public final class DeclarationHistory {
    private final GitRepository git;
    private final String folder;
    private final States states;

    /** @param folder the environment's folder, its path in the repository */
    public DeclarationHistory(GitRepository git, String folder, States states) {
        this.git = git;
        this.folder = folder;
        this.states = states;
    }

    /** Reads what a commit declares. Both are empty where today's rules find an error in it, or it has no such environment. */
    public interface States {
        Optional<Declarations> at(String commit);

        /** @param files which of the environment's folder to read besides environment.yaml, by their path below the folder */
        Optional<Declarations> at(String commit, Set<String> files);
    }

    /**
     * The commits that touched each resource's declaration, newest first.
     *
     * @param since for each resource the commit that is left out with everything before it; empty for the whole history
     */
    public Map<ResourceId, List<Commit>> touching(Map<ResourceId, Optional<String>> since, String until) {
        var groups = new LinkedHashMap<Optional<String>, Set<ResourceId>>();
        since.forEach((id, commit) ->
                groups.computeIfAbsent(commit, key -> new TreeSet<>()).add(id));
        var touching = new TreeMap<ResourceId, List<Commit>>();
        since.keySet().forEach(id -> touching.put(id, new ArrayList<>()));
        // Histories that begin at different commits have most of them in common; what one touched is found once for
        // all.
        var known = new HashMap<String, Set<ResourceId>>();
        var histories = git.histories(folder, groups.keySet(), until);
        groups.forEach((from, ids) -> Objects.requireNonNull(histories.get(from))
                .forEach(commit ->
                        known
                                .computeIfAbsent(
                                        commit.id(),
                                        key -> touched(commit, since.keySet()).ids())
                                .stream()
                                .filter(ids::contains)
                                .forEach(id ->
                                        Objects.requireNonNull(touching.get(id)).add(commit))));
        return touching;
    }

    /**
     * For each resource the commit that touched its declaration last, and before it those newer ones of which that cannot be told.
     * Nothing older is read.
     */
    public Map<ResourceId, List<Commit>> lastTouching(Set<ResourceId> ids, String until) {
        var touching = new TreeMap<ResourceId, List<Commit>>();
        ids.forEach(id -> touching.put(id, new ArrayList<>()));
        var left = new TreeSet<>(ids);
        var commits = (left.isEmpty() ? List.<Commit>of() : git.history(folder, Optional.empty(), until)).iterator();
        while (!left.isEmpty() && commits.hasNext()) {
            var commit = commits.next();
            var touched = touched(commit, Set.copyOf(left));
            touched.ids().forEach(id -> Objects.requireNonNull(touching.get(id)).add(commit));
            if (touched.sure()) {
                left.removeAll(touched.ids());
            }
        }
        return touching;
    }

    /** @param sure false where something could not be read, so that more may be named than was touched */
    private record Touched(Set<ResourceId> ids, boolean sure) {}

    private Touched touched(Commit commit, Set<ResourceId> ids) {
        if (commit.parents().isEmpty()) {
            return states.at(commit.id())
                    .map(all -> new Touched(only(ids, id -> all.all().containsKey(id)), true))
                    .orElse(new Touched(ids, false));
        }
        return commit.parents().size() == 1
                ? differing(commit.id(), commit.parents().get(0), ids)
                : chosen(commit, ids);
    }

    /**
     * What a merge has otherwise than one of its parents, and not only because that one had left it alone. Where it took that from
     * another one, who merged it has not written it alone.
     */
    private Touched chosen(Commit merge, Set<ResourceId> ids) {
        var differing = new LinkedHashMap<String, Touched>();
        merge.parents().forEach(parent -> differing.put(parent, differing(merge.id(), parent, ids)));
        var chosen = new TreeSet<ResourceId>();
        differing.forEach((parent, dropped) -> {
            var newer = new TreeSet<>(dropped.ids());
            differing.forEach((taken, others) -> {
                var same = only(newer, id -> !others.ids().contains(id));
                if (!same.isEmpty()) {
                    newer.removeAll(old(parent, taken, same));
                }
            });
            chosen.addAll(newer);
        });
        return new Touched(
                chosen,
                differing.values().stream()
                        .allMatch(one -> one.sure() && one.ids().containsAll(chosen)));
    }

    /** What a commit left alone since it parted from another one. */
    private Set<ResourceId> old(String commit, String other, Set<ResourceId> ids) {
        var bases = git.mergeBases(commit, other);
        var changed = bases.isEmpty() ? ids : new TreeSet<ResourceId>();
        bases.forEach(base -> changed.addAll(differing(commit, base, ids).ids()));
        return only(ids, id -> !changed.contains(id));
    }

    private Touched differing(String commit, String parent, Set<ResourceId> ids) {
        var changed = git.differing(commit, parent, folder);
        boolean environment = changed.contains(StateLoader.ENVIRONMENT_FILE);
        var after = environment ? at(commit) : states.at(commit, changed);
        var before = environment ? at(parent) : states.at(parent, changed);
        if (after.isEmpty() || before.isEmpty()) {
            return new Touched(ids, false);
        }
        var now = after.get().all();
        var then = before.get().all();
        var read = new HashSet<>(now.keySet());
        read.addAll(then.keySet());
        read.removeIf(id -> !ids.contains(id) || same(now.get(id), then.get(id), environment));
        return new Touched(new TreeSet<>(read), true);
    }

    /** A commit without the folder declares nothing. */
    private Optional<Declarations> at(String commit) {
        return git.tree(commit, folder).isEmpty() ? Optional.of(Declarations.none()) : states.at(commit);
    }

    private static Set<ResourceId> only(Set<ResourceId> ids, Predicate<ResourceId> wanted) {
        var some = new TreeSet<ResourceId>();
        ids.stream().filter(wanted).forEach(some::add);
        return some;
    }

    /**
     * @param environment whether environment.yaml differs too: then also what it makes of the declaration counts, and the lines from
     *     which it does so, which may name an author too many but none too few
     */
    private static boolean same(@Nullable Declared<?> one, @Nullable Declared<?> other, boolean environment) {
        return one == null || other == null
                ? one == other
                : one.unit().equals(other.unit()) && (!environment || one.spec().equals(other.spec()));
    }
}
