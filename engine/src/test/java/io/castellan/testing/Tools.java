package io.castellan.testing;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The commands that a search path offers. */
public final class Tools {
    private static final Map<String, List<String>> OTHER_NAMES =
            Map.of("chromium", List.of("chromium", "chromium-browser", "google-chrome"));
    private static final Tools OF_THIS_MACHINE = new Tools(System.getenv().getOrDefault("PATH", ""));

    private final String searchPath;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    Tools(String searchPath) {
        this.searchPath = searchPath;
    }

    public static Tools ofThisMachine() {
        return OF_THIS_MACHINE;
    }

    boolean has(String tool) {
        return known.computeIfAbsent(
                tool,
                name -> name.equals("docker") ? dockerAnswers() : find(name).isPresent());
    }

    /** The executable of this name, or of another name of the same tool. */
    public Optional<Path> find(String tool) {
        return OTHER_NAMES.getOrDefault(tool, List.of(tool)).stream()
                .flatMap(name -> Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(searchPath)
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** The client alone is no use. */
    private boolean dockerAnswers() {
        return find("docker").map(Tools::succeedsWithInfo).orElse(false);
    }

    private static boolean succeedsWithInfo(Path docker) {
        try {
            var process = new ProcessBuilder(docker.toString(), "info")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
