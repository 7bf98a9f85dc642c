package io.castellan.promote;

import io.castellan.diagnostics.Problems;
import io.castellan.model.SourceFiles;
import io.castellan.promote.TextMove.Folder;
import io.castellan.resource.Registry;
import io.castellan.resource.Section;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the files of two environments hold, as far as it matters for what differs between them. A file with the same content at the same
 * path of both need not be looked into:
 *
 * <ul>
 *   <li>What it declares has the same unit digests on both sides, since these are of the text before environment.yaml fills it in.
 *   <li>So a declaration of it differs only if another file has it too, and that would be among those that differ.
 *   <li>Where all sections of those are {@link Section#unique}, that is an error, and files with errors have no business here. With any
 *       other section, such as rules that several owners share, all files are looked into.
 *   <li>Nothing is written to it: a declaration is moved to the file that had it or, where it is new, to that of its own path.
 * </ul>
 *
 * <p>So what differs, what is moved, and to where, is the same as if all had been looked into.
 */
public record BothUnits(Units source, Units target) {
    public BothUnits {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    /**
     * @param source and target: both were loaded without an error
     * @param problems receives what cannot be read, and paths outside the folders
     */
    public static BothUnits read(Registry registry, Folder source, Folder target, Problems problems) {
        var some = new BothUnits(
                Units.read(registry, source.path(), differing(source, target), problems),
                Units.read(registry, target.path(), differing(target, source), problems));
        var unique = registry.sections().stream()
                .filter(section -> section.home() == Section.Home.STATE && section.unique())
                .map(Section::key)
                .collect(Collectors.toSet());
        return holdsOnly(some.source(), unique) && holdsOnly(some.target(), unique)
                ? some
                : new BothUnits(
                        Units.read(registry, source.path(), source.files(), problems),
                        Units.read(registry, target.path(), target.files(), problems));
    }

    private static boolean holdsOnly(Units units, Set<String> sections) {
        return units.pages().values().stream()
                .allMatch(page ->
                        units.block(page).slots().stream().map(Slot::name).allMatch(sections::contains));
    }

    /** Those of one environment that the other one has not, or has otherwise. */
    private static SourceFiles differing(Folder one, Folder other) {
        var files = new TreeMap<String, byte[]>(one.files().files());
        files.entrySet().removeIf(file -> isSame(file, one.path(), other));
        return new SourceFiles(files, one.files().origin());
    }

    private static boolean isSame(Map.Entry<String, byte[]> file, String folder, Folder other) {
        return file.getKey().startsWith(folder + "/")
                && Arrays.equals(
                        file.getValue(),
                        other.files().files().get(other.path() + file.getKey().substring(folder.length())));
    }
}
