package io.castellan.environment;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resolves references to secrets and takes resolved ones out of every text that leaves the process, also where they were encoded on
 * the way. That is the second line: the first is that no text is ever made from one.
 */
public final class Secrets {
    private static final int SHORTEST_REDACTED = 4;

    private final Map<String, String> processEnvironment;
    private final Map<String, String> resolved = new ConcurrentHashMap<>();

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
        resolved.put(name, value);
        return value.toCharArray();
    }

    /** The text without any secret that this process resolved, plain, base64, URL-encoded or JSON-escaped. */
    public String redact(String text) {
        var forms = new TreeSet<String>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        for (var secret : resolved.values()) {
            if (secret.length() >= SHORTEST_REDACTED) {
                var bytes = secret.getBytes(StandardCharsets.UTF_8);
                forms.add(secret);
                forms.add(Base64.getEncoder().encodeToString(bytes));
                forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
                forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
                forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
            }
        }
        var clean = text;
        for (var form : forms) {
            clean = clean.replace(form, "(secret)");
        }
        return clean;
    }
}
