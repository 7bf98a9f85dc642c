package io.castellan.promote;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Which files promotion may write, by their paths within an environment's folder. Links are refused where files are read, from
 * a commit or from disk. A path must mean the same file on every system: a pull request may come from any.
 */
final class PromotablePath {
    private static final String LETTERS_THAT_SYSTEMS_READ = "\\:*?\"<>|";

    private PromotablePath() {}

    static boolean isYaml(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    /** What is wrong with it. */
    static Optional<Problem> refusal(String path) {
        if (path.equalsIgnoreCase(Units.ENVIRONMENT_FILE)) {
            return Optional.of(Problem.error(
                            MoveCodes.ENVIRONMENT_FILE,
                            Place.whole(shown(path)),
                            "environment.yaml belongs to its environment and is never promoted")
                    .withHint("change it in the target by a commit of its own"));
        }
        boolean wrong = !isYaml(path)
                || path.codePoints().anyMatch(PromotablePath::isDangerous)
                || Arrays.stream(path.split("/", -1)).anyMatch(PromotablePath::isWrong);
        return wrong
                ? Optional.of(Problem.error(
                                MoveCodes.BAD_PATH,
                                Place.whole(shown(path)),
                                "is no path of a promotable file: a .yaml or .yml file below the environment's folder")
                        .withHint("give the file a plain name in the source environment"))
                : Optional.empty();
    }

    /** A new file must not be another one where case does not count, nor lie below one. */
    static Optional<Problem> clash(String path, Collection<String> existing) {
        var lower = path.toLowerCase(Locale.ROOT);
        return existing.stream()
                .filter(other -> !other.equals(path))
                .filter(other -> {
                    var one = other.toLowerCase(Locale.ROOT);
                    return one.equals(lower) || one.startsWith(lower + "/") || lower.startsWith(one + "/");
                })
                .findFirst()
                .map(other -> Problem.error(
                                MoveCodes.PATH_CLASH,
                                Place.whole(shown(path)),
                                "cannot stand beside '" + shown(other) + "' of the target on every system")
                        .withHint("give both files the same name in both environments"));
    }

    private static boolean isDangerous(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || LETTERS_THAT_SYSTEMS_READ.indexOf(character) >= 0
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    private static boolean isWrong(String name) {
        return name.isEmpty() || name.endsWith(".") || name.endsWith(" ") || isGits(name.toLowerCase(Locale.ROOT));
    }

    /** Its own folder, also by the short name that Windows gives it. */
    private static boolean isGits(String name) {
        return name.equals(".git") || name.startsWith("git~");
    }

    private static String shown(String path) {
        var shown = new StringBuilder();
        path.codePoints().forEach(c -> shown.append(isDangerous(c) && c != ':' ? "?" : Character.toString(c)));
        return shown.toString();
    }
}
