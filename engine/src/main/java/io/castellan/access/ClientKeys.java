package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The properties that an environment's {@code clientConfig} may set, of those that Castellan knows. */
public record ClientKeys(Set<String> allowed) {
    public ClientKeys {
        allowed = Set.copyOf(allowed);
    }

    /**
     * One problem for each property that is not allowed.
     *
     * @param used property to where it stands
     */
    public List<Problem> check(String environment, Map<String, Place> used) {
        return used.entrySet().stream()
                .filter(use -> !allowed.contains(use.getKey()))
                .map(use -> Problem.error(
                                PolicyCodes.CLIENT_KEY_NOT_ALLOWED,
                                use.getValue(),
                                "'" + environment + "' may not set the client property '" + use.getKey() + "'")
                        .withHint(
                                allowed.isEmpty()
                                        ? "access." + environment + ".clientConfig in castellan.yaml allows none"
                                        : "access." + environment + ".clientConfig in castellan.yaml allows "
                                                + String.join(", ", new TreeSet<>(allowed))))
                .sorted()
                .toList();
    }
}
