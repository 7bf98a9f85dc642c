package io.castellan.resource.acl;

import io.castellan.diagnostics.Nearest;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.Layout;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** {@code grants}: principals with what they do; the rules that they need for it follow. */
final class GrantSection implements Section {
    static final String KEY = "grants";

    static final String NAME = "name";
    static final String PREFIX = "prefix";
    private static final List<String> NAMED = List.of(NAME, PREFIX);

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Layout layout() {
        return Layout.GROUPED_ENTRIES;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        var parts = new RuleParts(context);
        var principals = yaml.asMapping();
        if (principals.isEmpty()) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    yaml,
                    "'grants' is a mapping of principals",
                    "for example {User:billing: {produce: {topics: [{name: billing.invoices.v1}]}}}; leave the line out for"
                            + " none");
            return List.of();
        }
        var declared = new ArrayList<Declared<?>>();
        for (var entry : principals.get().entries()) {
            parts.principal(entry.key())
                    .ifPresent(principal -> declared.addAll(grants(principal, entry.value(), parts, context)));
        }
        return declared;
    }

    private static List<Declared<?>> grants(String principal, Node node, RuleParts parts, SectionContext context) {
        var grants = node.asMapping().map(Node.Mapping::entries).orElse(List.of());
        if (grants.isEmpty()) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    node,
                    "what is granted to " + principal + " is a mapping of " + RuleParts.quoted(GrantRight.grants()),
                    "");
        }
        var declared = new ArrayList<Declared<?>>();
        for (var entry : grants) {
            var grant = entry.key().text();
            var filled = context.fill(entry.value());
            if (!GrantRight.grants().contains(grant)) {
                parts.report(
                        AclCodes.UNKNOWN_FIELD,
                        entry.key(),
                        "there is no grant '" + grant + "'; there are " + RuleParts.quoted(GrantRight.grants()),
                        Nearest.of(grant, GrantRight.grants())
                                .map(Nearest::question)
                                .orElse(""));
            } else if (filled.asMapping().isEmpty()) {
                parts.report(
                        AclCodes.WRONG_FORM,
                        entry.value(),
                        "'" + grant + "' is a mapping of " + RuleParts.quoted(GrantRight.fields(grant)),
                        "");
            } else {
                var unit = context.unit(entry.value());
                declared.addAll(new Grant(principal, grant, filled.asMapping().get(), unit, parts, context).rules());
            }
        }
        return declared;
    }

    /** One grant to one principal. */
    private record Grant(
            String principal, String grant, Node.Mapping node, Digest unit, RuleParts parts, SectionContext context) {

        /** A rule that follows twice, as when a Streams application reads what it writes, is one. */
        List<Declared<?>> rules() {
            parts.checkFields(node, GrantRight.fields(grant));
            var host = parts.host(node);
            var found = new LinkedHashMap<AclRule, Declared<?>>();
            for (var right : GrantRight.of(grant)) {
                var value = value(right);
                if (value.isEmpty() && right.required()) {
                    parts.report(AclCodes.WRONG_FORM, node, "'" + grant + "' needs '" + right.field() + "'", "add it");
                }
                value.ifPresent(one -> patterns(right, one)
                        .forEach(pattern -> right.operations()
                                .forEach(operation -> host.ifPresent(from -> {
                                    var rule = new AclRule(
                                            principal, Permission.ALLOW, operation, pattern.pattern(), from);
                                    found.putIfAbsent(
                                            rule,
                                            new Declared<>(
                                                    rule.id(),
                                                    rule,
                                                    Provenance.at(pattern.at().at(), Cause.GRANT),
                                                    unit));
                                }))));
            }
            return List.copyOf(found.values());
        }

        private Optional<Node> value(GrantRight right) {
            Optional<Node> value = Optional.of(node);
            for (var field : right.field().split("\\.")) {
                value = value.flatMap(Node::asMapping).flatMap(mapping -> mapping.get(field));
            }
            return value;
        }

        private record Named(AclPattern pattern, Node at) {}

        private List<Named> patterns(GrantRight right, Node value) {
            return switch (right.meaning()) {
                case NAMES -> names(right, value);
                case NAME -> named(right.guarded(), value, false).stream().toList();
                case OWNER ->
                    value.asScalar().filter(id -> !id.text().isEmpty()).stream()
                            .map(id -> new Node.Scalar(GrantRight.beginning(id.text()), id.type(), id.span()))
                            .flatMap(begin -> named(right.guarded(), begin, true).stream())
                            .toList();
            };
        }

        private Optional<Named> named(Guarded guarded, Node name, boolean prefixed) {
            return parts.pattern(guarded, name, prefixed).map(pattern -> new Named(pattern, name));
        }

        private List<Named> names(GrantRight right, Node value) {
            var items = value.asSequence().map(Node.Sequence::items).orElse(List.of());
            if (items.isEmpty()) {
                parts.report(
                        AclCodes.WRONG_FORM,
                        value,
                        "'" + right.field() + "' is a list, and not empty",
                        "for example [{name: billing.invoices.v1}, {prefix: billing.}]");
            }
            var patterns = new LinkedHashMap<AclPattern, Named>();
            for (var item : items) {
                name(right.guarded(), item).ifPresent(one -> {
                    if (patterns.putIfAbsent(one.pattern(), one) != null) {
                        parts.report(
                                AclCodes.DUPLICATE,
                                item,
                                "'" + one.pattern().text() + "' is in the list already",
                                "remove one of them");
                    }
                });
            }
            return List.copyOf(patterns.values());
        }

        private Optional<Named> name(Guarded guarded, Node item) {
            var fields = item.asMapping();
            fields.ifPresent(one -> parts.checkFields(one, NAMED));
            var name = fields.flatMap(one -> one.get(NAME));
            var prefix = fields.flatMap(one -> one.get(PREFIX));
            if (name.isPresent() == prefix.isPresent()) {
                parts.report(
                        AclCodes.WRONG_FORM,
                        item,
                        "an item has either 'name' or 'prefix'",
                        "for example {name: billing.invoices.v1}");
                return Optional.empty();
            }
            return name.flatMap(one -> named(guarded, one, false))
                    .or(() -> prefix.flatMap(one -> named(guarded, one, true)));
        }
    }
}
