package io.castellan.state;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
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
import io.castellan.yaml.YamlReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the files of one environment. Offline and pure: the same files and the same instant give the same state. */
public final class StateLoader {
    private static final String ENVIRONMENT_FILE = "environment.yaml";

    private final Registry registry;
    private final SchemaCheck schemas;

    public StateLoader(Registry registry, SchemaCheck schemas) {
        this.registry = registry;
        this.schemas = schemas;
    }

    /**
     * Reads everything that can be read and reports every problem.
     *
     * @param folder what the paths of the environment's files begin with; its last name is the environment's
     * @param now decides which overrides are in force
     * @return the state, to be used only if no error was reported; empty where there is no environment.yaml to read
     */
    public Optional<State> load(String folder, SourceFiles files, Instant now, Problems problems) {
        var environmentFile = folder + "/" + ENVIRONMENT_FILE;
        var parsed = parse(files, environmentFile, problems);
        var root = Optional.ofNullable(parsed.remove(environmentFile));
        if (root.isEmpty()) {
            if (!files.files().containsKey(environmentFile)) {
                problems.add(Problem.error(
                                StateCodes.NO_ENVIRONMENT_FILE,
                                Place.whole(environmentFile),
                                "there is no environment.yaml, so '" + name(folder) + "' is not an environment")
                        .withHint("'castellan init' writes one to start from"));
            }
            return Optional.empty();
        }
        var wrongForm = problems.errorPlaces();
        var environment = EnvironmentReader.read(name(folder), root.get(), problems);
        var variables = new Variables(environment.variables(), problems);
        var sections = registry.sections().stream().collect(Collectors.toMap(Section::key, section -> section));
        var found = new ArrayList<Found>();
        readSections(
                root.get(),
                Section.Home.ENVIRONMENT,
                sections,
                environment,
                variables,
                now,
                wrongForm,
                problems,
                found);
        for (var file : parsed.values()) {
            readSections(file, Section.Home.STATE, sections, environment, variables, now, wrongForm, problems, found);
        }
        var declarations = merge(found, problems);
        review(found, problems);
        checkOverrides(environment, now, declarations, problems);
        return Optional.of(new State(environment, Declarations.of(declarations)));
    }

    private record Found(Section section, Declared<?> declared) {}

    private SortedMap<String, Node.Mapping> parse(SourceFiles files, String environmentFile, Problems problems) {
        var parsed = new TreeMap<String, Node.Mapping>();
        files.files().forEach((path, content) -> {
            if (isYaml(path)) {
                YamlReader.read(path, content, problems).ifPresent(node -> {
                    schemas.check(path.equals(environmentFile) ? "environment" : "state", node, problems);
                    node.asMapping().ifPresent(mapping -> parsed.put(path, mapping));
                });
            }
        });
        return parsed;
    }

    private static String name(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    private static boolean isYaml(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    private static void readSections(
            Node.Mapping file,
            Section.Home home,
            Map<String, Section> sections,
            Environment environment,
            Variables variables,
            Instant now,
            Set<Place> wrongForm,
            Problems problems,
            List<Found> found) {
        for (var entry : file.entries()) {
            var section = sections.get(entry.key().text());
            if (section != null && section.home() == home) {
                var context = new Context(section.key(), environment, variables, now, wrongForm, problems);
                section.read(entry.value(), context).forEach(declared -> found.add(new Found(section, declared)));
            }
        }
    }

    /** What only shows when a section is seen whole. */
    private static void review(List<Found> found, Problems problems) {
        found.stream()
                .collect(Collectors.groupingBy(
                        Found::section, LinkedHashMap::new, Collectors.mapping(Found::declared, Collectors.toList())))
                .forEach((section, declared) -> problems.addAll(section.review(List.copyOf(declared))));
    }

    /** One declaration a resource; rules that several owners need are kept once, with every place. */
    private static Collection<Declared<?>> merge(List<Found> found, Problems problems) {
        var byId = new LinkedHashMap<ResourceId, List<Found>>();
        found.forEach(one -> byId.computeIfAbsent(one.declared().id(), id -> new ArrayList<>())
                .add(one));
        var merged = new ArrayList<Declared<?>>();
        byId.forEach((id, several) -> {
            merged.add(together(several));
            if (several.size() > 1 && !mayShare(several)) {
                var places = several.stream()
                        .flatMap(one -> one.declared().at().declaredAt().stream())
                        .sorted()
                        .toList();
                problems.add(Problem.error(
                                StateCodes.DECLARED_TWICE,
                                places.get(places.size() - 1),
                                id + " is declared already at " + places.get(0))
                        .withHint("keep one of them"));
            }
        });
        return merged;
    }

    private static boolean mayShare(List<Found> several) {
        return several.stream().allMatch(one -> one.section().shared())
                && several.stream().map(one -> one.declared().spec()).distinct().count() == 1;
    }

    private static Declared<?> together(List<Found> several) {
        var first = several.get(0).declared();
        if (several.size() == 1) {
            return first;
        }
        var others = several.stream()
                .skip(1)
                .flatMap(one ->
                        Stream.concat(one.declared().at().declaredAt().stream(), one.declared().at().alsoAt().stream()))
                .toList();
        var units = several.stream().map(one -> one.declared().unit()).toList();
        return joined(first, others, Digest.ofAll(new TreeSet<>(units)));
    }

    private static <D> Declared<D> joined(Declared<D> first, List<Place> others, Digest unit) {
        return new Declared<>(
                first.id(),
                first.spec(),
                new Provenance(first.at().declaredAt(), first.at().cause(), others),
                unit);
    }

    private void checkOverrides(
            Environment environment, Instant now, Collection<Declared<?>> declarations, Problems problems) {
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
            }
        }
    }
}
