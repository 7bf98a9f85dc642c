package io.castellan.resource.acl;

import io.castellan.model.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What besides the rules decides who may do what.
 *
 * @param authorizer whether the cluster has one; without it there are no rules
 * @param principal who we are, where it is known
 * @param superUser whether rules do not matter to us
 * @param everyone whether a resource without any rule is open to everybody ({@code allow.everyone.if.no.acl.found})
 */
record Circumstances(boolean authorizer, Optional<String> principal, Known superUser, Known everyone) {
    private static final String AUTHORIZER = "authorizer";
    private static final String PRINCIPAL = "principal";
    private static final String SUPER_USER = "superUser";
    private static final String EVERYONE = "everyoneIfNoAcl";

    Circumstances {
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(superUser, "superUser");
        Objects.requireNonNull(everyone, "everyone");
    }

    static Circumstances withoutAuthorizer() {
        return new Circumstances(false, Optional.empty(), Known.UNKNOWN, Known.UNKNOWN);
    }

    /** For {@link io.castellan.resource.Reading#about}. */
    Map<String, Value> about() {
        var about = new TreeMap<String, Value>();
        about.put(AUTHORIZER, Value.text(Known.of(authorizer).name()));
        principal.ifPresent(name -> about.put(PRINCIPAL, Value.text(name)));
        about.put(SUPER_USER, Value.text(superUser.name()));
        about.put(EVERYONE, Value.text(everyone.name()));
        return about;
    }

    /** The inverse of {@link #about}. What was not found out is unknown. */
    static Circumstances of(Map<String, Value> about) {
        return new Circumstances(
                known(about, AUTHORIZER) != Known.NO,
                Optional.ofNullable(about.get(PRINCIPAL)).map(Value::display),
                known(about, SUPER_USER),
                known(about, EVERYONE));
    }

    private static Known known(Map<String, Value> about, String name) {
        return Optional.ofNullable(about.get(name))
                .map(Value::display)
                .map(Known::valueOf)
                .orElse(Known.UNKNOWN);
    }
}
