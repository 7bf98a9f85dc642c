package io.castellan.promote;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Layout;
import io.castellan.resource.Registry;
import io.castellan.resource.Section;
import io.castellan.yaml.PageReader;
import io.castellan.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The declarations in the promotable files of one environment, each by the name that it has in every environment. What stands
 * in environment.yaml is not among them.
 */
public final class Units {
    static final String ENVIRONMENT_FILE = "environment.yaml";

    private final String folder;
    private final PageReader reader;
    private final Map<String, Layout> layouts;
    private final Map<String, Page> pages;
    private final Map<String, Block> blocks;
    private final TreeMap<UnitId, List<Occurrence>> units = new TreeMap<>();
    private final Map<String, TreeMap<Integer, UnitId>> starts = new HashMap<>();

    private Units(
            String folder,
            PageReader reader,
            Map<String, Layout> layouts,
            Map<String, Page> pages,
            Map<String, Block> blocks) {
        this.folder = folder;
        this.reader = reader;
        this.layouts = layouts;
        this.pages = pages;
        this.blocks = blocks;
        pages.forEach((path, page) -> block(page).slots().forEach(section -> collect(page, section)));
    }

    /**
     * Reads the files as far as YAML goes; what declarations mean is not looked at.
     *
     * @param folder what the paths of the files begin with, for example {@code environments/prod}
     * @param problems receives what cannot be read, and paths outside the folder
     */
    public static Units read(Registry registry, String folder, SourceFiles files, Problems problems) {
        return read(registry, folder, files, YamlReader::page, problems);
    }

    /** @param reader reads the text of the files */
    static Units read(Registry registry, String folder, SourceFiles files, PageReader reader, Problems problems) {
        var layouts = layouts(registry);
        // Files say nothing of each other, so every processor reads some.
        var read = files.files().entrySet().parallelStream()
                .map(file -> FileRead.of(folder, file.getKey(), file.getValue(), reader, layouts))
                .toList();
        var pages = new TreeMap<String, Page>();
        var blocks = new TreeMap<String, Block>();
        read.forEach(file -> {
            problems.addAll(file.problems());
            file.page().ifPresent(page -> pages.put(page.path(), page));
            file.block().ifPresent(block -> blocks.put(file.page().orElseThrow().path(), block));
        });
        return new Units(folder, reader, layouts, pages, blocks);
    }

    /** What is in one file; nothing in one that holds no promotable state. */
    private record FileRead(Optional<Page> page, Optional<Block> block, List<Problem> problems) {
        static FileRead of(String folder, String file, byte[] content, PageReader reader, Map<String, Layout> layouts) {
            var problems = new Problems();
            var page = Optional.<Page>empty();
            if (!file.startsWith(folder + "/")) {
                problems.add(Problem.error(MoveCodes.BAD_PATH, Place.whole(file), "stands outside of " + folder));
            } else {
                var path = file.substring(folder.length() + 1);
                if (!path.equals(ENVIRONMENT_FILE) && PromotablePath.isYaml(path)) {
                    page = Page.read(file, path, content, reader, problems);
                }
            }
            return new FileRead(page, page.map(one -> Outline.of(one, layouts)), problems.sorted());
        }
    }

    /** The same with other content of some files; the others are not read again. */
    Units with(Map<String, byte[]> files, Problems problems) {
        var newPages = new TreeMap<>(pages);
        var newBlocks = new TreeMap<>(blocks);
        files.forEach((file, content) -> {
            var path = file.substring(folder.length() + 1);
            Page.read(file, path, content, reader, problems).ifPresent(page -> {
                newPages.put(path, page);
                newBlocks.put(path, Outline.of(page, layouts));
            });
        });
        return new Units(folder, reader, layouts, newPages, newBlocks);
    }

    private static Map<String, Layout> layouts(Registry registry) {
        return registry.sections().stream()
                .filter(section -> section.home() == Section.Home.STATE)
                .collect(Collectors.toMap(Section::key, Section::layout));
    }

    private void collect(Page page, Slot section) {
        var inside = section.inside();
        if (inside.isEmpty() || inside.get().style() == Block.Style.MALFORMED) {
            return;
        }
        boolean grouped = layouts.getOrDefault(section.name(), Layout.ENTRIES).grouped();
        for (var slot : inside.get().slots()) {
            if (grouped) {
                slot.inside()
                        .ifPresent(block -> block.slots()
                                .forEach(unit -> add(new Occurrence(
                                        new UnitId(section.name(), List.of(slot.name(), unit.name())),
                                        page,
                                        section,
                                        Optional.of(slot),
                                        block,
                                        unit))));
            } else {
                var id = new UnitId(section.name(), List.of(slot.name()));
                add(new Occurrence(id, page, section, Optional.empty(), inside.get(), slot));
            }
        }
    }

    private void add(Occurrence occurrence) {
        units.computeIfAbsent(occurrence.id(), none -> new ArrayList<>()).add(occurrence);
        if (occurrence.unit().body().to() > 0) {
            starts.computeIfAbsent(occurrence.page().path(), none -> new TreeMap<>())
                    .put(occurrence.unit().body().from(), occurrence.id());
        }
    }

    /** All of them, in order. */
    public SortedSet<UnitId> ids() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(units.keySet()));
    }

    /**
     * The unit digest; of several files that declare the same unit differently, that of all together.
     *
     * @return empty where it is not declared
     */
    public Optional<Digest> digest(UnitId id) {
        var occurrences = occurrences(id);
        if (occurrences.size() == 1) {
            return Optional.of(occurrences.get(0).digest());
        }
        var digests = new TreeSet<>(occurrences.stream().map(Occurrence::digest).toList());
        return digests.size() > 1
                ? Optional.of(Digest.ofAll(digests))
                : digests.stream().findFirst();
    }

    /** What is written there; empty where it is not declared, or in several places. */
    public Optional<Node> value(UnitId id) {
        return Optional.of(occurrences(id))
                .filter(all -> all.size() == 1)
                .map(all -> all.get(0).value());
    }

    /** What is not declared alike in both, or only in one; in order. Files that say the same need no digests, and most do. */
    SortedSet<UnitId> differing(Units other) {
        var same = new HashSet<String>();
        pages.forEach((path, page) -> Optional.ofNullable(other.pages.get(path))
                .filter(there -> there.text().equals(page.text()))
                .ifPresent(there -> same.add(path)));
        var differing = new TreeSet<UnitId>();
        units.forEach((id, here) -> {
            if (!isOnlyIn(same, here) || !isOnlyIn(same, other.occurrences(id))) {
                differing.add(id);
            }
        });
        other.units.keySet().stream().filter(id -> !units.containsKey(id)).forEach(differing::add);
        differing.removeIf(id -> isWrittenAlike(occurrences(id), other.occurrences(id))
                || digest(id).equals(other.digest(id)));
        return differing;
    }

    /** The same text, which means the same where nothing in it stands for something else: most of what is in files that differ. */
    private static boolean isWrittenAlike(List<Occurrence> some, List<Occurrence> others) {
        return some.size() == 1 && others.size() == 1 && some.get(0).isWrittenLike(others.get(0));
    }

    private static boolean isOnlyIn(Set<String> paths, List<Occurrence> occurrences) {
        return occurrences.stream().allMatch(one -> paths.contains(one.page().path()));
    }

    /** Where it is declared; several where owners share a rule. */
    public List<Place> places(UnitId id) {
        return occurrences(id).stream().map(Occurrence::place).toList();
    }

    /**
     * The units that a resource comes from. A unit may declare several resources: a rule has one for each operation.
     *
     * @param declared read from the same files
     * @return empty for what environment.yaml declares
     * @throws Failure REFUSED where an alias brings it: then the text does not tell which
     */
    public Set<UnitId> declaring(Declared<?> declared) {
        var found = new TreeSet<UnitId>();
        Stream.concat(declared.at().declaredAt().stream(), declared.at().alsoAt().stream())
                .forEach(place -> at(declared, place).ifPresent(found::add));
        return found;
    }

    private Optional<UnitId> at(Declared<?> declared, Place place) {
        var page = place.file().startsWith(folder + "/")
                ? Optional.ofNullable(pages.get(place.file().substring(folder.length() + 1)))
                : Optional.<Page>empty();
        if (page.isEmpty() || place.line() == 0) {
            return Optional.empty();
        }
        int index = page.get().at(place);
        var yaml = page.get().yaml();
        boolean shared = !yaml.aliases().isEmpty()
                && yaml.anchored().stream()
                        .anyMatch(span -> page.get().at(span.from()) <= index
                                && index < page.get().at(span.to()));
        if (shared) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    MoveCodes.ANCHOR,
                                    place,
                                    declared.id() + " is declared with an anchor, which other declarations may share")
                            .withHint("write each declaration out, or use defaults in environment.yaml"));
        }
        return Optional.ofNullable(starts.get(page.get().path()))
                .flatMap(units -> Optional.ofNullable(units.floorEntry(index)))
                .map(Map.Entry::getValue)
                .filter(id ->
                        occurrences(id).stream().anyMatch(one -> one.page().equals(page.get()) && one.holds(index)));
    }

    /** The files that declare some of them, as in messages. */
    Set<String> files(Set<UnitId> some) {
        return some.stream()
                .flatMap(id -> occurrences(id).stream())
                .map(one -> one.page().file())
                .collect(Collectors.toSet());
    }

    List<Occurrence> occurrences(UnitId id) {
        return Collections.unmodifiableList(units.getOrDefault(id, List.of()));
    }

    /** Of all files together. */
    List<Occurrence> all() {
        return units.values().stream().flatMap(List::stream).toList();
    }

    /** By path within the folder. */
    Map<String, Page> pages() {
        return Collections.unmodifiableMap(pages);
    }

    Block block(Page page) {
        return Objects.requireNonNull(blocks.get(page.path()));
    }
}
