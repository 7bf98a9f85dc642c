package io.castellan.host;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the host asks for. Says itself to nobody: the only way out of it is the header of a request. */
final class Token {
    private final HostKind kind;
    private final String secret;

    private Token(HostKind kind, String secret) {
        this.kind = kind;
        this.secret = secret;
    }

    /**
     * @param variables the value of an environment variable; null where there is none
     * @throws Failure UNREACHABLE where the variable is not set, or holds what no header can
     */
    static Token of(HostSettings settings, Function<String, @Nullable String> variables) {
        var name = settings.token();
        var value = variables.apply(name);
        var secret = value == null ? "" : value.strip();
        if (secret.isEmpty() || secret.chars().anyMatch(sign -> sign <= ' ' || sign > '~')) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(
                                    HostCodes.NO_TOKEN,
                                    secret.isEmpty()
                                            ? "the environment variable " + name + " is not set, and the token for "
                                                    + settings.kind().word() + " is expected there"
                                            : "the environment variable " + name + " holds no token: it has signs that"
                                                    + " no token has")
                            .withHint("set it for this process; castellan.yaml names it under 'host'"));
        }
        return new Token(settings.kind(), secret);
    }

    /** The value of the header {@code Authorization}. */
    String authorization() {
        if (kind == HostKind.GITEA) {
            return "token " + secret;
        }
        return kind == HostKind.BITBUCKET && secret.contains(":")
                ? "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                : "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "(token)";
    }
}
