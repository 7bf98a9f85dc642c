package io.castellan.access;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the policy says of one environment.
 *
 * @param secrets none where the policy does not say
 * @param clientConfig none where the policy does not say
 */
public record EnvironmentAccess(
        Map<Right, Holders> rights,
        ApprovalRule approvals,
        Separations separate,
        Signed signed,
        Freeze freeze,
        Optional<BreakGlass> breakGlass,
        SecretNames secrets,
        ClientKeys clientConfig) {
    public EnvironmentAccess {
        rights = Map.copyOf(rights);
        Objects.requireNonNull(approvals, "approvals");
        Objects.requireNonNull(separate, "separate");
        Objects.requireNonNull(signed, "signed");
        Objects.requireNonNull(freeze, "freeze");
        Objects.requireNonNull(breakGlass, "breakGlass");
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(clientConfig, "clientConfig");
    }

    /** Who has a right here. */
    public Holders holders(Right right) {
        return rights.getOrDefault(right, Holders.NOBODY);
    }
}
