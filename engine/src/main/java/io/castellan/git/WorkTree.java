package io.castellan.git;

import io.castellan.git.DirtyFile.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/** Compares checked-out files with the commit that is checked out. */
final class WorkTree {
    private final Repository git;

    WorkTree(Repository git) {
        this.git = git;
    }

    List<DirtyFile> dirty(Collection<String> folders, Predicate<String> wanted) {
        if (git.isBare() || folders.isEmpty()) {
            return List.of();
        }
        executeNothing();
        try {
            var diff = new IndexDiff(git, Constants.HEAD, new FileTreeIterator(git));
            if (!folders.contains("")) {
                diff.setFilter(PathFilterGroup.createFromStrings(folders));
            }
            diff.diff();
            return classify(diff, folders, wanted);
        } catch (IOException e) {
            throw GitFailures.reading("the work tree " + git.getWorkTree(), e);
        }
    }

    /** JGit would pipe files through the programs that attributes name. Without them such a file counts as modified. */
    private void executeNothing() {
        var config = git.getConfig();
        config.getSubsections("filter").forEach(name -> config.setString("filter", name, "clean", ""));
    }

    private List<DirtyFile> classify(IndexDiff diff, Collection<String> folders, Predicate<String> wanted)
            throws IOException {
        var states = new TreeMap<String, State>();
        put(states, diff.getConflicting(), State.CONFLICTING);
        put(states, diff.getAdded(), State.STAGED);
        put(states, diff.getChanged(), State.STAGED);
        put(states, diff.getMissing(), State.DELETED);
        put(states, diff.getRemoved(), State.DELETED);
        put(states, diff.getModified(), State.MODIFIED);
        put(states, diff.getUntracked(), State.UNTRACKED);
        for (var ignored : diff.getIgnoredNotInIndex()) {
            for (var file : filesOf(ignored)) {
                if (wanted.test(file) && folders.stream().anyMatch(folder -> within(file, folder))) {
                    states.putIfAbsent(file, State.IGNORED);
                }
            }
        }
        return states.entrySet().stream()
                .map(entry -> new DirtyFile(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void put(TreeMap<String, State> states, Set<String> paths, State state) {
        paths.forEach(path -> states.putIfAbsent(path, state));
    }

    private static boolean within(String path, String folder) {
        return folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/");
    }

    /** An ignored folder is reported as one; what is in it may be read all the same. */
    private List<String> filesOf(String ignored) throws IOException {
        var root = git.getWorkTree().toPath();
        var path = root.resolve(ignored);
        if (!Files.isDirectory(path)) {
            return List.of(ignored);
        }
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .map(Path::toString)
                    .map(file -> file.replace(root.getFileSystem().getSeparator(), "/"))
                    .toList();
        }
    }
}
