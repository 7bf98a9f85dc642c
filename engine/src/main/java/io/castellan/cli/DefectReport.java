package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * What is told about an exception that nobody expected. The text of such an exception may hold anything, a password too; so only
 * types and places are written, never messages.
 */
final class DefectReport {
    private final Throwable defect;
    private final Session session;

    private DefectReport(Throwable defect, Session session) {
        this.defect = defect;
        this.session = session;
    }

    static DefectReport of(Throwable defect, Session session) {
        return new DefectReport(defect, session);
    }

    ExitCode tell() {
        var err = session.err();
        err.println("castellan: a defect of Castellan ended this command ("
                + defect.getClass().getName() + ").");
        log().ifPresentOrElse(
                        file -> err.println(
                                "Please report it with " + file + "; what it says holds no values of yours."),
                        () -> err.print(trace()));
        return ExitCode.DEFECT;
    }

    private Optional<Path> log() {
        var name = "defect-" + session.clock().instant().toString().replaceAll("[:.]", "") + ".log";
        var folder = folder();
        try {
            Files.createDirectories(folder);
            var file = folder.resolve(name);
            Files.writeString(file, Version.read() + "\n" + trace());
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path folder() {
        var environment = session.environment();
        var state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (state.isEmpty()) {
            state = environment.getOrDefault("HOME", System.getProperty("user.home")) + "/.local/state";
        }
        return session.directory().resolve(state).resolve("castellan");
    }

    private String trace() {
        var text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var cause = defect; cause != null && seen.add(cause); cause = cause.getCause()) {
            text.append(seen.size() == 1 ? "" : "caused by ")
                    .append(cause.getClass().getName())
                    .append('\n');
            for (var frame : cause.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }
}
