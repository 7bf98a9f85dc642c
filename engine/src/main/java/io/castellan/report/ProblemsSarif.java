package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.json.JsonWriter;
import io.castellan.model.Digest;
import io.castellan.model.Value;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Problems as SARIF 2.1.0, which code hosts show beside the lines of a pull request. A problem of a file is a result; one of no
 * file is a notification of the run, because hosts refuse results without a place.
 */
public final class ProblemsSarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String ROOT = "%SRCROOT%";
    private static final String UNRESERVED = "-._~/";

    private final String version;
    private final String folder;
    private final Optional<URI> documentation;

    /**
     * @param version of Castellan
     * @param folder from the root of the repository to where the places of problems start; empty where that is the same
     * @param documentation where the folder {@code docs} of this version is published, ending with a slash
     */
    public ProblemsSarif(String version, String folder, Optional<URI> documentation) {
        this.version = Objects.requireNonNull(version, "version");
        this.folder = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        this.documentation = Objects.requireNonNull(documentation, "documentation");
    }

    /** Every problem once, in report order. */
    public byte[] write(Collection<Problem> problems) {
        var sorted = List.copyOf(new TreeSet<>(problems));
        var codes = List.copyOf(new TreeSet<>(sorted.stream().map(Problem::code).toList()));
        var placed =
                sorted.stream().filter(problem -> problem.place().isPresent()).toList();
        var placeless =
                sorted.stream().filter(problem -> problem.place().isEmpty()).toList();
        return JsonWriter.write(out -> out.put("$schema", SCHEMA)
                .put("version", "2.1.0")
                .objects(
                        "runs",
                        List.of(sorted),
                        (run, all) -> run.object("tool", tool -> tool.object("driver", driver -> driver(driver, codes)))
                                .put("columnKind", "unicodeCodePoints")
                                .objects(
                                        "invocations",
                                        List.of(placeless),
                                        (invocation, notes) -> invocation
                                                .put("executionSuccessful", true)
                                                .objects(
                                                        "toolExecutionNotifications",
                                                        notes,
                                                        ProblemsSarif::notification))
                                .objects("results", placed, (result, problem) -> result(result, problem, codes))));
    }

    private void driver(JsonWriter out, List<Code> codes) {
        out.put("name", "Castellan").put("version", version).objects("rules", codes, this::rule);
    }

    private void rule(JsonWriter out, Code code) {
        var page = code.documentation() + "#" + code.toString().toLowerCase(Locale.ROOT);
        out.put("id", code.toString())
                .object("shortDescription", text -> text.put("text", code.toString()))
                .object("help", help -> help.put("text", "Explained in " + page))
                .put(
                        "helpUri",
                        documentation.map(base ->
                                base.resolve(page.substring("docs/".length())).toString()));
    }

    private void result(JsonWriter out, Problem problem, List<Code> codes) {
        out.put("ruleId", problem.code().toString())
                .put("ruleIndex", codes.indexOf(problem.code()))
                .put("level", level(problem.severity()))
                .object("message", message -> message.put("text", message(problem)))
                .objects(
                        "locations",
                        problem.place().stream().toList(),
                        (location, place) -> location.object("physicalLocation", physical -> physical(physical, place)))
                .object("partialFingerprints", prints -> prints.put("castellan/v1", fingerprint(problem)));
    }

    private void physical(JsonWriter out, Place place) {
        out.object("artifactLocation", artifact -> artifact(artifact, place.file()))
                .object(
                        "region",
                        region -> region.put("startLine", Math.max(1, place.line()))
                                .put("startColumn", Math.max(1, place.column())));
    }

    private void artifact(JsonWriter out, String file) {
        if (file.startsWith("/")) {
            out.put("uri", "file://" + encoded(file));
        } else {
            out.put("uri", encoded(folder + file)).put("uriBaseId", ROOT);
        }
    }

    private static void notification(JsonWriter out, Problem problem) {
        out.object(
                        "descriptor",
                        descriptor -> descriptor.put("id", problem.code().toString()))
                .put("level", level(problem.severity()))
                .object("message", message -> message.put("text", message(problem)));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    /** In messages, square brackets make links and braces make placeholders. */
    private static String message(Problem problem) {
        var text = Visible.of(problem.message()) + (problem.hint().isEmpty() ? "" : " — " + Visible.of(problem.hint()));
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("{", "{{")
                .replace("}", "}}");
    }

    /** The same for the same problem on another line, so that hosts know it again. */
    private static String fingerprint(Problem problem) {
        return Digest.of(Value.texts(List.of(
                        problem.code().toString(),
                        problem.place().map(Place::file).orElse(""),
                        problem.message())))
                .abbreviated();
    }

    private static String encoded(String path) {
        var out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }
}
