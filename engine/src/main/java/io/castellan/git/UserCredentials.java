package io.castellan.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * User name and password for HTTP as the user's Git would find them: {@code ~/.netrc}, then whatever {@code git credential} knows,
 * which are the configured helpers and {@code GIT_ASKPASS}. Nobody is asked at a terminal, and nothing is kept.
 */
final class UserCredentials extends CredentialsProvider {
    private static final int HELPER_SECONDS = 30;

    private final CredentialsProvider netrc = new NetRCCredentialsProvider();

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (var item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        return supports(items) && (fromNetrc(uri, items) || fromGit(uri, items));
    }

    private boolean fromNetrc(URIish uri, CredentialItem... items) {
        return netrc.supports(items) && netrc.get(uri, items);
    }

    private static boolean fromGit(URIish uri, CredentialItem... items) {
        var known = ask(uri);
        var user = known.get("username");
        var password = known.get("password");
        if (user == null || password == null) {
            return false;
        }
        for (var item : items) {
            if (item instanceof CredentialItem.Username name) {
                name.setValue(user);
            } else if (item instanceof CredentialItem.Password secret) {
                secret.setValue(password.toCharArray());
            }
        }
        return true;
    }

    private static Map<String, String> ask(URIish uri) {
        var builder = new ProcessBuilder("git", "credential", "fill").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        try {
            var process = builder.start();
            try (var question = process.outputWriter(StandardCharsets.UTF_8)) {
                question.write("protocol=" + uri.getScheme() + "\nhost=" + uri.getHost()
                        + (uri.getPort() > 0 ? ":" + uri.getPort() : "") + "\n"
                        + (uri.getPath() == null ? "" : "path=" + uri.getPath().replaceFirst("^/+", "") + "\n")
                        + (uri.getUser() == null ? "" : "username=" + uri.getUser() + "\n") + "\n");
            }
            if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Map.of();
            }
            return process.exitValue() == 0
                    ? parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    : Map.of();
        } catch (IOException e) { // no git here: nothing is known
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private static Map<String, String> parse(String answer) {
        var values = new HashMap<String, String>();
        answer.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            var key = line.substring(0, line.indexOf('='));
            values.put(key, line.substring(line.indexOf('=') + 1));
        });
        return values;
    }
}
