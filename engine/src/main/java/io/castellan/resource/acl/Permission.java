package io.castellan.resource.acl;

import java.util.List;
import org.apache.kafka.common.acl.AclPermissionType;

/** Whether a rule gives or takes. A rule that denies wins over every rule that allows. */
enum Permission {
    ALLOW("allow", AclPermissionType.ALLOW),
    DENY("deny", AclPermissionType.DENY);

    static final List<Permission> ALL = List.of(values());

    private final String word;
    private final AclPermissionType kafka;

    Permission(String word, AclPermissionType kafka) {
        this.word = word;
        this.kafka = kafka;
    }

    /** As in state files. */
    String word() {
        return word;
    }

    AclPermissionType kafka() {
        return kafka;
    }
}
