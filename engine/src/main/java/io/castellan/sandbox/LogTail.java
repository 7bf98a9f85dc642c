package io.castellan.sandbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a broker's log. */
final class LogTail {
    private static final Pattern ERROR = Pattern.compile("\\[[^]]*] (ERROR|FATAL) .*"
            + "|(Exception in thread .*|Caused by: |Error: )?[a-z]+(\\.[\\w$]+)+(Exception|Error)(: .*)?"
            + "|Error: .*");
    private static final int MOST_BYTES = 1 << 20;
    private static final int ERRORS = 6;
    private static final int LINES = 10;

    private LogTail() {}

    /** What a person needs to see of a start that failed: the last errors, or else the last lines. */
    static List<String> why(Path log, long offset) {
        var lines = since(log, offset);
        var errors =
                lines.stream().filter(line -> ERROR.matcher(line).matches()).toList();
        return errors.isEmpty() ? last(lines, LINES) : last(errors, ERRORS);
    }

    /** Whether the start failed because another program has the port. */
    static boolean portWasTaken(Path log, long offset) {
        return since(log, offset).stream().anyMatch(line -> line.contains("Address already in use"));
    }

    static List<String> last(Path log, int number) {
        return last(since(log, 0), number);
    }

    private static List<String> since(Path log, long offset) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var start = Math.max(offset, file.length() - MOST_BYTES);
            file.seek(start);
            var bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of("the log " + log + " cannot be read: " + e.getMessage());
        }
    }

    private static List<String> last(List<String> lines, int number) {
        return lines.subList(Math.max(0, lines.size() - Math.max(0, number)), lines.size());
    }
}
