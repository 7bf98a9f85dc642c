package io.castellan.environment;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resolves references to secrets and takes resolved ones out of every text that leaves the process, also where they were encoded on
 * the way. That is the second line: the first is that no text is ever made from one.
 */
public final class Secrets {
    private static final String HIDDEN = "(secret)";
    /** Shorter words would tear ordinary text apart when they are hidden. */
    private static final int SHORTEST_REDACTED = 4;

    private static final int SHORTEST_LINE = 16;
    private static final Pattern LOGIN_PASSWORD =
            Pattern.compile("(?i)(?:password|secret)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private final Map<String, String> processEnvironment;
    private final Set<String> resolved = new HashSet<>();
    /** The longest first, since a shorter one may be part of it. Empty until a secret is resolved. */
    private volatile List<String> forms = List.of();

    /** @param processEnvironment the process's environment variables */
    public Secrets(Map<String, String> processEnvironment) {
        this.processEnvironment = Map.copyOf(processEnvironment);
    }

    /** @throws Failure INPUT if nothing of that name is set */
    public char[] resolve(Value.SecretRef reference) {
        var name = reference.reference().substring("env:".length());
        var value = processEnvironment.get(name);
        if (value == null || value.isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    EnvironmentCodes.SECRET_MISSING,
                                    "the secret ${" + reference.reference() + "} is not set")
                            .withHint("set the environment variable " + name + " for this process"));
        }
        remember(name, value);
        return value.toCharArray();
    }

    private synchronized void remember(String name, String value) {
        if (resolved.add(name)) {
            var all = new TreeSet<String>(
                    Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
            all.addAll(forms);
            parts(value)
                    .filter(part -> part.length() >= SHORTEST_REDACTED)
                    .flatMap(Secrets::encoded)
                    .forEach(all::add);
            forms = List.copyOf(all);
        }
    }

    /** The text without any secret that this process resolved, plain, base64, URL-encoded or JSON-escaped. */
    public String redact(String text) {
        var clean = text;
        for (var form : forms) {
            clean = clean.replace(form, HIDDEN);
        }
        return clean;
    }

    /** A secret may be a login entry with a password in it, or a key of several lines: each part is one as well. */
    private static Stream<String> parts(String value) {
        return Stream.concat(
                Stream.of(value, value.strip()),
                Stream.concat(
                        LOGIN_PASSWORD
                                .matcher(value)
                                .results()
                                .flatMap(found -> Stream.of(found.group(1), unescaped(found.group(1)))),
                        value.lines().filter(line -> line.length() >= SHORTEST_LINE)));
    }

    private static String unescaped(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
    }

    private static Stream<String> encoded(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                url,
                url.replace("+", "%20"),
                escaped,
                escaped.replace("/", "\\/"));
    }
}
