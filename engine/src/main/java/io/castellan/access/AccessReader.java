package io.castellan.access;

import static io.castellan.access.PolicyNodes.entries;
import static io.castellan.access.PolicyNodes.mapping;
import static io.castellan.access.PolicyNodes.scalar;
import static io.castellan.access.PolicyNodes.scalars;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.ClientConfigRules;
import io.castellan.model.Node;
import io.castellan.model.RiskClass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what {@code access} says of one environment. */
final class AccessReader {
    private final PolicyNodes nodes;
    private final PeopleReader.Read people;
    private final Node.Scalar environment;
    private final Node.Mapping node;
    /** Whether a list names somebody who is not known. */
    private boolean doubtful;

    AccessReader(PolicyNodes nodes, PeopleReader.Read people, Node.Scalar environment, Node.Mapping node) {
        this.nodes = nodes;
        this.people = people;
        this.environment = environment;
        this.node = node;
    }

    EnvironmentAccess read() {
        var rights = new EnumMap<Right, Holders>(Right.class);
        for (var right : Right.values()) {
            rights.put(right, holders(right));
        }
        var access = new EnvironmentAccess(
                rights,
                approvals(),
                separate(),
                signed(rights.getOrDefault(Right.WRITE, Holders.NOBODY)),
                new FreezeReader(nodes).read(node),
                breakGlass(),
                new SecretNames(texts("secrets")),
                clientKeys());
        if (!doubtful) {
            var approvalPlace =
                    node.get("approvals").or(() -> node.get("approve")).map(Node::at);
            Reachability.of(people.people(), access)
                    .problem(environment.text(), approvalPlace.orElse(environment.at()))
                    .ifPresent(nodes::report);
        }
        return access;
    }

    private Holders holders(Right right) {
        boolean everyone = false;
        var groups = new TreeSet<String>();
        var persons = new TreeSet<String>();
        var systems = new TreeSet<Identity>();
        for (var name : scalars(node, right.word())) {
            var identity = new Identity(name.text());
            if (people.people().person(name.text()).isPresent()) {
                persons.add(name.text());
            } else if (people.people().groups().contains(name.text())) {
                groups.add(name.text());
                doubtful |= people.doubtful().contains(name.text());
            } else if (identity.kind() == Identity.Kind.SYSTEM && right == Right.EXECUTE) {
                systems.add(identity);
            } else if (name.text().equals(Holders.EVERYONE) && right != Right.APPROVE) {
                everyone = true;
            } else {
                doubtful = true;
                if (name.text().equals(Holders.EVERYONE)) {
                    nodes.report(Problem.error(
                                    PolicyCodes.NOT_A_PERSON,
                                    name.at(),
                                    "'everyone' cannot approve, only persons can: each counts once")
                            .withHint("name groups and persons; 'everyone' can stand under 'write' and 'execute'"));
                } else if (identity.kind() == Identity.Kind.SYSTEM) {
                    nodes.report(Problem.error(
                                    PolicyCodes.NOT_A_PERSON,
                                    name.at(),
                                    "'" + identity + "' cannot " + right.word() + ", only persons can")
                            .withHint("a system can stand under 'execute' only"));
                } else {
                    reportUnknown(name);
                }
            }
        }
        return new Holders(everyone, groups, persons, systems);
    }

    private void reportUnknown(Node.Scalar name) {
        nodes.reportUnknown(PolicyCodes.UNKNOWN_NAME, name, "there is no group and no person", () -> {
            var known = new TreeSet<>(people.people().groups());
            people.people().persons().forEach(person -> known.add(person.name()));
            return known;
        });
    }

    private ApprovalRule approvals() {
        var written = new TreeMap<String, Integer>();
        for (var entry : entries(node, "approvals")) {
            entry.value()
                    .asScalar()
                    .filter(number -> number.text().matches("[0-9]{1,4}"))
                    .ifPresent(number -> written.put(entry.key().text(), Integer.parseInt(number.text())));
        }
        var byRisk = new EnumMap<>(ApprovalRule.DEFAULT.byRisk());
        byRisk.replaceAll((risk, number) -> written.getOrDefault(risk.word(), number));
        var rule = new ApprovalRule(
                byRisk,
                written.getOrDefault(ApprovalRule.ENVIRONMENT_ONLY, ApprovalRule.DEFAULT.environmentOnly()),
                written.getOrDefault(ApprovalRule.CONTROL, ApprovalRule.DEFAULT.control()));
        mapping(node, "approvals").ifPresent(at -> checkOrder(byRisk, at.at()));
        return rule;
    }

    private void checkOrder(Map<RiskClass, Integer> byRisk, Place at) {
        var milder = RiskClass.SAFE;
        for (var worse : RiskClass.values()) {
            int less = byRisk.getOrDefault(milder, 0);
            int more = byRisk.getOrDefault(worse, 0);
            if (more < less) {
                nodes.report(Problem.warning(
                                PolicyCodes.APPROVALS_FALL,
                                at,
                                "'" + worse.word() + "' needs fewer approvals (" + more + ") than '" + milder.word()
                                        + "' (" + less + ") in '" + environment.text() + "'")
                        .withHint("a number that is left out is the default"));
            }
            milder = worse;
        }
    }

    private Separations separate() {
        if (node.get("separate").isEmpty()) {
            return Separations.ALL;
        }
        var kept = EnumSet.noneOf(Separation.class);
        for (var word : texts("separate")) {
            Arrays.stream(Separation.values())
                    .filter(rule -> rule.word().equals(word))
                    .forEach(kept::add);
        }
        return new Separations(kept);
    }

    private Signed signed(Holders writers) {
        var written = mapping(node, "signed");
        if (written.isEmpty()) {
            return Signed.NOTHING;
        }
        var keys = new HashSet<Identity>();
        for (var name : scalars(written.get(), "keys")) {
            var key = new Identity(name.text());
            if (key.kind() == Identity.Kind.KEY) {
                keys.add(key);
            } else {
                nodes.report(Problem.error(
                                PolicyCodes.BAD_IDENTITY,
                                name.at(),
                                "'" + key + "' " + key.oddSigns().orElse("is not the name of a key"))
                        .withHint("write the key's name in allowed_signers, like key/jenkins-ci"));
            }
        }
        var signed = new Signed(isRequired(written.get(), "commits"), isRequired(written.get(), "ledger"), keys);
        if (signed.ledger() && scalars(written.get(), "keys").isEmpty()) {
            nodes.report(Problem.error(
                            PolicyCodes.NO_SIGNING_KEY,
                            place(written.get(), "ledger"),
                            "ledger entries of '" + environment.text()
                                    + "' must be signed, and no key's signature counts")
                    .withHint("name the keys under 'signed.keys'"));
        }
        if (signed.commits()
                && !doubtful
                && writers.all(people.people()).stream().noneMatch(this::hasKey)) {
            nodes.report(Problem.error(
                            PolicyCodes.NO_SIGNING_KEY,
                            place(written.get(), "commits"),
                            "commits for '" + environment.text()
                                    + "' must be signed, and nobody who may write has a key")
                    .withHint("give 'keys' to the persons under 'write'"));
        }
        return signed;
    }

    private boolean hasKey(String person) {
        return people.people().person(person).stream()
                .flatMap(one -> one.identities().stream())
                .anyMatch(identity -> identity.kind() == Identity.Kind.KEY);
    }

    private static boolean isRequired(Node.Mapping signed, String what) {
        return scalar(signed, what)
                .filter(word -> word.text().equals("required"))
                .isPresent();
    }

    private static Place place(Node.Mapping parent, String key) {
        return parent.get(key).map(Node::at).orElse(parent.at());
    }

    private Optional<BreakGlass> breakGlass() {
        return mapping(node, "breakGlass")
                .flatMap(glass -> scalar(glass, "group").map(group -> {
                    if (!people.people().groups().contains(group.text())) {
                        nodes.reportUnknown(
                                PolicyCodes.UNKNOWN_NAME, group, "there is no group", people.people()::groups);
                    }
                    var words = scalars(glass, "may").stream()
                            .map(Node.Scalar::text)
                            .collect(Collectors.toSet());
                    return new BreakGlass(
                            group.text(),
                            Arrays.stream(Skip.values())
                                    .filter(skip -> words.contains(skip.word()))
                                    .collect(Collectors.toSet()));
                }));
    }

    private ClientKeys clientKeys() {
        var possible = ClientConfigRules.properties();
        scalars(node, "clientConfig").stream()
                .filter(key -> !possible.contains(key.text()))
                .forEach(key -> nodes.reportUnknown(
                        PolicyCodes.UNKNOWN_CLIENT_KEY,
                        key,
                        "no environment can set the client property",
                        () -> possible));
        return new ClientKeys(texts("clientConfig"));
    }

    private Set<String> texts(String key) {
        return scalars(node, key).stream().map(Node.Scalar::text).collect(Collectors.toSet());
    }
}
