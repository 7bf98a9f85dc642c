package io.castellan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.castellan.diagnostics.Code;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code means one thing and is explained; nothing is explained that no longer exists. */
class CodesTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (CAS-[A-Z]+-[0-9]{3})");
    private static final Path DOCS = Path.of("..", "docs", "errors");

    private static List<Code> codes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.castellan").stream()
                        .filter(type -> type.getSimpleName().endsWith("Codes"))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(field -> field.getType().equals(Code.class))
                        .map(CodesTest::value)
                        .toList();
    }

    private static Code value(Field field) {
        try {
            field.setAccessible(true);
            return (Code) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noCodeIsUsedTwice() {
        var counts = new TreeMap<Code, Integer>();
        codes().forEach(code -> counts.merge(code, 1, Integer::sum));
        assertThat(counts).isNotEmpty();
        assertThat(counts.entrySet())
                .allSatisfy(entry -> assertThat(entry.getValue())
                        .as(entry.getKey().toString())
                        .isEqualTo(1));
    }

    @Test
    void everyCodeHasItsEntryAndEveryEntryItsCode() throws IOException {
        var declared = new TreeSet<String>();
        for (var code : codes()) {
            declared.add(code.toString());
            assertThat(Path.of("..", code.documentation())).as(code.toString()).exists();
        }
        var explained = new TreeSet<String>();
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (var page : pages.toList()) {
                HEADING.matcher(Files.readString(page)).results().forEach(match -> explained.add(match.group(1)));
            }
        }
        assertThat(explained).containsExactlyElementsOf(declared);
    }
}
