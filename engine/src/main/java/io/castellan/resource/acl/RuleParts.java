package io.castellan.resource.acl;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Node;
import io.castellan.resource.SectionContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the parts of which rules and grants are made. A part that could never have an effect is reported and left out. */
final class RuleParts {
    static final String HOST = "host";

    private static final int LONGEST_TOPIC = 249;
    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final SectionContext context;

    RuleParts(SectionContext context) {
        this.context = context;
    }

    void report(Code code, Node node, String message, String hint) {
        context.report(Problem.error(code, node.at(), message).withHint(hint));
    }

    /** A text that is not empty. */
    Optional<String> text(Node node, String what) {
        var text = node.asScalar()
                .filter(scalar -> scalar.type() != Node.Type.NULL)
                .map(Node.Scalar::text)
                .filter(one -> !one.isEmpty());
        if (text.isEmpty()) {
            report(AclCodes.WRONG_FORM, node, "'" + what + "' is a text, and not empty", "");
        }
        return text;
    }

    /** @param key as written; variables are filled in */
    Optional<String> principal(Node.Scalar key) {
        var name = context.fill(key).asScalar().map(Node.Scalar::text).orElse("");
        var fault = principalFault(name);
        if (fault.isPresent()) {
            report(
                    AclCodes.BAD_PRINCIPAL,
                    key,
                    "'" + name + "' is no principal: " + fault.get(),
                    "write its type, a colon and its name, for example User:billing, or User:* for every user");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    /** A word, a colon, and what it is of. */
    private static boolean isTyped(String name) {
        int colon = name.indexOf(':');
        for (int i = 0; i < colon; i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return colon > 0 && colon < name.length() - 1;
    }

    private static Optional<String> principalFault(String name) {
        if (!isTyped(name)) {
            return Optional.of("it has no type");
        }
        if (name.endsWith(":*") && !name.equals(AclRule.EVERY_USER)) {
            return Optional.of("only of users can all be meant, so it cannot have an effect");
        }
        return Optional.empty();
    }

    /** @param node a mapping whose field {@code host}, if it has one, is filled in already */
    Optional<String> host(Node.Mapping node) {
        var written = node.get(HOST);
        if (written.isEmpty()) {
            return Optional.of(AclRule.ANY_HOST);
        }
        return text(written.get(), HOST).flatMap(host -> {
            var address = address(host);
            if (address.isEmpty()) {
                report(
                        AclCodes.BAD_HOST,
                        written.get(),
                        "'" + host + "' is no address that a client comes from, so the rule cannot have an effect",
                        "write one IP address, for example 10.1.2.3, or leave it out for any; Kafka knows neither names nor"
                                + " ranges here");
            }
            return address;
        });
    }

    /** The address as Kafka writes it, which it compares as text. */
    private static Optional<String> address(String host) {
        if (host.equals(AclRule.ANY_HOST) || IPV4.matcher(host).matches()) {
            return Optional.of(host);
        }
        if (!IPV6.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            // an address with a colon is never looked up
            return Optional.of(InetAddress.getByName(host).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param prefixed whether the name is the beginning of names */
    Optional<AclPattern> pattern(Guarded guarded, Node node, boolean prefixed) {
        var text = text(node, guarded.word());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var name = text.get();
        boolean asterisk = name.length() > 1 && name.endsWith("*");
        var fault = nameFault(guarded, name, prefixed);
        if (fault.isPresent()) {
            report(
                    AclCodes.BAD_NAME,
                    node,
                    "no " + guarded.word() + (prefixed ? " begins with '" : " is named '") + name + "': " + fault.get()
                            + ", so the rule cannot have an effect",
                    asterisk
                            ? "for all names that begin with '" + name.substring(0, name.length() - 1)
                                    + "' write it without the asterisk and as a prefix"
                            : "");
            return Optional.empty();
        }
        if (asterisk) {
            context.report(Problem.warning(
                            AclCodes.ASTERISK,
                            node.at(),
                            "the asterisk in '" + name + "' stands for itself, not for other names")
                    .withHint("for the beginning of names write it without the asterisk and as a prefix"));
        }
        return Optional.of(new AclPattern(guarded, name, prefixed));
    }

    private static Optional<String> nameFault(Guarded guarded, String name, boolean prefixed) {
        if (name.equals(AclPattern.ANY)) {
            return prefixed
                    ? Optional.of(
                            "as the beginning of names an asterisk stands for itself; it means all only by itself")
                    : clusterFault(guarded);
        }
        return switch (guarded) {
            case TOPIC ->
                isTopicName(name)
                        ? Optional.empty()
                        : Optional.of("topics have letters, digits, '.', '_' and '-', at most 249");
            case CLUSTER -> name.equals(Guarded.CLUSTER_NAME) && !prefixed ? Optional.empty() : clusterFault(guarded);
            case USER ->
                prefixed || isTyped(name)
                        ? Optional.empty()
                        : Optional.of("it is a principal with its type, as in User:billing");
            case GROUP, TRANSACTIONAL_ID, DELEGATION_TOKEN -> Optional.empty();
        };
    }

    private static boolean isTopicName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean valid = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
            if (!valid && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_TOPIC;
    }

    private static Optional<String> clusterFault(Guarded guarded) {
        return guarded == Guarded.CLUSTER
                ? Optional.of("the cluster is written as " + Guarded.CLUSTER_NAME + ", not prefixed")
                : Optional.empty();
    }

    /** @param valid fields that there are */
    void checkFields(Node.Mapping node, Collection<String> valid) {
        for (var entry : node.entries()) {
            var field = entry.key().text();
            if (!valid.contains(field)) {
                report(
                        AclCodes.UNKNOWN_FIELD,
                        entry.key(),
                        "unknown field '" + field + "'; valid are " + quoted(valid),
                        Nearest.of(field, valid).map(Nearest::question).orElse(""));
            }
        }
    }

    static String quoted(Collection<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }
}
