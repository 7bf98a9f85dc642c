package io.castellan.resource.acl;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Node;
import io.castellan.resource.SectionContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which live rules state files can say: those whose parts the sections read back as they are, and that no denial voids. Kafka
 * takes rules that can never have an effect, and sections do not.
 */
final class Sayable {
    private static final String VARIABLE = "${";
    private static final Node.Span NOWHERE = new Node.Span(Place.whole("live"), 0, 0);

    private final RuleParts parts = new RuleParts(new Silent());

    /** Those of the rules that can be declared together. */
    static List<AclRule> of(Collection<AclRule> rules) {
        var sayable = new Sayable();
        var said = rules.stream().filter(sayable::says).toList();
        var denying = said.stream().filter(rule -> !rule.allows()).toList();
        return said.stream()
                .filter(rule -> denying.stream().noneMatch(other -> other.voids(rule)))
                .toList();
    }

    private boolean says(AclRule rule) {
        var pattern = rule.pattern();
        return Stream.of(rule.principal(), pattern.name(), rule.host()).noneMatch(text -> text.contains(VARIABLE))
                && parts.principal(text(rule.principal())).equals(Optional.of(rule.principal()))
                && parts.host(host(rule)).equals(Optional.of(rule.host()))
                && parts.pattern(pattern.guarded(), text(pattern.name()), pattern.prefixed())
                        .equals(Optional.of(pattern))
                && pattern.guarded().checks(rule.operation());
    }

    private static Node.Mapping host(AclRule rule) {
        return new Node.Mapping(List.of(new Node.Entry(text(RuleParts.HOST), text(rule.host()))), NOWHERE);
    }

    private static Node.Scalar text(String text) {
        return new Node.Scalar(text, Node.Type.STRING, NOWHERE);
    }

    /** Nobody asks why a live rule cannot be declared; it is listed as unmanaged. */
    private static final class Silent implements SectionContext {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void report(Problem problem) {}

        @Override
        public Node fill(Node raw) {
            return raw;
        }

        @Override
        public Optional<Node.Mapping> defaults() {
            return Optional.empty();
        }

        @Override
        public Optional<Node.Mapping> override(String name) {
            return Optional.empty();
        }
    }
}
