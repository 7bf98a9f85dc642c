package io.castellan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Tests that a page names: a class below {@code io.castellan}, or {@code Class#method}, in quotes of code. */
final class NamedTests {
    private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)(?:#([A-Za-z0-9]+))?`");

    private NamedTests() {}

    /** There is at least one, and each exists. */
    static void assertThatAllExist(String row, String names) throws ClassNotFoundException {
        var found = NAME.matcher(names).results().toList();
        assertThat(found).as(row).isNotEmpty();
        for (var name : found) {
            var type = Class.forName("io.castellan." + name.group(1));
            if (name.group(2) != null) {
                assertThat(Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()))
                        .as(name.group())
                        .contains(name.group(2));
            }
        }
    }
}
