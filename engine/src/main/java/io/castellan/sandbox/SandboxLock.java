package io.castellan.sandbox;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One operation at a time on one sandbox, over all processes of the machine; a killed holder frees it. */
final class SandboxLock implements AutoCloseable {
    /** Locked files of this process: a file lock is the whole process's, and lost when any channel to the file is closed. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileLock held;

    private SandboxLock(Path file, FileLock held) {
        this.file = file;
        this.held = held;
    }

    static SandboxLock take(SandboxFolder folder, Duration patience, Progress progress) {
        List<SandboxLock> taken = new ArrayList<>(1);
        if (!tryTake(folder.lock(), taken)) {
            progress.say("waiting for another command that works on " + folder.home());
            if (!Waiting.until(patience, () -> tryTake(folder.lock(), taken))) {
                throw busy(folder, patience);
            }
        }
        return taken.get(0);
    }

    private static boolean tryTake(Path file, List<SandboxLock> taken) {
        if (!OURS.add(file)) {
            return false;
        }
        try {
            Files.createDirectories(file.resolveSibling(".").normalize());
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var held = channel.tryLock();
            if (held != null) {
                taken.add(new SandboxLock(file, held));
            } else {
                channel.close();
            }
        } catch (IOException e) {
            throw SandboxFolder.unusable(file, e);
        } finally {
            if (taken.isEmpty()) {
                OURS.remove(file);
            }
        }
        return !taken.isEmpty();
    }

    private static Failure busy(SandboxFolder folder, Duration patience) {
        return new Failure(
                ExitCode.REFUSED,
                Problem.error(
                                SandboxCodes.BUSY,
                                "another command has been working on " + folder.home() + " for " + patience.toSeconds()
                                        + " s")
                        .withHint("let it end, or stop it, and try again"));
    }

    @Override
    public void close() {
        try {
            held.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            OURS.remove(file);
        }
    }
}
