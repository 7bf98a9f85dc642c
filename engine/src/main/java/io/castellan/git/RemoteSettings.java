package io.castellan.git;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * How to talk to another repository.
 *
 * @param patience the longest that one fetch or one addition may take, with everything tried again
 * @param programs environment variables that name the programs to use: {@code GIT_SSH_COMMAND} and {@code GIT_SSH}
 * @param random for pauses of different length
 * @param progress hears lines for people
 */
public record RemoteSettings(
        Duration patience, Map<String, String> programs, RandomGenerator random, Consumer<String> progress) {
    /** Long enough for a first fetch of a large repository, and for an addition that others are faster than many times. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    public RemoteSettings {
        Objects.requireNonNull(patience, "patience");
        programs = Map.copyOf(programs);
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(progress, "progress");
    }

    Optional<String> program(String variable) {
        return Optional.ofNullable(programs.get(variable)).filter(command -> !command.isBlank());
    }
}
