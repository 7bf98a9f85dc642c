package io.castellan.access;

import io.castellan.environment.Environment;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.model.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides who may do what in one environment, and on which cluster: files beside the environments, and sections of
 * environment.yaml. It is taken from the version in force; another version takes effect when it was approved under that one.
 *
 * @param parts digest of each part by its name: the file's path, or the path of environment.yaml with {@code #} and the section
 */
public record ControlSet(SortedMap<String, Digest> parts) {
    /** The files of the set, beside the environments folder. Those that are not there are no part. */
    public static final List<String> FILES = List.of(Policy.FILE, NeededKeys.FILE, "Jenkinsfile");

    public ControlSet {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /**
     * @param files content by path
     * @param environmentFile the path of environment.yaml
     * @param root its content; empty where there is none
     */
    public static ControlSet of(Map<String, byte[]> files, String environmentFile, Optional<Node.Mapping> root) {
        var parts = new TreeMap<String, Digest>();
        files.forEach((path, content) -> parts.put(path, Digest.ofBytes(content)));
        root.map(Node.Mapping::entries).stream()
                .flatMap(Collection::stream)
                .filter(entry ->
                        Environment.CONTROL_SECTIONS.contains(entry.key().text()))
                .forEach(entry -> parts.put(environmentFile + "#" + entry.key().text(), Digest.of(entry.value())));
        return new ControlSet(parts);
    }

    /** What has to be approved before another set takes the place of this one; empty where it is the same. */
    public Optional<Change> to(ControlSet other, String environment) {
        var names = new TreeSet<>(parts.keySet());
        names.addAll(other.parts.keySet());
        names.removeIf(name -> Objects.equals(parts.get(name), other.parts.get(name)));
        if (names.isEmpty()) {
            return Optional.empty();
        }
        var contract = new LinkedHashMap<String, Value>();
        contract.put("format", Value.text("castellan/control/v1"));
        contract.put("environment", Value.text(environment));
        contract.put("from", value());
        contract.put("to", other.value());
        return Optional.of(new Change(Digest.of(Value.entries(contract)), List.copyOf(names)));
    }

    private Value value() {
        var values = new TreeMap<String, Value>();
        parts.forEach((name, digest) -> values.put(name, Value.text(digest.text())));
        return Value.entries(values);
    }

    /**
     * A new version of the control set.
     *
     * @param digest what an approval names
     * @param parts names of those that differ, ordered
     */
    public record Change(Digest digest, List<String> parts) {
        public Change {
            Objects.requireNonNull(digest, "digest");
            parts = List.copyOf(parts);
        }
    }
}
