package io.castellan.resource.acl;

import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.resource.Layout;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code acls}: principals with their rules, in Kafka's own terms. */
final class AclSection implements Section {
    static final String KEY = "acls";

    static final String PATTERN_TYPE = "patternType";
    private static final List<String> FIELDS = fields();

    private static List<String> fields() {
        var fields = new ArrayList<String>();
        Permission.ALL.stream().map(Permission::word).forEach(fields::add);
        fields.addAll(Guarded.words());
        fields.add(PATTERN_TYPE);
        fields.add(RuleParts.HOST);
        return List.copyOf(fields);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Layout layout() {
        return Layout.GROUPED_ITEMS;
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
                    "'acls' is a mapping of principals",
                    "for example {User:billing: [{allow: [Read], topic: payments.orders.v1}]}; leave the line out for none");
            return List.of();
        }
        var declared = new ArrayList<Declared<?>>();
        for (var entry : principals.get().entries()) {
            var principal = parts.principal(entry.key());
            if (principal.isPresent()) {
                declared.addAll(rules(principal.get(), entry.value(), parts, context));
            }
        }
        return declared;
    }

    private static List<Declared<?>> rules(String principal, Node list, RuleParts parts, SectionContext context) {
        var items = list.asSequence();
        if (items.isEmpty()) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    list,
                    "what is declared of " + principal + " is a list of rules",
                    "for example [{allow: [Read], topic: payments.orders.v1}]");
            return List.of();
        }
        var seen = new HashMap<ResourceId, Node>();
        var declared = new ArrayList<Declared<?>>();
        for (var item : items.get().items()) {
            var unit = context.unit(item);
            var at = Provenance.at(item.at(), Cause.DECLARATION);
            for (var rule : expand(principal, context.fill(item), parts)) {
                var id = rule.id();
                var before = seen.putIfAbsent(id, item);
                if (before == null) {
                    declared.add(new Declared<>(id, rule, at, unit));
                } else {
                    parts.report(
                            AclCodes.DUPLICATE,
                            item,
                            "'" + rule + "' is said already at " + before.at(),
                            "remove one of them");
                }
            }
        }
        return declared;
    }

    /** One rule for each operation. */
    private static List<AclRule> expand(String principal, Node item, RuleParts parts) {
        var node = item.asMapping();
        if (node.isEmpty()) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    item,
                    "a rule is a mapping",
                    "for example {allow: [Read], topic: payments.orders.v1}");
            return List.of();
        }
        parts.checkFields(node.get(), FIELDS);
        var host = parts.host(node.get());
        var permission = permission(node.get(), parts);
        var pattern = pattern(node.get(), parts);
        if (permission.isEmpty() || pattern.isEmpty()) {
            return List.of();
        }
        var operations = operations(permission.get(), node.get(), pattern.get().guarded(), parts);
        if (host.isEmpty()) {
            return List.of();
        }
        var rules = new ArrayList<AclRule>(operations.size());
        for (var operation : operations) {
            rules.add(new AclRule(principal, permission.get(), operation, pattern.get(), host.get()));
        }
        return rules;
    }

    /** Those whose word is a field of the rule. */
    private static <T> List<T> present(List<T> all, Function<T, String> word, Node.Mapping node) {
        var found = new ArrayList<T>(1);
        for (var one : all) {
            if (node.get(word.apply(one)).isPresent()) {
                found.add(one);
            }
        }
        return found;
    }

    private static Optional<Permission> permission(Node.Mapping node, RuleParts parts) {
        var found = present(Permission.ALL, Permission::word, node);
        if (found.size() != 1) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    node,
                    "a rule has either 'allow' or 'deny'" + (found.isEmpty() ? "" : ", not both"),
                    found.isEmpty() ? "add allow: with a list of operations" : "write two rules");
            return Optional.empty();
        }
        return Optional.of(found.get(0));
    }

    private static Optional<AclPattern> pattern(Node.Mapping node, RuleParts parts) {
        var found = present(Guarded.ALL, Guarded::word, node);
        if (found.size() != 1) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    node,
                    "a rule is about exactly one of " + RuleParts.quoted(Guarded.words()),
                    found.isEmpty() ? "name what it is about" : "write one rule for each");
            return Optional.empty();
        }
        var written = node.get(PATTERN_TYPE);
        var type = written.isPresent() ? parts.text(written.get(), PATTERN_TYPE).orElse("literal") : "literal";
        if (!type.equals("literal") && !type.equals(AclText.PREFIXED)) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    written.orElse(node),
                    "'patternType' is 'literal' or 'prefixed', not '" + type + "'",
                    "");
            return Optional.empty();
        }
        var guarded = found.get(0);
        return parts.pattern(guarded, node.get(guarded.word()).orElseThrow(), type.equals(AclText.PREFIXED));
    }

    private static List<Operation> operations(
            Permission permission, Node.Mapping node, Guarded guarded, RuleParts parts) {
        var list = node.get(permission.word()).orElse(node);
        var items = list.asSequence().map(Node.Sequence::items).orElse(List.of());
        if (items.isEmpty()) {
            parts.report(
                    AclCodes.WRONG_FORM,
                    list,
                    "'" + permission.word() + "' is a list of operations",
                    "for example [Read]");
        }
        var operations = new ArrayList<Operation>();
        for (var item : items) {
            var word = parts.text(item, permission.word());
            if (word.isPresent()) {
                var operation = operation(word.get(), item, guarded, parts);
                if (operation.isPresent()) {
                    operations.add(operation.get());
                }
            }
        }
        return operations;
    }

    private static Optional<Operation> operation(String word, Node item, Guarded guarded, RuleParts parts) {
        var operation = Operation.named(word);
        if (operation.isEmpty()) {
            parts.report(
                    AclCodes.UNKNOWN_OPERATION,
                    item,
                    "unknown operation '" + word + "'; on a " + guarded.word() + " there are " + valid(guarded),
                    Nearest.of(word, Operation.words()).map(Nearest::question).orElse(""));
        } else if (!guarded.checks(operation.get())) {
            parts.report(
                    AclCodes.OPERATION_IDLE,
                    item,
                    "Kafka never checks '" + word + "' on a " + guarded.word() + ", so the rule cannot have an effect",
                    "on a " + guarded.word() + " there are " + valid(guarded));
        }
        return operation.isPresent() && guarded.checks(operation.get()) ? operation : Optional.empty();
    }

    private static String valid(Guarded guarded) {
        var valid = new ArrayList<>(List.of(Operation.ALL.word()));
        guarded.checked().stream().map(Operation::word).forEach(valid::add);
        return RuleParts.quoted(valid);
    }

    /** Rules that allow what another one denies as a whole. */
    @Override
    public List<Problem> review(List<Declared<?>> all) {
        var denying = new ArrayList<Map.Entry<AclRule, Declared<?>>>();
        all.forEach(declared -> {
            var rule = AclRoom.KEY.declared().cast(declared.spec());
            if (!rule.allows()) {
                denying.add(Map.entry(rule, declared));
            }
        });
        if (denying.isEmpty()) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        for (var declared : all) {
            var rule = AclRoom.KEY.declared().cast(declared.spec());
            denying.stream()
                    .filter(other -> other.getKey().voids(rule))
                    .findFirst()
                    .ifPresent(other -> problems.add(voided(rule, declared, other.getKey(), other.getValue())));
        }
        return problems;
    }

    private static Problem voided(AclRule rule, Declared<?> declared, AclRule by, Declared<?> where) {
        var message = "'" + rule + "' cannot have an effect: '" + by + "'"
                + where.at().declaredAt().map(place -> " (" + place + ")").orElse("") + " denies it";
        return declared.at()
                .declaredAt()
                .map(place -> Problem.error(AclCodes.VOID, place, message))
                .orElseGet(() -> Problem.error(AclCodes.VOID, message))
                .withHint("remove one of them");
    }
}
