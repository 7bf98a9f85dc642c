package io.castellan.resource.acl;

import io.castellan.resource.KindKey;
import io.castellan.resource.Room;
import java.util.List;

/** Access rules. */
public final class AclRoom {
    static final KindKey<AclRule, AclRule> KEY = new KindKey<>("acl", "access rules", AclRule.class, AclRule.class);

    private AclRoom() {}

    /** The sections {@code acls} and {@code grants}, the kind {@code acl}, and the steps {@code acl.…}. */
    public static Room room() {
        return new Room(
                List.of(new AclSection(), new GrantSection()),
                List.of(new AclKind()),
                List.of(new AclPlanner()),
                List.of(AclExecutor.create(), AclExecutor.delete()),
                List.of(AclCaptor.grants(), AclCaptor.rules()));
    }
}
