package io.castellan.cli;

import io.castellan.apply.ApplyListener;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Another process that applies {@code dev} of the folder that it is started for, and stops, dies or says where it stands. */
final class ApplyChild {
    /** What happens when the apply stands at a point. */
    enum Deed {
        /** Says where it is, and nothing else. */
        SAY,
        /** Waits for a line on standard input. */
        WAIT,
        /** Ends at once, as a kill does. */
        HALT
    }

    /** As a process that was killed ends. */
    static final int HALTED = 137;

    private ApplyChild() {}

    /** {@code LOCK-GROUP SESSION-SECONDS DEED POINT N FOLDER}: the deed is done when the point is reached the Nth time. */
    public static void main(String[] arguments) {
        var lock = lock(arguments[0], Integer.parseInt(arguments[1]));
        var witness = witness(
                Deed.valueOf(arguments[2]), ApplyListener.Point.valueOf(arguments[3]), Integer.parseInt(arguments[4]));
        var exitCode = new Castellan(Session.ofProcess(), commands(lock, witness))
                .run("apply", "dev", "--yes", "--environments", arguments[5] + "/environments");
        Interrupts.endProcess(exitCode);
    }

    static LockSettings lock(String group, int sessionSeconds) {
        var defaults = LockSettings.defaults();
        return new LockSettings(
                defaults.topic(),
                group,
                Duration.ofSeconds(sessionSeconds),
                defaults.heartbeat(),
                defaults.margin(),
                defaults.coordinatorPatience(),
                defaults.patience());
    }

    /** The product's command with another lock or another ear. */
    static Map<String, Function<Session, Subcommand>> commands(LockSettings lock, ApplyListener witness) {
        return Map.of("apply", session -> new ApplyCommand(session, lock, witness));
    }

    private static ApplyListener witness(Deed deed, ApplyListener.Point point, int number) {
        return new ApplyListener() {
            private int times;

            @Override
            public void reached(Point reached, List<Step> batch) {
                say("at " + reached);
                if (reached == point && ++times == number) {
                    act(deed);
                }
            }
        };
    }

    private static void act(Deed deed) {
        switch (deed) {
            case SAY -> {}
            case HALT -> Runtime.getRuntime().halt(HALTED);
            case WAIT -> {
                say("waiting here");
                try {
                    System.in.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
