package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A broker process that was started, kept in {@code process.properties} until it is stopped on purpose.
 *
 * @param logOffset where this start's lines begin in the log, in bytes
 * @param archiveDraft the class-data archive that the process writes when it ends
 */
record StartedProcess(ProcessMark mark, long logOffset, Optional<Path> archiveDraft) {
    StartedProcess {
        requireNonNull(mark, "mark");
        requireNonNull(archiveDraft, "archiveDraft");
    }

    Properties toProperties() {
        var stored = new Properties();
        stored.setProperty("pid", String.valueOf(mark.pid()));
        stored.setProperty("started", mark.started());
        stored.setProperty("log.offset", String.valueOf(logOffset));
        archiveDraft.ifPresent(draft -> stored.setProperty("archive.draft", draft.toString()));
        return stored;
    }

    static StartedProcess from(Properties stored, Place file) {
        try {
            return new StartedProcess(
                    new ProcessMark(Long.parseLong(stored.getProperty("pid")), stored.getProperty("started")),
                    Long.parseLong(stored.getProperty("log.offset")),
                    Optional.ofNullable(stored.getProperty("archive.draft")).map(Path::of));
        } catch (NumberFormatException | NullPointerException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(SandboxCodes.FOLDER_UNREADABLE, file, "is damaged")
                            .withHint("stop the broker by hand if it runs, then remove the file"),
                    e);
        }
    }
}
