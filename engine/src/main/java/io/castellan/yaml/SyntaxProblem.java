package io.castellan.yaml;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Says in our words why the parser gave up. */
final class SyntaxProblem {
    private SyntaxProblem() {}

    static Problem of(SourceText source, YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            return of(source, marked, marked.getProblemMark().get());
        }
        if (e instanceof ReaderException) {
            return controlCharacter(source);
        }
        if (e instanceof YamlVersionException) {
            return Problem.error(YamlCodes.DIRECTIVE, Place.whole(source.file()), "files are read as YAML 1.2")
                    .withHint("remove the %YAML line");
        }
        return Problem.error(
                YamlCodes.SYNTAX,
                Place.whole(source.file()),
                "not valid YAML: " + oneLine(String.valueOf(e.getMessage())));
    }

    static Problem tab(Place place) {
        return Problem.error(YamlCodes.TAB, place, "the line is indented with a tab, YAML allows only spaces")
                .withHint("replace it by two spaces a level");
    }

    private static Problem of(SourceText source, MarkedYamlEngineException e, Mark mark) {
        var place = place(source, mark);
        var found = e.getProblem();
        if (source.tabbed().get(mark.getLine())) {
            return tab(new Place(source.file(), mark.getLine() + 1, 1));
        }
        if (found.contains("\\t(TAB)")) {
            return tab(place);
        }
        var since = e.getContextMark()
                .filter(context -> context.getIndex() != mark.getIndex())
                .map(context -> place(source, context));
        return Problem.error(YamlCodes.SYNTAX, place, message(source, mark, found, since))
                .withHint(isReference(source, mark) ? "put what holds '${' in quotes" : hint(found));
    }

    private static String message(SourceText source, Mark mark, String found, Optional<Place> since) {
        if (found.contains("mapping values are not allowed")) {
            return "a ':' cannot stand here";
        }
        if (found.contains("could not find expected ':'")) {
            return "a ':' is missing after the name" + at(since);
        }
        if (found.contains("unexpected end of stream")) {
            return "the quoted text has no end" + beginning(since);
        }
        if (found.contains("cannot start any token")) {
            return "a value cannot begin with " + character(source, mark);
        }
        if (found.contains("expected ',' or ']'")) {
            return "a ',' or ']' is missing in the list" + beginning(since);
        }
        if (found.contains("expected ',' or '}'")) {
            return "a ',' or '}' is missing in the mapping" + beginning(since);
        }
        if (found.contains("<block end>")) {
            return "this does not fit what stands above" + beginning(since);
        }
        if (found.contains("<document start>")) {
            return "the line is not indented as the lines above";
        }
        if (found.contains("unknown escape character")) {
            return "unknown escape sequence in double quotes";
        }
        return "not valid YAML: " + oneLine(found) + beginning(since);
    }

    private static String hint(String found) {
        if (found.contains("mapping values are not allowed")) {
            return "put a value that contains ': ' in quotes, and indent all entries of a mapping alike";
        }
        if (found.contains("cannot start any token")) {
            return "put the value in quotes";
        }
        if (found.contains("<block end>") || found.contains("<document start>")) {
            return "indent all entries of a mapping or list alike";
        }
        if (found.contains("unknown escape character")) {
            return "use single quotes, or write a backslash as \\\\";
        }
        return "";
    }

    private static boolean isReference(SourceText source, Mark mark) {
        int index = charIndex(source, mark);
        return index > 0 && source.text().startsWith("${", index - 1);
    }

    private static int charIndex(SourceText source, Mark mark) {
        var text = source.text();
        return text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    }

    private static String character(SourceText source, Mark mark) {
        var text = source.text();
        int index = charIndex(source, mark);
        return index < text.length() ? "'" + Character.toString(text.codePointAt(index)) + "'" : "nothing";
    }

    private static Problem controlCharacter(SourceText source) {
        var text = source.text();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int codePoint = text.codePointAt(i);
            if (!StreamReader.isPrintable(codePoint)) {
                return Problem.error(
                                YamlCodes.CONTROL_CHARACTER,
                                SourceText.place(source.file(), text, i),
                                String.format(
                                        java.util.Locale.ROOT, "the character U+%04X cannot stand in YAML", codePoint))
                        .withHint("write it as an escape sequence in double quotes");
            }
        }
        return Problem.error(
                YamlCodes.CONTROL_CHARACTER, Place.whole(source.file()), "a control character stands in the file");
    }

    private static String at(Optional<Place> since) {
        return since.map(place -> " at " + place).orElse("");
    }

    private static String beginning(Optional<Place> since) {
        return since.map(place -> " that begins at " + place).orElse("");
    }

    private static Place place(SourceText source, Mark mark) {
        return new Place(source.file(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String oneLine(String text) {
        return NodeBuilder.abbreviated(text.replaceAll("\\s+", " ")).strip();
    }
}
