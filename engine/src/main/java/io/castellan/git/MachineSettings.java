package io.castellan.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit may know of this machine: the user's and the system's Git configuration, read-only. On its own JGit starts the
 * {@code git} program, writes probe files into the repository to measure the file system's clock, and keeps the result in the
 * user's configuration folder.
 */
final class MachineSettings extends SystemReader.Delegate {
    /** Changes nearer together than this may look like one; JGit reads again rather than trust. The safe side, as FAT has it. */
    private static final long FILE_CLOCK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private MachineSettings(SystemReader machine) {
        super(machine);
    }

    /** Takes effect for the whole process; may be called again. */
    static synchronized void install() {
        var current = SystemReader.getInstance();
        if (!(current instanceof MachineSettings)) {
            var home = current.getenv("HOME");
            if (home != null && !home.isEmpty()) {
                FS.DETECTED.setUserHome(new File(home)); // as Git does; Java takes another one
            }
            SystemReader.setInstance(new MachineSettings(current));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        var off = getenv("GIT_CONFIG_NOSYSTEM");
        boolean used = (off == null || off.isEmpty()) && !isWindows();
        return new ReadOnly(parent, used ? new File("/etc/gitconfig") : null, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        var named = getenv("GIT_CONFIG_GLOBAL");
        if (named != null && !named.isEmpty()) {
            return new ReadOnly(parent, new File(named), fs);
        }
        var shared = new ReadOnly(parent, sharedConfig(fs), fs);
        return new ReadOnly(shared, new File(fs.userHome(), ".gitconfig"), fs);
    }

    /** JGit keeps its measurements there. There are none. */
    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new ReadOnly(parent, null, fs);
    }

    /** The user's other configuration file, which the one in the home overrides. */
    private File sharedConfig(FS fs) {
        var folder = getenv("XDG_CONFIG_HOME");
        var base = folder == null || folder.isEmpty() ? fs.userHome().toPath().resolve(".config") : Path.of(folder);
        return base.resolve("git/config").toFile();
    }

    private static final class ReadOnly extends FileBasedConfig {
        private final Config parent;
        private final boolean absent;

        ReadOnly(Config parent, @Nullable File file, FS fs) {
            super(parent, file, fs);
            this.parent = parent;
            this.absent = file == null;
        }

        @Override
        public void load() throws IOException, ConfigInvalidException {
            if (parent instanceof ReadOnly chained) {
                chained.load();
            }
            if (!absent) {
                super.load();
            }
        }

        @Override
        public boolean isOutdated() {
            return !absent && super.isOutdated();
        }

        @Override
        public void save() {
            // What is set here is for this process only.
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit wanted) {
            return section.equals("filesystem")
                    ? wanted.convert(FILE_CLOCK_NANOS, TimeUnit.NANOSECONDS)
                    : super.getTimeUnit(section, subsection, name, defaultValue, wanted);
        }
    }
}
