package io.castellan.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many persons must approve.
 *
 * @param approvals 0 where nobody needs to
 * @param because the names of the rules that ask for that many, ordered
 */
public record Requirement(int approvals, List<String> because) {
    public Requirement {
        because = List.copyOf(because);
    }

    /** The larger one; of two equal ones the reasons of both. */
    public Requirement and(Requirement other) {
        if (approvals != other.approvals) {
            return approvals > other.approvals ? this : other;
        }
        return new Requirement(
                approvals,
                Stream.concat(because.stream(), other.because.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    static Requirement most(Map<String, Integer> asking) {
        int most = asking.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new Requirement(
                most,
                asking.entrySet().stream()
                        .filter(rule -> rule.getValue() == most)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList());
    }
}
