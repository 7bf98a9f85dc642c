package io.castellan.resource.acl;

import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import io.castellan.resource.CannotWait;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.jspecify.annotations.Nullable;

/**
 * One access rule: what Kafka calls an ACL binding.
 *
 * @param principal with its type, for example {@code User:billing}; {@value #EVERY_USER} for every user
 * @param host address that the client comes from; {@value #ANY_HOST} for any
 */
record AclRule(String principal, Permission permission, Operation operation, AclPattern pattern, String host)
        implements CannotWait {
    static final String EVERY_USER = "User:*";
    static final String ANY_HOST = "*";

    AclRule {
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(permission, "permission");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(host, "host");
    }

    /** The rule by its whole meaning: two rules that differ have different ids. */
    ResourceId id() {
        return AclRoom.KEY.id(AclText.part(principal) + " " + permission.word() + " " + operation.word() + " "
                + pattern.text() + (host.equals(ANY_HOST) ? "" : " " + AclText.FROM + " " + AclText.part(host)));
    }

    /** Written out, since plans of many rules spend much of their time here. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof AclRule that
                        && permission == that.permission
                        && operation == that.operation
                        && pattern.equals(that.pattern)
                        && principal.equals(that.principal)
                        && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        int hash = 31 * principal.hashCode() + pattern.hashCode();
        return 31 * (31 * (31 * hash + operation.ordinal()) + permission.ordinal()) + host.hashCode();
    }

    /** A rule is there or not, so one that is new either gives access or takes it. */
    @Override
    public boolean cannotWait(Optional<Declared<?>> applied) {
        return !allows();
    }

    boolean allows() {
        return permission == Permission.ALLOW;
    }

    /** Whether it is about that principal, by its name or as one of all users. */
    boolean concerns(String someone) {
        return principal.equals(someone) || principal.equals(EVERY_USER) && someone.startsWith("User:");
    }

    /** Whether it allows all that the other allows, to everybody whom the other does. */
    boolean includes(AclRule other) {
        return allows() && other.allows() && reaches(other) && operation.allows(other.operation);
    }

    /** Whether it denies all that the other allows. */
    boolean voids(AclRule other) {
        return !allows() && other.allows() && reaches(other) && operation.denies(other.operation);
    }

    private boolean reaches(AclRule other) {
        return concerns(other.principal)
                && pattern.covers(other.pattern)
                && (host.equals(ANY_HOST) || host.equals(other.host));
    }

    AclBinding binding() {
        return new AclBinding(
                new ResourcePattern(
                        pattern.guarded().kafka(),
                        pattern.name(),
                        pattern.prefixed() ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry(principal, host, operation.kafka(), permission.kafka()));
    }

    /** Empty where Kafka knows something that we do not. */
    static Optional<AclRule> of(AclBinding binding) {
        var guarded = Guarded.of(binding.pattern().resourceType());
        var operation = Operation.of(binding.entry().operation());
        var type = binding.entry().permissionType();
        var pattern = binding.pattern().patternType();
        if (guarded.isEmpty()
                || operation.isEmpty()
                || type != AclPermissionType.ALLOW && type != AclPermissionType.DENY
                || pattern != PatternType.LITERAL && pattern != PatternType.PREFIXED) {
            return Optional.empty();
        }
        return Optional.of(new AclRule(
                binding.entry().principal(),
                type == AclPermissionType.ALLOW ? Permission.ALLOW : Permission.DENY,
                operation.get(),
                new AclPattern(guarded.get(), binding.pattern().name(), pattern == PatternType.PREFIXED),
                binding.entry().host()));
    }

    /** As in its id. */
    @Override
    public String toString() {
        return id().name();
    }
}
