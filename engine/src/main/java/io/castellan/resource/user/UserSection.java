package io.castellan.resource.user;

import io.castellan.diagnostics.Problem;
import io.castellan.environment.SecretText;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.model.Value;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code users}: SCRAM users by name. */
final class UserSection implements Section {
    private static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-256", "SCRAM-SHA-512");
    private static final int FEWEST = 4096;
    private static final int MOST = 16384;

    @Override
    public String key() {
        return "users";
    }

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        var declared = new ArrayList<Declared<?>>();
        for (var entry : yaml.asMapping().map(Node.Mapping::entries).orElse(List.of())) {
            context.fill(entry.value())
                    .asMapping()
                    .ifPresent(user -> declared.add(new Declared<>(
                            UserRoom.KEY.id(entry.key().text()),
                            spec(user, context),
                            Provenance.at(entry.key().at(), Cause.DECLARATION),
                            context.unit(entry.value()))));
        }
        return declared;
    }

    private static UserSpec spec(Node.Mapping user, SectionContext context) {
        return new UserSpec(
                mechanisms(user, context),
                password(user, context),
                number(user, "rotation", 0, Long.MAX_VALUE, context).orElse(0L));
    }

    private static Map<String, Optional<Integer>> mechanisms(Node.Mapping user, SectionContext context) {
        var mechanisms = new TreeMap<String, Optional<Integer>>();
        for (var item : user.get("mechanisms")
                .flatMap(Node::asSequence)
                .map(Node.Sequence::items)
                .orElse(List.of())) {
            item.asMapping()
                    .ifPresent(mechanism -> mechanism
                            .get("type")
                            .flatMap(Node::asScalar)
                            .ifPresent(type -> {
                                if (!MECHANISMS.contains(type.text())) {
                                    context.report(
                                            Problem.error(
                                                    UserCodes.BAD_MECHANISM,
                                                    type.at(),
                                                    "'" + type.text()
                                                            + "' is no SCRAM mechanism; there are SCRAM-SHA-256 and SCRAM-SHA-512"));
                                } else if (mechanisms.containsKey(type.text())) {
                                    context.report(Problem.error(
                                            UserCodes.MECHANISM_TWICE,
                                            type.at(),
                                            "'" + type.text() + "' is declared twice for this user"));
                                } else {
                                    mechanisms.put(
                                            type.text(),
                                            number(mechanism, "iterations", FEWEST, MOST, context)
                                                    .map(Math::toIntExact));
                                }
                            }));
        }
        return mechanisms;
    }

    private static Optional<Value.SecretRef> password(Node.Mapping user, SectionContext context) {
        return user.get("password").flatMap(Node::asScalar).flatMap(text -> {
            var reference = SecretText.whole(text.text());
            if (reference.isEmpty()) {
                context.report(Problem.error(
                                UserCodes.PLAIN_PASSWORD,
                                text.at(),
                                "a password is a reference to a secret, never the secret itself")
                        .withHint("put it in an environment variable and write ${env:NAME}"));
            }
            return reference;
        });
    }

    private static Optional<Long> number(
            Node.Mapping node, String key, long fewest, long most, SectionContext context) {
        return node.get(key).flatMap(Node::asScalar).flatMap(scalar -> {
            var text = scalar.text();
            if (text.matches("[0-9]{1,18}") && Long.parseLong(text) >= fewest && Long.parseLong(text) <= most) {
                return Optional.of(Long.parseLong(text));
            }
            context.report(Problem.error(
                    UserCodes.BAD_NUMBER,
                    scalar.at(),
                    "'" + key + "' is a whole number "
                            + (most == Long.MAX_VALUE ? "of at least " + fewest : "from " + fewest + " to " + most)));
            return Optional.empty();
        });
    }
}
