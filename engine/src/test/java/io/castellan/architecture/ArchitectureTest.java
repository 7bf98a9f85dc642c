package io.castellan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the classes against {@code docs/architecture.md}. */
class ArchitectureTest {
    private static final String ROOT = "io.castellan";
    private static final List<String> JDK =
            List.of("java.", "javax.", "jdk.", "com.sun.", "org.xml.sax.", "org.w3c.dom.");

    private static Drawing drawing;
    private static JavaClasses classes;

    @BeforeAll
    static void read() throws IOException {
        drawing = Drawing.read(Files.readString(Path.of("../docs/architecture.md")));
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    @Test
    void everyPackageIsDrawn() {
        assertThat(classes.stream()
                        .map(ArchitectureTest::packageOf)
                        .filter(name -> drawing.nodeOf(name).isEmpty()))
                .as("packages that docs/architecture.md does not draw")
                .isEmpty();
    }

    @Test
    void noCircleIsDrawn() {
        assertThat(drawing.circle()).as("packages that use each other").isEmpty();
    }

    @Test
    void packagesUseOnlyThoseToWhichAnArrowIsDrawn() {
        assertThat(dependencies(used -> used.getName().startsWith(ROOT + "."))
                        .filter(use -> !drawing.allows(packageOf(use.getOriginClass()), packageOf(used(use))))
                        .map(ArchitectureTest::inShort)
                        .distinct()
                        .sorted())
                .as("uses without an arrow in docs/architecture.md")
                .isEmpty();
    }

    @Test
    void librariesAreUsedOnlyByThePackagesNamedBesideThem() {
        assertThat(dependencies(used -> !used.getName().startsWith(ROOT + "."))
                        .filter(use -> JDK.stream().noneMatch(used(use).getName()::startsWith))
                        .filter(use -> !drawing.allowsLibrary(
                                packageOf(use.getOriginClass()), used(use).getName()))
                        .map(ArchitectureTest::inShort)
                        .distinct()
                        .sorted())
                .as("uses of a library by a package that docs/architecture.md does not name for it")
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        Set<String> marked = classes.stream()
                .filter(type -> type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        Set<String> all =
                classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        all.removeIf(name -> name.startsWith("io.castellan.report.page"));
        assertThat(all).as("packages with a @NullMarked package-info").isSubsetOf(marked);
    }

    private static Stream<Dependency> dependencies(Predicate<JavaClass> wanted) {
        return classes.stream()
                .filter(type -> drawing.nodeOf(packageOf(type)).isPresent())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> !used(use).isPrimitive() && wanted.test(used(use)));
    }

    private static JavaClass used(Dependency use) {
        return use.getTargetClass().getBaseComponentType();
    }

    private static String inShort(Dependency use) {
        return use.getOriginClass().getName() + " uses " + used(use).getName();
    }

    private static String packageOf(JavaClass type) {
        var name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
