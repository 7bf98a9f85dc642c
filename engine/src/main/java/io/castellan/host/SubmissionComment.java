package io.castellan.host;

import io.castellan.diagnostics.Failure;
import io.castellan.json.JsonReader;
import io.castellan.json.JsonWriter;
import io.castellan.model.Ceiling;
import io.castellan.model.Digest;
import io.castellan.model.Format;
import io.castellan.model.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A submission at the end of a comment. First and last line are link definitions that no Markdown shows: the first says whose the comment
 * is, the last holds the submission. What stands between them may quote a pull request, which therefore never has the last line.
 */
public final class SubmissionComment {
    private static final String FIRST = "[//]: # (castellan-plan)";
    private static final String NOTHING = "[//]: # (castellan-submission none)";
    private static final Pattern LAST = Pattern.compile("\\[//]: # \\(castellan-submission ([A-Za-z0-9_-]+)\\)");
    private static final int LARGEST = 1024 * 1024;
    private static final int LONGEST_BITBUCKET = 32_000;
    private static final int LONGEST_GITLAB = 1_000_000;
    private static final int LONGEST = 65_000;

    private SubmissionComment() {}

    /**
     * A comment that submits nothing where it would not fit, or there is nothing.
     *
     * @param text what people read
     * @param otherwise what they read where the other is too long for the host
     */
    public static String of(HostKind kind, String text, String otherwise, Submission submission) {
        var last =
                submission.parts().isEmpty() ? NOTHING : "[//]: # (castellan-submission " + encoded(submission) + ")";
        var whole = body(text, last);
        return whole.length() <= longest(kind) ? whole : body(otherwise, NOTHING);
    }

    private static String body(String text, String last) {
        return FIRST + "\n\n" + text.strip() + "\n\n" + last;
    }

    private static int longest(HostKind kind) {
        return switch (kind) {
            case BITBUCKET -> LONGEST_BITBUCKET;
            case GITLAB -> LONGEST_GITLAB;
            case GITHUB, GITEA -> LONGEST;
        };
    }

    /** Whether it says of itself that it is the pipeline's. Anybody can write that. */
    public static boolean isMarked(Comment comment) {
        return comment.body().stripLeading().startsWith(FIRST);
    }

    /** The one that counts: of the marked comments the newest by the reporter. */
    static Optional<Comment> newestOf(String reporter, List<Comment> marked) {
        return marked.stream()
                .filter(comment -> comment.author().equals(reporter))
                .max(Comment.OLDEST_FIRST);
    }

    /** Whether two comments submit the same, and something. */
    public static boolean submitTheSame(String one, String other) {
        var submitted = submitted(one);
        return submitted.isPresent() && submitted.equals(submitted(other));
    }

    /** @return empty where it submits nothing */
    static Optional<Submission> read(Comment comment) {
        var submitted = submitted(comment.body());
        try {
            return submitted.isPresent() && isMarked(comment)
                    ? Optional.of(decoded(submitted.get()))
                    : Optional.empty();
        } catch (Failure | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The encoded submission in the last line; empty where that is none. */
    private static Optional<String> submitted(String body) {
        var last = body.strip().lines().reduce("", (before, line) -> line).strip();
        var matcher = LAST.matcher(last);
        return !last.equals(NOTHING) && matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String encoded(Submission submission) {
        var json = JsonWriter.write(out -> out.put("format", Format.SUBMISSION_V1.text())
                .put("commit", submission.commit())
                .objects("environments", submission.parts(), SubmissionComment::put));
        var bytes = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            deflating.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static void put(JsonWriter out, Submission.Part part) {
        out.put("environment", part.target().environment())
                .put("clusterId", part.target().clusterId())
                .put("ledgerHead", part.ledgerHead())
                .texts("changes", part.changes().stream().map(Digest::text).toList());
        var ceilings = new ArrayList<Map.Entry<Digest, Ceiling>>();
        part.ceilings()
                .forEach((digest, several) -> several.forEach(ceiling -> ceilings.add(Map.entry(digest, ceiling))));
        out.objects(
                "ceilings",
                ceilings,
                (one, ceiling) -> one.put("change", ceiling.getKey().text())
                        .put("name", ceiling.getValue().name())
                        .put("atMost", ceiling.getValue().atMost()));
    }

    private static Submission decoded(String text) throws IOException {
        byte[] json;
        try (var inflating = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            json = inflating.readNBytes(LARGEST + 1);
        }
        if (json.length > LARGEST) {
            throw new IOException("more than " + LARGEST + " bytes");
        }
        var in = JsonReader.read("submission", json, Format.SUBMISSION_V1).only("format", "commit", "environments");
        return new Submission(
                in.text("commit"),
                in.objects("environments").stream().map(SubmissionComment::part).toList());
    }

    private static Submission.Part part(JsonReader in) {
        in.only("environment", "clusterId", "ledgerHead", "changes", "ceilings");
        SortedMap<Digest, List<Ceiling>> ceilings = in.objects("ceilings").stream()
                .collect(Collectors.groupingBy(
                        one -> one.only("change", "name", "atMost").convert("change", Digest::new),
                        TreeMap::new,
                        Collectors.mapping(
                                one -> new Ceiling(one.text("name"), one.whole("atMost")), Collectors.toList())));
        return new Submission.Part(
                new Target(in.text("environment"), in.text("clusterId")),
                in.optionalText("ledgerHead"),
                in.texts("changes", Digest::new),
                ceilings);
    }
}
