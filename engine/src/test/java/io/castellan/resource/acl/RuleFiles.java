package io.castellan.resource.acl;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Declared;
import io.castellan.model.Origin;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.state.StateLoader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** State files of one environment, read with the room of access rules alone. */
final class RuleFiles {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Problems problems = new Problems();

    private RuleFiles() {
        file("environment.yaml", "environment: test\ncluster: {bootstrapServers: [b:9092]}\n");
    }

    /** One state file, and an environment that says nothing. */
    static RuleFiles of(String yaml) {
        return new RuleFiles().file("state.yaml", yaml);
    }

    RuleFiles file(String name, String yaml) {
        files.put("test/" + name, yaml.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RuleFiles variables(String yaml) {
        return file(
                "environment.yaml",
                "environment: test\ncluster: {bootstrapServers: [b:9092]}\nvariables: " + yaml + "\n");
    }

    Declarations declarations() {
        return new StateLoader(new Registry(List.of(AclRoom.room())), (schema, node, found) -> {})
                .load("test", new SourceFiles(files, Origin.folder()), Instant.EPOCH, problems)
                .orElseThrow()
                .declarations();
    }

    Map<ResourceId, Declared<AclRule>> declared() {
        return declarations().of(AclRoom.KEY);
    }

    Declared<AclRule> declared(String name) {
        return java.util.Optional.ofNullable(declared().get(AclRoom.KEY.id(name)))
                .orElseThrow();
    }

    /** The names of all declared rules. */
    Set<String> names() {
        return declared().keySet().stream().map(ResourceId::name).collect(Collectors.toCollection(TreeSet::new));
    }

    List<Problem> problems() {
        declarations();
        return problems.sorted();
    }

    List<String> codes() {
        return problems().stream().map(problem -> problem.code().toString()).toList();
    }
}
