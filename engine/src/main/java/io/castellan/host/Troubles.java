package io.castellan.host;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.json.JsonAnswer;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What went wrong with a host, in words. Never quotes a request. */
final class Troubles {
    private static final int LONGEST_QUOTED = 200;

    private final HostSettings settings;

    Troubles(HostSettings settings) {
        this.settings = settings;
    }

    /** Hosts answer the same where something is not there and where the token may not see it; GitHub says 422 of an unknown commit. */
    boolean isUnseen(int status) {
        return status == 404 || status == 403 || status == 422;
    }

    Failure unreachable(String what, Throwable cause) {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(HostCodes.UNREACHABLE, host() + " " + what)
                        .withHint("look whether this machine reaches " + settings.url() + "; 'host.url' names another"),
                cause);
    }

    static String reason(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "no connection";
        }
        if (cause instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : cut(message);
    }

    Failure busy(String path, int status, Duration wait) {
        return failure(
                HostCodes.TOO_BUSY,
                path,
                "answers " + status + " and wants to be asked again in " + wait.toSeconds() + " s",
                "try again later");
    }

    Failure refused(String path, int status, String body) {
        var said = said(body);
        return switch (status) {
            case 401, 403 ->
                failure(
                        HostCodes.TOKEN_REFUSED,
                        path,
                        "refuses the token of " + settings.token() + " (" + status + ")" + said,
                        "it must be valid, and may do what docs/reference/host.md lists");
            case 404, 410 ->
                failure(
                        HostCodes.NOT_FOUND,
                        path,
                        "knows nothing there (" + status + "), or the token may not see it",
                        "compare 'host.repository' and 'host.url' with the address of the repository");
            case 400, 409, 422 ->
                failure(HostCodes.DECLINED, path, "declines (" + status + ")" + said, "do what it asks for");
            default -> failure(HostCodes.UNREACHABLE, path, "answers " + status + said, "try again later");
        };
    }

    Failure elsewhere(String path, String where) {
        return failure(
                HostCodes.ELSEWHERE,
                path,
                "leads to " + cut(where) + ", where the token is not sent",
                "name the address of the API itself with 'host.url'");
    }

    Failure notUnderstood(String path, String what) {
        return failure(
                HostCodes.NOT_UNDERSTOOD,
                path,
                "answers something that " + what,
                "'host.url' must name the API, and 'host.kind' what speaks there");
    }

    URI address(String path, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw notUnderstood(path, "leads nowhere");
        }
    }

    private Failure failure(Code code, String path, String what, String hint) {
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(code, host() + " " + what + ": " + cut(path)).withHint(hint));
    }

    private String host() {
        return settings.kind().word() + " at " + settings.url().getHost();
    }

    /** The message of the host, which may be anything. */
    private static String said(String body) {
        try {
            var answer = JsonAnswer.parse("answer", body.getBytes(StandardCharsets.UTF_8));
            var message = answer.text("message")
                    .or(() -> answer.text("error"))
                    .or(() -> answer.at("error").text("message"));
            var detail = answer.items("errors").stream()
                    .flatMap(error -> error.text("message").or(error::text).stream())
                    .findFirst();
            return message.map(text -> ": " + cut(text)).orElse("")
                    + detail.map(text -> " (" + cut(text) + ")").orElse("");
        } catch (Failure e) {
            return "";
        }
    }

    private static String cut(String text) {
        return text.length() > LONGEST_QUOTED ? text.substring(0, LONGEST_QUOTED) + "…" : text;
    }
}
