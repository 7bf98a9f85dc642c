package io.castellan.resource.user;

import io.castellan.resource.KindKey;
import io.castellan.resource.Room;
import java.util.List;

/** SCRAM users. */
public final class UserRoom {
    static final KindKey<UserSpec, UserState> KEY = new KindKey<>("user", "users", UserSpec.class, UserState.class);

    private UserRoom() {}

    /** The section {@code users}, the kind {@code user}, and the steps {@code user.set} and {@code user.remove}. */
    public static Room room() {
        return new Room(
                List.of(new UserSection()),
                List.of(new UserKind()),
                List.of(new UserPlanner()),
                List.of(new UserSetExecutor(), new UserRemoveExecutor()),
                List.of(new UserCaptor()));
    }
}
