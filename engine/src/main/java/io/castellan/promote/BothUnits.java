package io.castellan.promote;

import io.castellan.diagnostics.Problems;
import io.castellan.promote.TextMove.Folder;
import io.castellan.resource.Registry;
import io.castellan.resource.Section;
import io.castellan.yaml.PageReader;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the files of two environments hold, as far as it matters for what differs between them. A file with the same content at the same
 * path of both need not be looked into:
 *
 * <ul>
 *   <li>What it declares has the same unit digests on both sides, since these are of the text before environment.yaml fills it in.
 *   <li>So a declaration of it differs only if another file has it too, and that would be among those that differ.
 *   <li>Where all sections of those are {@link Section#unique}, that is an error, and files with errors have no business here. With any
 *       other section, such as rules that several owners share, all files have to be looked into.
 *   <li>Nothing is written to it: a declaration is moved to the file that had it or, where it is new, to that of its own path.
 *   <li>A declaration that comes is in nobody's way there who was not in its way in the source.
 * </ul>
 *
 * <p>So what differs, what is moved, and to where, is the same as if all had been looked into. And with only such sections, so it is where
 * of all entries only those that differ are looked into.
 */
public final class BothUnits {
    private final Units source;
    private final Units target;
    private final SortedSet<UnitId> differing;

    BothUnits(Units source, Units target) {
        this.source = Objects.requireNonNull(source, "source");
        this.target = Objects.requireNonNull(target, "target");
        this.differing = source.differing(target);
    }

    public Units source() {
        return source;
    }

    public Units target() {
        return target;
    }

    /**
     * @param pages reads the text of the files
     * @param problems receives what cannot be read, and paths outside the folders
     */
    public static BothUnits read(Registry registry, Folder source, Folder target, PageReader pages, Problems problems) {
        return new BothUnits(
                Units.read(registry, source.path(), source.files(), pages, problems),
                Units.read(registry, target.path(), target.files(), pages, problems));
    }

    /** Whether files that are the same in both make no difference. */
    public boolean holdOnlyUnique(Registry registry) {
        var unique = registry.sections().stream()
                .filter(section -> section.home() == Section.Home.STATE && section.unique())
                .map(Section::key)
                .collect(Collectors.toSet());
        return Stream.of(source, target)
                .allMatch(units -> units.pages().values().stream()
                        .flatMap(page -> units.block(page).slots().stream())
                        .map(Slot::name)
                        .allMatch(unique::contains));
    }

    /** What is not declared alike in both, or only in one; in order. */
    SortedSet<UnitId> differing() {
        return differing;
    }

    /** Of the units that differ, what their own entries are called. */
    public Set<String> names() {
        return differing.stream().map(id -> id.path().get(id.path().size() - 1)).collect(Collectors.toSet());
    }
}
