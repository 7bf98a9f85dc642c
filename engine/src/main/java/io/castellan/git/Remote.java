package io.castellan.git;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Config;

/** The address that a repository was cloned from, fit to be shown. */
final class Remote {
    private static final Pattern URL =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?<authority>[^/?#]*)(?<path>[^?#]*).*");
    private static final Pattern BEFORE_HOST = Pattern.compile("^[^/]*@");

    private Remote() {}

    static Optional<String> of(Config config, Optional<String> branch) {
        return name(config, branch)
                .map(name -> config.getString("remote", name, "url"))
                .map(Remote::withoutCredentials);
    }

    /** The address that is pushed to, as configured: not to be shown. */
    static Optional<String> toPush(Config config, Optional<String> branch) {
        return name(config, branch)
                .flatMap(name -> Optional.ofNullable(config.getString("remote", name, "pushurl"))
                        .or(() -> Optional.ofNullable(config.getString("remote", name, "url"))));
    }

    private static Optional<String> name(Config config, Optional<String> branch) {
        var names = config.getSubsections("remote");
        return branch.map(name -> config.getString("branch", name, "remote"))
                .filter(names::contains)
                .or(() -> Optional.of("origin").filter(names::contains))
                .or(() -> names.stream().sorted().findFirst());
    }

    static String withoutCredentials(String address) {
        var url = URL.matcher(address);
        if (url.matches()) {
            var authority = url.group("authority");
            return url.group("scheme") + authority.substring(authority.lastIndexOf('@') + 1) + url.group("path");
        }
        return BEFORE_HOST.matcher(address).replaceFirst("");
    }
}
