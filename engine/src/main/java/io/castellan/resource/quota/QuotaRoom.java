package io.castellan.resource.quota;

import io.castellan.resource.KindKey;
import io.castellan.resource.Room;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import java.util.List;

/** Quotas. */
public final class QuotaRoom {
    static final KindKey<KeyedSpec, KeyedState> KEY =
            new KindKey<>("quota", "quotas", KeyedSpec.class, KeyedState.class);

    private QuotaRoom() {}

    /** The section {@code quotas}, the kind {@code quota}, and the step {@code quota.alter}. */
    public static Room room() {
        var executor = new QuotaExecutor();
        return new Room(
                List.of(new QuotaSection()),
                List.of(new QuotaKind()),
                List.of(executor),
                List.of(executor),
                List.of(new QuotaCaptor()));
    }
}
