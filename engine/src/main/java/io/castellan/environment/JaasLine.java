package io.castellan.environment;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One login entry of {@code sasl.jaas.config}, read by the same rules of words, quotes and comments as Kafka does, so that both
 * see the same. Its text form shows no option's value.
 */
public record JaasLine(String module, Map<String, String> options) {
    public JaasLine {
        Objects.requireNonNull(module, "module");
        options = Map.copyOf(options);
    }

    /** The entries; empty when the text is not of that form, which is not said more exactly because it may hold a secret. */
    public static Optional<List<JaasLine>> read(String text) {
        var tokens = new StreamTokenizer(new StringReader(text));
        tokens.slashSlashComments(true);
        tokens.slashStarComments(true);
        tokens.wordChars('-', '-');
        tokens.wordChars('_', '_');
        tokens.wordChars('$', '$');
        var entries = new ArrayList<JaasLine>();
        try {
            while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
                var entry = entry(tokens);
                if (entry.isEmpty()) {
                    return Optional.empty();
                }
                entries.add(entry.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(List.copyOf(entries));
    }

    private static Optional<JaasLine> entry(StreamTokenizer tokens) throws IOException {
        var module = tokens.sval;
        if (module == null || tokens.nextToken() == StreamTokenizer.TT_EOF || !isFlag(tokens)) {
            return Optional.empty();
        }
        var options = new LinkedHashMap<String, String>();
        while (tokens.nextToken() != StreamTokenizer.TT_EOF && tokens.ttype != ';') {
            var key = tokens.sval;
            if (key == null || tokens.nextToken() != '=') {
                return Optional.empty();
            }
            tokens.nextToken();
            var value = tokens.sval;
            if (value == null) {
                return Optional.empty();
            }
            options.put(key, value);
        }
        return tokens.ttype == ';' ? Optional.of(new JaasLine(module, options)) : Optional.empty();
    }

    private static boolean isFlag(StreamTokenizer tokens) {
        var flag = tokens.sval;
        return flag != null
                && List.of("REQUIRED", "REQUISITE", "SUFFICIENT", "OPTIONAL").stream()
                        .anyMatch(flag::equalsIgnoreCase);
    }

    @Override
    public String toString() {
        return module + " with " + options.keySet().stream().sorted().toList();
    }
}
