package io.castellan.resource.user;

import io.castellan.testing.DeletionCaps;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class UserDeletionTest extends DeletionCaps<UserSpec, UserState> {
    UserDeletionTest() {
        super(UserRoom.room(), new UserKind(), number -> new UserState(Map.of("SCRAM-SHA-512", 4096)));
    }

    @Override
    protected String state(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "u" + number + ": {mechanisms: [{type: SCRAM-SHA-512}]}")
                .collect(Collectors.joining(", ", "users: {", "}"));
    }
}
