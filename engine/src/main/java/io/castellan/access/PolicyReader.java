package io.castellan.access;

import static io.castellan.access.PolicyNodes.entries;
import static io.castellan.access.PolicyNodes.mapping;
import static io.castellan.access.PolicyNodes.scalars;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.state.SchemaCheck;
import io.castellan.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads castellan.yaml: its form by the schema, then its meaning. Pure; reports every problem at once. */
public final class PolicyReader {
    /** The largest policy, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final String SCHEMA = "policy";

    private final SchemaCheck schemas;

    public PolicyReader(SchemaCheck schemas) {
        this.schemas = schemas;
    }

    /**
     * Reads a policy.
     *
     * @param file as it shall appear in messages
     * @param environments the names of all environments that there are beside it
     * @param problems receives everything that is wrong
     * @return empty where an error was reported: there is no policy in part
     */
    public Optional<Policy> read(String file, byte[] content, Set<String> environments, Problems problems) {
        if (content.length > MAX_BYTES) {
            problems.add(Problem.error(
                    PolicyCodes.TOO_LARGE,
                    Place.whole(file),
                    "the policy has " + content.length + " bytes, at most " + MAX_BYTES + " are read"));
            return Optional.empty();
        }
        var found = new Problems();
        var policy = YamlReader.read(file, content, found).flatMap(node -> {
            schemas.check(SCHEMA, node, found);
            return node.asMapping().map(root -> read(root, environments, new PolicyNodes(found)));
        });
        problems.addAll(found.sorted());
        return found.hasErrors() ? Optional.empty() : policy;
    }

    private static Policy read(Node.Mapping root, Set<String> environments, PolicyNodes nodes) {
        var pipeline = scalars(root, "pipeline");
        pipeline.forEach(name -> checkEnvironment(name, environments, nodes));
        var people = new PeopleReader(nodes).read(root);
        var access = new TreeMap<String, EnvironmentAccess>();
        for (var entry : entries(root, "access")) {
            checkEnvironment(entry.key(), environments, nodes);
            entry.value()
                    .asMapping()
                    .ifPresent(node ->
                            access.put(entry.key().text(), new AccessReader(nodes, people, entry.key(), node).read()));
        }
        pipeline.stream()
                .filter(name -> !access.containsKey(name.text()))
                .forEach(name -> nodes.report(Problem.error(
                                PolicyCodes.NO_ACCESS,
                                name.at(),
                                "'access' says nothing of '" + name.text() + "', so nobody could do anything there")
                        .withHint("add 'access." + name.text() + "' with write, approve and execute")));
        uncovered(root, environments, pipeline, access, nodes);
        return new Policy(
                pipeline.stream().map(Node.Scalar::text).toList(),
                people.people(),
                access,
                new RangesReader(nodes).read(root),
                new HostReader(nodes, people.people()).read(root),
                new ApprovalBranches(nodes).read(root));
    }

    private static void checkEnvironment(Node.Scalar name, Set<String> environments, PolicyNodes nodes) {
        if (!environments.contains(name.text())) {
            nodes.reportUnknown(PolicyCodes.UNKNOWN_ENVIRONMENT, name, "there is no environment", () -> environments);
        }
    }

    private static void uncovered(
            Node.Mapping root,
            Set<String> environments,
            List<Node.Scalar> pipeline,
            Map<String, EnvironmentAccess> access,
            PolicyNodes nodes) {
        var place = mapping(root, "access").map(Node::at).orElse(root.at());
        var named = pipeline.stream().map(Node.Scalar::text).collect(Collectors.toSet());
        new TreeSet<>(environments)
                .stream()
                        .filter(name -> !access.containsKey(name) && !named.contains(name))
                        .forEach(name -> nodes.report(Problem.warning(
                                        PolicyCodes.NO_ACCESS,
                                        place,
                                        "the policy says nothing of the environment '" + name
                                                + "', so nobody may do anything there")
                                .withHint("add 'access." + name + "'")));
    }
}
