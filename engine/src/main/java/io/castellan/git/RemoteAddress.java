package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Digest;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * Where another repository is: {@code https://…}, {@code ssh://…}, {@code user@host:path}, {@code file:///…} or an absolute path;
 * {@code http://} only on this machine. Everything else is refused, above all what would start a program or be taken for one's
 * option, and what holds a password.
 */
public final class RemoteAddress {
    private static final int LONGEST = 1000;
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*");
    private static final Pattern SHORT_SSH = Pattern.compile(
            "(?:[A-Za-z0-9_.][A-Za-z0-9_.-]*@)?(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9A-Fa-f:.]+]):[^-:].*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*|\\[?[0-9A-Fa-f:.]+]?");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@+-]*");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[?::1]?");
    private static final String VALID =
            "write https://HOST/PATH, ssh://USER@HOST/PATH, USER@HOST:PATH, file:///PATH or an absolute path";

    private final String text;
    private final URIish uri;

    private RemoteAddress(String text, URIish uri) {
        this.text = text;
        this.uri = uri;
    }

    /** @throws Failure INPUT if it is none that may be used; the message never repeats a password */
    public static RemoteAddress parse(String text) {
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw refused("the address of a repository has 1 to " + LONGEST + " visible characters");
        }
        if (text.startsWith("-")) {
            throw refused("'" + text + "' would be taken for an option");
        }
        if (HELPER.matcher(text).matches()) {
            throw refused("'" + text.substring(0, text.indexOf(':')) + "::' starts a program that fetches");
        }
        try {
            var uri = new URIish(text);
            var scheme = SCHEME.matcher(text);
            if (scheme.matches()) {
                requireUrl(scheme.group(1).toLowerCase(Locale.ROOT), uri);
            } else if (!text.startsWith("/") && !SHORT_SSH.matcher(text).matches()) {
                throw refused("'" + shown(text) + "' is not the address of a repository");
            }
            return new RemoteAddress(text, uri);
        } catch (URISyntaxException e) {
            throw refused("'" + shown(text) + "' is not the address of a repository");
        }
    }

    private static void requireUrl(String scheme, URIish uri) {
        if (uri.getPass() != null) {
            throw refused("the address of a repository must not hold a password");
        }
        var path = Objects.requireNonNullElse(uri.getPath(), "");
        if (path.isEmpty() || path.equals("/")) {
            throw refused("'" + shown(uri.toString()) + "' names no repository on its host");
        }
        var host = Objects.requireNonNullElse(uri.getHost(), "");
        switch (scheme) {
            case "file" -> require(host.isEmpty() && path.startsWith("/"), "a file:// address has no host");
            case "https", "ssh" -> requireHost(host, uri);
            case "http" -> {
                requireHost(host, uri);
                require(
                        LOOPBACK.matcher(host).matches(),
                        "http:// is neither secret nor genuine, so it is taken only from this machine");
            }
            default -> throw refused("'" + scheme + "://' is not a way to a repository that can be trusted");
        }
    }

    private static void requireHost(String host, URIish uri) {
        require(HOST.matcher(host).matches(), "'" + host + "' is not the name of a host");
        require(
                uri.getUser() == null || USER.matcher(uri.getUser()).matches(),
                "the user in the address of a repository has characters that no user name has");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    private static Failure refused(String why) {
        return new Failure(ExitCode.INPUT, Problem.error(GitCodes.ADDRESS, why).withHint(VALID));
    }

    private static String shown(String text) {
        return Remote.withoutCredentials(text);
    }

    /** Names this address in the file system. */
    String digest() {
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8)).text().substring("sha256:".length());
    }

    URIish uri() {
        return uri;
    }

    String text() {
        return text;
    }

    /** The folder, if it is on a disk of this machine. */
    Optional<String> folder() {
        return text.startsWith("/") || "file".equals(uri.getScheme())
                ? Optional.ofNullable(uri.getPath())
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemoteAddress address && address.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Fit to be shown: without the user. */
    @Override
    public String toString() {
        return shown(text);
    }
}
