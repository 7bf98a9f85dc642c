package io.castellan.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** Style and script of a page, and the policy that lets the browser run these two and load nothing. */
record PageAssets(String style, String script) {
    static final PageAssets INSTANCE = new PageAssets(resource("plan.css"), resource("plan.js"));
    /** Of pages that need no script. */
    static final PageAssets STATUS = new PageAssets(resource("plan.css") + resource("status.css"), "");

    PageAssets {
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(script, "script");
    }

    /** A Content-Security-Policy: nothing is fetched, nothing is sent, and no other script or style runs. */
    String policy() {
        return "default-src 'none'; style-src '" + hash(style) + "'; "
                + (script.isEmpty() ? "" : "script-src '" + hash(script) + "'; ")
                + "base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(PageAssets.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
