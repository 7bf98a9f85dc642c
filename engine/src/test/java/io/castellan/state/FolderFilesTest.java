package io.castellan.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
    @TempDir
    Path root;

    private void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SourceFiles read(String folder) {
        return FolderFiles.read(root, folder, path -> path.endsWith(".yaml"));
    }

    private List<Code> codes(String folder) {
        var failure = catchThrowableOfType(Failure.class, () -> read(folder));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
        return failure.problems().stream().map(Problem::code).toList();
    }

    @Test
    void readsWhatIsWantedWithPathsBelowTheRoot() throws IOException {
        write("environments/prod/environment.yaml", "1");
        write("environments/prod/teams/payments.yaml", "2");
        write("environments/prod/readme.md", "3");
        write("environments/dev/environment.yaml", "4");

        var files = read("environments/prod");

        assertThat(files.files().keySet())
                .containsExactly("environments/prod/environment.yaml", "environments/prod/teams/payments.yaml");
        assertThat(files.files().get("environments/prod/teams/payments.yaml"))
                .asString()
                .isEqualTo("2");
        assertThat(files.origin()).isEqualTo(Origin.folder());
        assertThat(FolderFiles.folders(root.resolve("environments"))).containsExactly("dev", "prod");
        assertThat(FolderFiles.folders(root.resolve("nothing"))).isEmpty();
    }

    @Test
    void oneFileIsReadAndWhatOnlyHasItsNameIsRefused() throws IOException {
        write("castellan.yaml", "policy");
        write("folder/inner.yaml", "");
        Files.createSymbolicLink(root.resolve("link.yaml"), root.resolve("castellan.yaml"));
        Files.createSymbolicLink(root.resolve("dangling.yaml"), Path.of("nowhere"));

        assertThat(FolderFiles.file(root, "castellan.yaml"))
                .hasValueSatisfying(text -> assertThat(text).asString().isEqualTo("policy"));
        assertThat(FolderFiles.file(root, "nothing.yaml")).isEmpty();
        assertThat(fileCodes("folder")).containsExactly(FileCodes.NOT_A_FILE);
        assertThat(fileCodes("link.yaml")).containsExactly(FileCodes.SYMBOLIC_LINK);
        assertThat(fileCodes("dangling.yaml")).containsExactly(FileCodes.SYMBOLIC_LINK);
    }

    private List<Code> fileCodes(String name) {
        var failure = catchThrowableOfType(Failure.class, () -> FolderFiles.file(root, name));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
        return failure.problems().stream().map(Problem::code).toList();
    }

    @Test
    void namesTheFoldersThatThereAre() throws IOException {
        write("environments/prod/a.yaml", "");
        assertThat(codes("environments/prd")).containsExactly(FileCodes.NO_SUCH_FOLDER);
        assertThat(catchThrowableOfType(Failure.class, () -> read("environments/prd")))
                .hasMessageContaining("prod");
    }

    @Test
    void refusesLinksAllAtOnceAlsoTheFolderItself() throws IOException {
        write("prod/a.yaml", "");
        write("outside/secret.yaml", "");
        Files.createSymbolicLink(root.resolve("prod/file.yaml"), root.resolve("outside/secret.yaml"));
        Files.createSymbolicLink(root.resolve("prod/folder"), root.resolve("outside"));
        Files.createSymbolicLink(root.resolve("prod/dangling.md"), Path.of("nowhere"));
        Files.createSymbolicLink(root.resolve("linked"), root.resolve("outside"));

        assertThat(codes("prod"))
                .containsExactly(FileCodes.SYMBOLIC_LINK, FileCodes.SYMBOLIC_LINK, FileCodes.SYMBOLIC_LINK);
        assertThat(codes("linked")).containsExactly(FileCodes.NO_SUCH_FOLDER);
        assertThat(FolderFiles.folders(root)).containsExactly("outside", "prod");
    }

    @Test
    void refusesAPipeWithoutReadingIt() throws Exception {
        write("prod/a.yaml", "");
        assumeFalse(System.getProperty("os.name").startsWith("Windows"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("prod/pipe.yaml").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(codes("prod")).containsExactly(FileCodes.NOT_A_FILE);
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        Files.createDirectories(root.resolve("prod"));
        Files.write(root.resolve("prod/exact.yaml"), new byte[SourceFiles.MAX_FILE_BYTES]);
        Files.write(root.resolve("prod/ignored.bin"), new byte[SourceFiles.MAX_FILE_BYTES + 1]);
        assertThat(read("prod").files()).hasSize(1);

        Files.write(root.resolve("prod/more.yaml"), new byte[SourceFiles.MAX_FILE_BYTES + 1]);
        assertThat(codes("prod")).containsExactly(FileCodes.FILE_TOO_LARGE);
    }

    @Test
    void refusesTooManyFiles() throws IOException {
        Files.createDirectories(root.resolve("prod"));
        for (int i = 0; i < SourceFiles.MAX_FILES; i++) {
            Files.createFile(root.resolve("prod/" + i + ".yaml"));
        }
        assertThat(read("prod").files()).hasSize(SourceFiles.MAX_FILES);

        Files.createFile(root.resolve("prod/one-more.yaml"));
        assertThat(codes("prod")).containsExactly(FileCodes.TOO_MANY_FILES);
    }
}
