package io.castellan.state;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.diagnostics.Severity;
import io.castellan.environment.Environment;
import io.castellan.environment.EnvironmentReader;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.resource.Section;
import io.castellan.yaml.PageReader;
import io.castellan.yaml.YamlReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the files of one environment. Offline and pure: the same files and the same instant give the same state. Files that are
 * as they were in a state of that environment read before are not read again, while its environment.yaml stays as it is and not more than
 * one other environment was read in between.
 */
public final class StateLoader {
    /** What an environment is, beside its state files. */
    public static final String ENVIRONMENT_FILE = "environment.yaml";

    private static final int FEW = 16;

    private final Registry registry;
    private final SchemaCheck schemas;
    private final int processors;
    private final Optional<Set<String>> only;
    private final PageReader pages;
    private final Recent<Whole> wholes = new Recent<>();
    private final Recent<ReadBefore> reads = new Recent<>();

    public StateLoader(Registry registry, SchemaCheck schemas) {
        this(registry, schemas, Runtime.getRuntime().availableProcessors());
    }

    /** @param processors how many the machine has */
    StateLoader(Registry registry, SchemaCheck schemas, int processors) {
        this(registry, schemas, processors, Optional.empty(), YamlReader::page);
    }

    private StateLoader(
            Registry registry, SchemaCheck schemas, int processors, Optional<Set<String>> only, PageReader pages) {
        this.registry = registry;
        this.schemas = schemas;
        this.processors = processors;
        this.only = only;
        this.pages = pages;
    }

    /**
     * One that reads less of the sections that are {@link Section#unique}: these entries only. What is wrong with others is not found.
     *
     * @param pages reads the text of the files
     */
    public StateLoader only(Set<String> names, PageReader pages) {
        return new StateLoader(registry, schemas, processors, Optional.of(Set.copyOf(names)), pages);
    }

    /**
     * Reads everything that can be read and reports every problem.
     *
     * @param folder what the paths of the environment's files begin with; its last name is the environment's
     * @param now decides which overrides are in force
     * @return the state, to be used only if no error was reported; empty where there is no environment.yaml to read
     */
    public Optional<State> load(String folder, SourceFiles files, Instant now, Problems problems) {
        return load(folder, files, now, problems, environment -> false);
    }

    /**
     * The same.
     *
     * @param known told the environment before its state files are read, unless something is wrong with it, or nothing has to be
     *     read since these are the files of the state before; answers whether it began something else that goes on meanwhile
     */
    public Optional<State> load(
            String folder, SourceFiles files, Instant now, Problems problems, Predicate<Environment> known) {
        var before = wholes.of(folder);
        if (before.filter(whole -> whole.isOf(files)).isPresent()) {
            problems.addAll(before.get().problems());
            return Optional.of(before.get().state());
        }
        var found = new Problems();
        var state = read(folder, files, now, found, known);
        problems.addAll(found.sorted());
        wholes.put(
                folder,
                state.filter(read -> read.environment().overrides().isEmpty())
                        .map(read -> new Whole(files.files(), read, found.sorted())));
        return state;
    }

    private Optional<State> read(
            String folder, SourceFiles files, Instant now, Problems problems, Predicate<Environment> known) {
        var environmentFile = folder + "/" + ENVIRONMENT_FILE;
        var content = Optional.ofNullable(files.files().get(environmentFile));
        var stateFiles = new TreeMap<>(files.files());
        stateFiles.keySet().removeIf(path -> path.equals(environmentFile) || !isYaml(path));
        var before = content.flatMap(text -> reads.of(folder).filter(read -> read.isOf(text)));
        var environment = before.map(ReadBefore::environment)
                .or(() -> content.flatMap(text -> readEnvironment(folder, environmentFile, text, now, problems)));
        if (environment.isEmpty()) {
            stateFiles.forEach((path, text) -> parse("state", path, text, problems));
            if (content.isEmpty()) {
                problems.add(Problem.error(
                                StateCodes.NO_ENVIRONMENT_FILE,
                                Place.whole(environmentFile),
                                "there is no environment.yaml, so '" + name(folder) + "' is not an environment")
                        .withHint("'castellan init' writes one to start from"));
            }
            return Optional.empty();
        }
        return Optional.of(read(
                environment.get(),
                before.orElseGet(() -> readBefore(folder, environment.get())),
                stateFiles,
                now,
                problems,
                known));
    }

    /** Nothing yet; it is found again unless time alone changes what the files say. */
    private ReadBefore readBefore(String folder, EnvironmentRead environment) {
        var nothing = new ReadBefore(environment);
        reads.put(folder, Optional.of(nothing).filter(read -> environment.isTimeless()));
        return nothing;
    }

    private State read(
            EnvironmentRead read,
            ReadBefore before,
            SortedMap<String, byte[]> stateFiles,
            Instant now,
            Problems problems,
            Predicate<Environment> known) {
        var environment = read.environment();
        problems.addAll(read.problems());
        boolean busy = !read.hasErrors() && known.test(environment);
        var byPath = new TreeMap<String, FileRead>();
        var missing = new TreeMap<String, byte[]>();
        stateFiles.forEach((path, content) -> before.file(path, content)
                .ifPresentOrElse(file -> byPath.put(path, file), () -> missing.put(path, content)));
        processed(missing.entrySet(), busy)
                .map(file -> readFile(file.getKey(), file.getValue(), read, now))
                .forEachOrdered(file -> byPath.put(file.path(), file));
        var readNow = List.copyOf(byPath.values());
        readNow.forEach(file -> problems.addAll(file.problems()));
        var whole = new Problems();
        var declarations = before.replaced(readNow).orElseGet(() -> together(read.found(), readNow, whole));
        problems.addAll(whole.sorted());
        before.keep(readNow, Optional.of(declarations).filter(all -> whole.isEmpty()));
        checkOverrides(environment, now, declarations.all().values(), problems);
        return new State(environment, declarations);
    }

    /** @param found receives what is wrong where it is no environment at all */
    private Optional<EnvironmentRead> readEnvironment(
            String folder, String file, byte[] content, Instant now, Problems found) {
        var problems = new Problems();
        var root = parse("environment", file, content, problems);
        if (root.isEmpty()) {
            found.addAll(problems.sorted());
        }
        return root.map(mapping -> {
            var wrongForm = problems.errorPlaces();
            var environment = EnvironmentReader.read(name(folder), mapping, problems);
            var declared = readSections(mapping, Section.Home.ENVIRONMENT, environment, now, wrongForm, problems);
            return new EnvironmentRead(content, environment, wrongForm, declared, problems.sorted());
        });
    }

    private static Declarations together(List<Found> ofEnvironment, List<FileRead> files, Problems problems) {
        var found = new ArrayList<>(ofEnvironment);
        files.forEach(file -> found.addAll(file.found()));
        var declarations = merge(found, problems);
        review(found, problems);
        return Declarations.of(declarations);
    }

    /**
     * Files say nothing of each other until they are merged, so every processor reads some, unless there are so few that sharing them out
     * takes longer. Of only two, one is left to what else goes on: a cluster that is being read answers late when nobody listens.
     */
    private <T> Stream<T> processed(Collection<T> files, boolean busy) {
        return files.size() < FEW || busy && processors <= 2 ? files.stream() : files.parallelStream();
    }

    /** A state that depends on nothing but its files: no override begins or ends. */
    private record Whole(Map<String, byte[]> files, State state, List<Problem> problems) {
        boolean isOf(SourceFiles others) {
            return files.keySet().equals(others.files().keySet())
                    && files.entrySet().stream()
                            .allMatch(file -> Arrays.equals(
                                    file.getValue(), others.files().get(file.getKey())));
        }
    }

    private FileRead readFile(String path, byte[] content, EnvironmentRead environment, Instant now) {
        var problems = new Problems();
        var found = parse("state", path, content, problems)
                .map(file -> {
                    var wrongForm = new HashSet<>(environment.wrongForm());
                    wrongForm.addAll(problems.errorPlaces());
                    return readSections(file, Section.Home.STATE, environment.environment(), now, wrongForm, problems);
                })
                .orElse(List.of());
        return new FileRead(path, content, found, problems.sorted());
    }

    private Optional<Node.Mapping> parse(String schema, String path, byte[] content, Problems problems) {
        return pages.page(path, content, problems).map(page -> {
            var root = only.map(names -> less(page.root(), names)).orElse(page.root());
            schemas.check(schema, root, problems);
            return root;
        });
    }

    /** Without the entries that are not asked for. */
    private Node.Mapping less(Node.Mapping root, Set<String> names) {
        var sections = root.entries().stream()
                .map(entry -> registry.sections().stream()
                                .anyMatch(section -> section.unique()
                                        && section.key().equals(entry.key().text()))
                        ? new Node.Entry(entry.key(), less(entry.value(), names))
                        : entry)
                .toList();
        return new Node.Mapping(sections, root.span());
    }

    private static Node less(Node section, Set<String> names) {
        return section.fold(
                scalar -> scalar,
                sequence -> sequence,
                mapping -> new Node.Mapping(
                        mapping.entries().stream()
                                .filter(entry -> names.contains(entry.key().text()))
                                .toList(),
                        mapping.span()));
    }

    private static String name(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    private static boolean isYaml(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    private List<Found> readSections(
            Node.Mapping file,
            Section.Home home,
            Environment environment,
            Instant now,
            Set<Place> wrongForm,
            Problems problems) {
        var variables = new Variables(environment.variables(), problems);
        var found = new ArrayList<Found>();
        for (var entry : file.entries()) {
            registry.sections().stream()
                    .filter(section -> section.key().equals(entry.key().text()) && section.home() == home)
                    .forEach(section -> {
                        var context = new Context(section.key(), environment, variables, now, wrongForm, problems);
                        section.read(entry.value(), context).forEach(one -> found.add(new Found(section, one)));
                    });
        }
        return List.copyOf(found);
    }

    /** What only shows when a section is seen whole. */
    private static void review(List<Found> found, Problems problems) {
        found.stream()
                .collect(Collectors.groupingBy(
                        Found::section, LinkedHashMap::new, Collectors.mapping(Found::declared, Collectors.toList())))
                .forEach((section, declared) -> problems.addAll(section.review(List.copyOf(declared))));
    }

    /** One declaration a resource; rules that several owners need are kept once, with every place. */
    private static List<Declared<?>> merge(List<Found> found, Problems problems) {
        var first = new LinkedHashMap<ResourceId, Found>(found.size() * 4 / 3 + 1);
        var repeated = new HashMap<ResourceId, List<Found>>();
        for (var one : found) {
            var id = one.declared().id();
            var earlier = first.putIfAbsent(id, one);
            if (earlier != null) {
                repeated.computeIfAbsent(id, any -> new ArrayList<>(List.of(earlier)))
                        .add(one);
            }
        }
        var merged = new ArrayList<Declared<?>>(first.size());
        for (var one : first.values()) {
            var several = repeated.get(one.declared().id());
            merged.add(several == null ? one.declared() : together(several, problems));
        }
        return merged;
    }

    private static boolean mayShare(List<Found> several) {
        return several.stream().allMatch(one -> one.section().shared())
                && several.stream().map(one -> one.declared().spec()).distinct().count() == 1;
    }

    private static Declared<?> together(List<Found> several, Problems problems) {
        var first = several.get(0).declared();
        if (!mayShare(several)) {
            var places = several.stream()
                    .flatMap(one -> one.declared().at().declaredAt().stream())
                    .sorted()
                    .toList();
            problems.add(Problem.error(
                            StateCodes.DECLARED_TWICE,
                            places.get(places.size() - 1),
                            first.id() + " is declared already at " + places.get(0))
                    .withHint("keep one of them"));
        }
        var others = several.stream()
                .skip(1)
                .flatMap(one ->
                        Stream.concat(one.declared().at().declaredAt().stream(), one.declared().at().alsoAt().stream()))
                .toList();
        var units =
                new TreeSet<>(several.stream().map(one -> one.declared().unit()).toList());
        return joined(first, others, units);
    }

    private static <D> Declared<D> joined(Declared<D> first, List<Place> others, Set<Digest> units) {
        return new Declared<>(
                first.id(),
                first.spec(),
                new Provenance(first.at().declaredAt(), first.at().cause(), others),
                Digest.ofAll(units),
                units);
    }

    private void checkOverrides(
            Environment environment, Instant now, Collection<Declared<?>> declarations, Problems problems) {
        if (environment.overrides().isEmpty()) {
            return;
        }
        var names = declarations.stream().map(declared -> declared.id().name()).collect(Collectors.toSet());
        for (var override : environment.overrides()) {
            var place = override.values().at();
            if (!names.contains(override.resource())) {
                problems.add(Problem.error(
                                StateCodes.OVERRIDE_OF_NOTHING,
                                place,
                                "the override is of '" + override.resource() + "', which nothing declares")
                        .withHint("remove the override, or declare the resource"));
            } else if (!override.inForce(now)) {
                problems.add(Problem.warning(
                                StateCodes.OVERRIDE_EXPIRED,
                                place,
                                "the override of '" + override.resource() + "' ended at "
                                        + override.until()
                                                .map(Instant::toString)
                                                .orElse("") + " and is not in force")
                        .withHint("remove it"));
            } else {
                override.until()
                        .ifPresent(end -> problems.add(new Problem(
                                StateCodes.OVERRIDE_ENDS,
                                Severity.NOTE,
                                Optional.of(place),
                                "the override of '" + override.resource() + "' ends " + end
                                        + "; what is declared without it counts from then on",
                                "the plan shows that as deferred; apply then")));
            }
        }
    }
}
