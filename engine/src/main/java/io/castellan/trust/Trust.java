package io.castellan.trust;

import io.castellan.git.RemoteAddress;
import java.util.Objects;

/**
 * The content of a trust file.
 *
 * @param branch the protected branch of the repository
 * @param policy full id of the commit from which on the branch is believed
 */
public record Trust(RemoteAddress repository, String branch, String policy) {
    public Trust {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(policy, "policy");
    }
}
