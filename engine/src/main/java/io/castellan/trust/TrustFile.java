package io.castellan.trust;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.git.RemoteAddress;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads trust files, which {@code schemas/trust.schema.json} describes. */
public final class TrustFile {
    private TrustFile() {}

    /**
     * @param shown the file as the user named it
     * @throws Failure INPUT with every problem
     */
    public static Trust read(Path file, String shown) {
        try {
            return parse(shown, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(TrustCodes.NOT_READ, "the trust file " + shown + " cannot be read: " + why(e))
                            .withHint("name it with --trust or CASTELLAN_TRUST; it lies outside the repository"),
                    e);
        }
    }

    private static String why(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    /** @param file as it shall appear in messages */
    static Trust parse(String file, byte[] content) {
        var problems = new Problems();
        var root = YamlReader.read(file, content, problems);
        root.ifPresent(node -> new SchemaValidator().validate(SchemaValidator.TRUST, node, problems));
        problems.throwIfErrors(ExitCode.INPUT);
        var mapping = root.flatMap(Node::asMapping).orElseThrow();
        var address = address(scalar(mapping, "repository"), problems);
        problems.throwIfErrors(ExitCode.INPUT);
        return new Trust(
                address.orElseThrow(),
                scalar(mapping, "branch").text(),
                scalar(mapping, "policy").text());
    }

    private static Node.Scalar scalar(Node.Mapping mapping, String key) {
        return mapping.get(key).flatMap(Node::asScalar).orElseThrow();
    }

    private static Optional<RemoteAddress> address(Node.Scalar written, Problems problems) {
        try {
            return Optional.of(RemoteAddress.parse(written.text()));
        } catch (Failure refused) {
            refused.problems()
                    .forEach(problem -> problems.add(Problem.error(problem.code(), written.at(), problem.message())
                            .withHint(problem.hint())));
            return Optional.empty();
        }
    }
}
