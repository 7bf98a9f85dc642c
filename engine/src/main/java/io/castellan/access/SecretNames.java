package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Value;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The secrets that an environment may use, by name.
 *
 * @param allowed names of environment variables of the process, exactly
 */
public record SecretNames(Set<String> allowed) {
    private static final String PREFIX = "env:";

    public SecretNames {
        allowed = Set.copyOf(allowed);
    }

    public boolean allows(Value.SecretRef secret) {
        return secret.reference().startsWith(PREFIX)
                && allowed.contains(secret.reference().substring(PREFIX.length()));
    }

    /** One problem for each use that is not allowed. */
    public List<Problem> check(String environment, Collection<SecretUse> uses) {
        return uses.stream()
                .filter(use -> !allows(use.secret()))
                .map(use -> Problem.error(
                                PolicyCodes.SECRET_NOT_ALLOWED,
                                use.at(),
                                "'" + environment + "' may not use the secret ${"
                                        + use.secret().reference() + "}")
                        .withHint(
                                allowed.isEmpty()
                                        ? "access." + environment + ".secrets in castellan.yaml allows none"
                                        : "access." + environment + ".secrets in castellan.yaml allows "
                                                + String.join(", ", new TreeSet<>(allowed))))
                .sorted()
                .distinct()
                .toList();
    }
}
