package io.castellan.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Origin;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.resource.Room;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateLoaderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ENVIRONMENT = """
            apiVersion: castellan/v1
            environment: dev
            cluster: {sandbox: {brokers: 1}}
            """;

    /** {@code notes: {name: text}}; {@code rules: {name: text}} may be declared by several. */
    private record Texts(String key, boolean shared) implements Section {
        @Override
        public List<Declared<?>> read(Node yaml, SectionContext context) {
            var declared = new ArrayList<Declared<?>>();
            for (var entry : yaml.asMapping().orElseThrow().entries()) {
                var name = entry.key().text();
                var text = context.override(name)
                        .flatMap(override -> override.get("text"))
                        .orElseGet(() -> context.fill(entry.value()))
                        .asScalar()
                        .orElseThrow();
                declared.add(new Declared<>(
                        new ResourceId(key, name),
                        text.text(),
                        Provenance.at(entry.key().at(), Cause.DECLARATION),
                        context.unit(entry.value())));
            }
            return declared;
        }

        @Override
        public boolean reviewsAlike(Declared<?> one, Declared<?> other) {
            return true; // there is no review
        }
    }

    private final Problems problems = new Problems();
    private final StateLoader loader = new StateLoader(
            new Registry(List.of(new Room(
                    List.of(new Texts("notes", false), new Texts("rules", true)), List.of(), List.of(), List.of()))),
            (schema, node, found) -> {});

    private Optional<State> load(String... pathsAndTexts) {
        return loadAt(NOW, pathsAndTexts);
    }

    private Optional<State> loadAt(Instant now, String... pathsAndTexts) {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put("environments/dev/" + pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return loader.load("environments/dev", new SourceFiles(files, Origin.folder()), now, problems);
    }

    private List<String> said() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private static Map<ResourceId, Declared<?>> all(Optional<State> state) {
        return state.orElseThrow().declarations().all();
    }

    @Test
    void filesOfAnyNameAndFolderAreMerged() {
        var state = load(
                "environment.yaml",
                ENVIRONMENT,
                "a.yaml",
                "notes: {x: one}",
                "deep/er/b.yml",
                "notes: {y: two}",
                "README.md",
                "no");

        assertThat(said()).isEmpty();
        assertThat(all(state).keySet()).extracting(ResourceId::name).containsExactly("x", "y");
    }

    @Test
    void aResourceThatIsDeclaredTwiceNamesBothPlaces() {
        load("environment.yaml", ENVIRONMENT, "a.yaml", "notes: {x: one}", "b.yaml", "\nnotes: {x: one}");

        assertThat(said())
                .containsExactly("environments/dev/b.yaml:2:9: error CAS-STATE-002: notes/x is declared already at"
                        + " environments/dev/a.yaml:1:9 — keep one of them");
    }

    @Test
    void aRuleThatSeveralNeedIsKeptOnceWithEveryPlace() {
        var state = load("environment.yaml", ENVIRONMENT, "a.yaml", "rules: {x: one}", "b.yaml", "rules: {x: one}");

        assertThat(said()).isEmpty();
        assertThat(all(state).values()).singleElement().satisfies(rule -> {
            assertThat(rule.at().declaredAt().orElseThrow()).hasToString("environments/dev/a.yaml:1:9");
            assertThat(rule.at().alsoAt()).singleElement().hasToString("environments/dev/b.yaml:1:9");
            assertThat(rule.several()).as("the same text twice is one unit").hasSize(1);
        });
    }

    @Test
    void aSharedRuleThatMeansTwoThingsIsAnError() {
        load("environment.yaml", ENVIRONMENT, "a.yaml", "rules: {x: one}", "b.yaml", "rules: {x: two}");

        assertThat(said()).singleElement().asString().contains("CAS-STATE-002");
    }

    @Test
    void variablesFillValuesAndTheUnitIsWhatWasWritten() {
        var three = load("environment.yaml", ENVIRONMENT + "variables: {size: 3}", "a.yaml", "notes: {x: \"${size}\"}");
        var four = load("environment.yaml", ENVIRONMENT + "variables: {size: 4}", "a.yaml", "notes: {x: \"${size}\"}");

        var id = new ResourceId("notes", "x");
        assertThat(all(three).get(id).spec()).isEqualTo("3");
        assertThat(all(four).get(id).spec()).isEqualTo("4");
        assertThat(all(three).get(id).unit()).isEqualTo(all(four).get(id).unit());
    }

    @Test
    void anUnknownVariableIsReportedWithThoseThatThereAreAndSecretsStayReferences() {
        var state = load(
                "environment.yaml",
                ENVIRONMENT + "variables: {size: 3}",
                "a.yaml",
                "notes: {x: \"${sise}\", y: \"${env:PASSWORD}\"}");

        assertThat(said())
                .containsExactly("environments/dev/a.yaml:1:12: error CAS-STATE-005: no variable 'sise' is defined"
                        + " — defined in environment.yaml are size");
        assertThat(all(state).get(new ResourceId("notes", "y")).spec()).isEqualTo("${env:PASSWORD}");
    }

    @Test
    void anOverrideHoldsAndTellsItsEndAndThenOnlyWarns() {
        var until = "overrides: {notes: {x: {text: other, until: \"2026-11-21T12:00Z\", reason: incident 4711}}}";
        var state = load("environment.yaml", ENVIRONMENT + until, "a.yaml", "notes: {x: one}");
        assertThat(all(state).get(new ResourceId("notes", "x")).spec()).isEqualTo("other");
        assertThat(said()).singleElement().asString().contains("note CAS-STATE-009", "ends 2026-11-21T12:00:00Z");

        var ended =
                load("environment.yaml", ENVIRONMENT + until.replace("12:00", "09:59"), "a.yaml", "notes: {x: one}");
        assertThat(all(ended).get(new ResourceId("notes", "x")).spec()).isEqualTo("one");
        assertThat(said()).as("of both").hasSize(2).first().asString().contains("warning CAS-STATE-008");
    }

    @Test
    void anOverrideOfNothingAndOneWithoutReasonAreErrors() {
        load(
                "environment.yaml",
                ENVIRONMENT + "overrides: {notes: {gone: {text: other}}}",
                "a.yaml",
                "notes: {x: one}");

        assertThat(said())
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("CAS-STATE-006"))
                .anySatisfy(text -> assertThat(text).contains("CAS-ENV-007"));
    }

    @Test
    void problemsOfAllFilesAreFoundAtOnce() {
        load(
                "environment.yaml", ENVIRONMENT.replace("environment: dev", "environment: prod"),
                "a.yaml", "notes: {x: \"${no}\"}",
                "b.yaml", "notes: [");

        assertThat(said()).hasSize(3);
        assertThat(said().get(0)).contains("CAS-STATE-005");
        assertThat(said().get(1)).contains("environments/dev/b.yaml");
        assertThat(said().get(2)).contains("CAS-ENV-001", "stands in the folder 'dev'");
    }

    @Test
    void aFolderWithoutEnvironmentFileIsNoEnvironment() {
        assertThat(load("a.yaml", "notes: {x: one}")).isEmpty();
        assertThat(said()).singleElement().asString().contains("CAS-STATE-001", "castellan init");
    }

    @Test
    void whatWasReadBeforeIsReadAnewWhereTheFileOrTheEnvironmentDiffers() {
        var withVariable = ENVIRONMENT + "variables: {v: one}\n";
        load("environment.yaml", withVariable, "a.yaml", "notes: {x: \"${v}\"}", "b.yaml", "notes: {y: two}");

        var otherFile =
                load("environment.yaml", withVariable, "a.yaml", "notes: {x: \"${v}\"}", "b.yaml", "notes: {y: three}");
        var otherEnvironment = load(
                "environment.yaml",
                withVariable.replace("one", "four"),
                "a.yaml",
                "notes: {x: \"${v}\"}",
                "b.yaml",
                "notes: {}");

        assertThat(said()).isEmpty();
        assertThat(all(otherFile).values())
                .extracting(one -> String.valueOf(one.spec()))
                .containsExactly("one", "three");
        assertThat(all(otherEnvironment).values())
                .extracting(one -> String.valueOf(one.spec()))
                .containsExactly("four");
    }

    @Test
    void theSameFilesAreReadAnewWhereAnOverrideMayHaveEnded() {
        var overridden = ENVIRONMENT
                + "overrides: {notes: {x: {text: other, until: \"2026-11-21T12:00Z\", reason: incident 4711}}}\n";

        var before = load("environment.yaml", overridden, "a.yaml", "notes: {x: own}");
        var after = loadAt(NOW.plusSeconds(7200), "environment.yaml", overridden, "a.yaml", "notes: {x: own}");

        assertThat(all(before).values())
                .extracting(one -> String.valueOf(one.spec()))
                .containsExactly("other");
        assertThat(all(after).values())
                .extracting(one -> String.valueOf(one.spec()))
                .containsExactly("own");
    }

    @Test
    void problemsOfAFileThatIsAsBeforeAreReportedAgain() {
        load("environment.yaml", ENVIRONMENT, "a.yaml", "notes: {x: \"${no}\"}");
        var again = new Problems();
        var files = new TreeMap<>(Map.of(
                "environments/dev/environment.yaml", ENVIRONMENT.getBytes(StandardCharsets.UTF_8),
                "environments/dev/a.yaml", "notes: {x: \"${no}\"}".getBytes(StandardCharsets.UTF_8)));

        loader.load("environments/dev", new SourceFiles(files, Origin.folder()), NOW, again);

        assertThat(again.sorted()).isNotEmpty().isEqualTo(problems.sorted());
    }

    @Test
    void theSameFilesAreTheSameStateAndOneOtherByteIsNot() {
        var first = load("environment.yaml", ENVIRONMENT, "a.yaml", "notes: {x: one}");
        var same = load("environment.yaml", ENVIRONMENT, "a.yaml", "notes: {x: one}");
        var other = load("environment.yaml", ENVIRONMENT, "a.yaml", "notes: {x: two}");
        var more = load("environment.yaml", ENVIRONMENT, "a.yaml", "notes: {x: two}", "b.yaml", "notes: {y: two}");

        assertThat(same.orElseThrow()).isSameAs(first.orElseThrow());
        assertThat(all(other)).isNotEqualTo(all(first));
        assertThat(all(more)).hasSize(2);
    }

    @Test
    void aRuleThatSeveralNeedIsLookedAtTogetherThoughOnlyOneOfItsFilesDiffers() {
        load("environment.yaml", ENVIRONMENT, "a.yaml", "rules: {x: one}", "b.yaml", "rules: {x: one}");

        var moved = load("environment.yaml", ENVIRONMENT, "a.yaml", "rules: {x: one}", "b.yaml", "\nrules: {x: one}");

        assertThat(all(moved).values()).singleElement().satisfies(rule -> {
            assertThat(rule.at().declaredAt().orElseThrow().file()).endsWith("a.yaml");
            assertThat(rule.at().alsoAt()).hasSize(1);
        });
        assertThat(said()).isEmpty();
    }
}
