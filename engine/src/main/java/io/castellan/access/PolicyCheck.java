package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.ClusterAddress;
import io.castellan.environment.Environment;
import io.castellan.environment.SecretText;
import io.castellan.model.Node;
import io.castellan.resource.UsesSecrets;
import io.castellan.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Holds what an environment declares against the policy: its secrets, its client properties, its variables. */
public final class PolicyCheck {
    private PolicyCheck() {}

    /**
     * What environment.yaml declares, to be asked before anything connects by it.
     *
     * @return every problem; empty where the policy allows all of it
     */
    public static List<Problem> check(Policy policy, Environment environment) {
        var name = environment.name();
        var problems = new ArrayList<Problem>();
        problems.addAll(policy.secrets(name).check(name, secrets(environment)));
        problems.addAll(policy.clientConfig(name).check(name, clientConfig(environment)));
        problems.addAll(policy.variables().check(environment.variables()));
        return List.copyOf(problems);
    }

    /** What environment.yaml and the state files declare. */
    public static List<Problem> check(Policy policy, State state) {
        var environment = state.environment();
        var problems = new ArrayList<>(check(policy, environment));
        problems.addAll(policy.secrets(environment.name()).check(environment.name(), declaredSecrets(state)));
        return List.copyOf(problems);
    }

    /** Every use of a secret in the client properties with which the environment is reached. */
    public static List<SecretUse> secrets(Environment environment) {
        var uses = new ArrayList<SecretUse>();
        reachedWith(environment)
                .forEach((key, text) -> text.references()
                        .forEach(
                                secret -> uses.add(new SecretUse(secret, place(environment, key, Node.Entry::value)))));
        return List.copyOf(uses);
    }

    /**
     * Every use of a secret in a resource, after variables were filled in, so that no spelling hides one; it stands where the resource
     * is declared.
     */
    public static List<SecretUse> declaredSecrets(State state) {
        var uses = new ArrayList<SecretUse>();
        var elsewhere = state.environment().root().at();
        state.declarations().all().values().forEach(declared -> {
            if (declared.spec() instanceof UsesSecrets user) {
                var at = declared.at().declaredAt().orElse(elsewhere);
                user.secrets().forEach(secret -> uses.add(new SecretUse(secret, at)));
            }
        });
        return List.copyOf(uses);
    }

    /** The client properties with which an environment is reached, and where each stands. */
    public static Map<String, Place> clientConfig(Environment environment) {
        var used = new TreeMap<String, Place>();
        reachedWith(environment).keySet().forEach(key -> used.put(key, place(environment, key, Node.Entry::key)));
        return used;
    }

    /** What counts is the address: its sections may be those of another version than the file at hand. */
    private static Map<String, SecretText> reachedWith(Environment environment) {
        return environment.address().fold(ClusterAddress.Servers::clientConfig, sandbox -> Map.of());
    }

    /** In the file at hand; the file as a whole where it does not have that property. */
    private static Place place(Environment environment, String property, Function<Node.Entry, Node> part) {
        return PolicyNodes.mapping(environment.root(), "cluster")
                .map(cluster -> PolicyNodes.entries(cluster, "clientConfig"))
                .orElse(List.of())
                .stream()
                .filter(entry -> entry.key().text().equals(property))
                .map(part)
                .findFirst()
                .map(Node::at)
                .orElse(environment.root().at());
    }
}
