package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.ClusterAddress;
import io.castellan.environment.Environment;
import io.castellan.model.Node;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.sandbox.SandboxSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns what an environment declares of its sandbox into what a sandbox takes: settings in Kafka's own units. */
final class SandboxDeclaration {
    private final Environment environment;
    private final Problems problems = new Problems();

    private SandboxDeclaration(Environment environment) {
        this.environment = environment;
    }

    /**
     * @return empty where the cluster is run by somebody else
     * @throws io.castellan.diagnostics.Failure INPUT with every setting that no broker would take
     */
    static Optional<SandboxSpec> read(Environment environment) {
        return environment.address().fold(servers -> Optional.empty(), sandbox -> Optional.of(
                new SandboxDeclaration(environment).spec(sandbox)));
    }

    private SandboxSpec spec(ClusterAddress.Sandbox declared) {
        var config = config(declared.config());
        problems.throwIfErrors(ExitCode.INPUT);
        return new SandboxSpec(
                environment.name(),
                declared.version(),
                declared.brokers(),
                environment.clusterId(),
                declared.racks(),
                SandboxSpec.DEFAULT_HEAP_MEGABYTES,
                config);
    }

    private Map<String, String> config(Map<String, String> declared) {
        var config = new TreeMap<String, String>();
        declared.forEach((key, value) -> {
            var setting = Catalogue.broker().find(key);
            var refusal = Catalogue.broker()
                    .refusal(key)
                    .or(() -> setting.flatMap(known -> known.canonical(value).refusal()));
            refusal.ifPresent(why -> problems.add(why.at(place(key))));
            setting.flatMap(known -> known.canonical(value).canonical())
                    .ifPresent(canonical -> config.put(key, canonical));
        });
        return config;
    }

    private Place place(String key) {
        return mapping(environment.root(), "cluster")
                .flatMap(cluster -> mapping(cluster, "sandbox"))
                .flatMap(sandbox -> mapping(sandbox, "config"))
                .flatMap(config -> config.get(key))
                .map(Node::at)
                .orElse(environment.root().at());
    }

    private static Optional<Node.Mapping> mapping(Node.Mapping node, String key) {
        return node.get(key).flatMap(Node::asMapping);
    }
}
