package io.castellan.access;

import static io.castellan.access.PolicyNodes.entries;
import static io.castellan.access.PolicyNodes.scalars;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code people} and {@code groups}. */
final class PeopleReader {
    private final PolicyNodes nodes;
    /** Who has an identity already, by its folded text. */
    private final Map<String, Owned> owners = new HashMap<>();

    PeopleReader(PolicyNodes nodes) {
        this.nodes = nodes;
    }

    private record Owned(String person, Node.Scalar written) {}

    /**
     * Persons and groups as far as they could be read.
     *
     * @param doubtful groups with a name that is nobody's: who is in them is not known
     */
    record Read(People people, Set<String> doubtful) {}

    Read read(Node.Mapping root) {
        var persons = new ArrayList<Person>();
        for (var entry : entries(root, "people")) {
            entry.value().asMapping().ifPresent(node -> persons.add(person(entry.key(), node)));
        }
        var names = new TreeSet<>(persons.stream().map(Person::name).toList());
        entries(root, "people").forEach(entry -> checkName(entry.key()));
        var groups = new TreeMap<String, List<String>>();
        var doubtful = new TreeSet<String>();
        var groupEntries = entries(root, "groups");
        var groupNames = new TreeSet<>(
                groupEntries.stream().map(entry -> entry.key().text()).toList());
        for (var entry : groupEntries) {
            var group = entry.key();
            checkName(group);
            if (names.contains(group.text())) {
                nodes.report(Problem.error(
                                PolicyCodes.NAME_TWICE, group.at(), "'" + group.text() + "' is a person and a group")
                        .withHint("'access' could mean either; give one of them another name"));
            }
            var members = scalars(entry.value());
            var known = members.stream()
                    .map(Node.Scalar::text)
                    .filter(names::contains)
                    .toList();
            if (known.size() < members.size()) {
                doubtful.add(group.text());
            }
            members.stream()
                    .filter(member -> !names.contains(member.text()))
                    .forEach(member -> reportUnknown(member, groupNames, names));
            if (members.isEmpty()) {
                nodes.report(Problem.error(
                                PolicyCodes.EMPTY_GROUP, group.at(), "nobody is in the group '" + group.text() + "'")
                        .withHint("name its persons, or remove it"));
            }
            groups.put(group.text(), known);
        }
        return new Read(new People(persons, groups, hosts(root)), doubtful);
    }

    private void checkName(Node.Scalar name) {
        if (name.text().equals(Holders.EVERYONE)) {
            nodes.report(Problem.error(
                            PolicyCodes.NAME_TWICE,
                            name.at(),
                            "'everyone' means everyone in the lists of 'access', so nobody else has that name")
                    .withHint("choose another name"));
        }
    }

    private Set<Identity> hosts(Node.Mapping root) {
        var hosts = new HashSet<Identity>();
        root.get("hosts")
                .flatMap(Node::asMapping)
                .ifPresent(node -> scalars(node, "emails").forEach(written -> {
                    var identity = Identity.email(written.text());
                    if (isWellFormed(identity, "emails", written) && isNew(identity, "hosts", written)) {
                        hosts.add(identity);
                    }
                }));
        return hosts;
    }

    private void reportUnknown(Node.Scalar member, Set<String> groups, Set<String> persons) {
        if (!groups.contains(member.text())) {
            nodes.reportUnknown(PolicyCodes.UNKNOWN_NAME, member, "there is no person", () -> persons);
            return;
        }
        nodes.report(Problem.error(
                        PolicyCodes.UNKNOWN_NAME,
                        member.at(),
                        "'" + member.text() + "' is a group, and a group holds persons only")
                .withHint("name its persons here; a list of 'access' can name several groups"));
    }

    private Person person(Node.Scalar name, Node.Mapping node) {
        var identities = new ArrayList<Identity>();
        boolean any = false;
        for (var list : List.of("emails", "keys", "accounts")) {
            for (var written : scalars(node, list)) {
                any = true;
                var identity = list.equals("emails") ? Identity.email(written.text()) : new Identity(written.text());
                if (isWellFormed(identity, list, written) && isNew(identity, name.text(), written)) {
                    identities.add(identity);
                }
            }
        }
        if (!any) {
            nodes.report(Problem.error(
                            PolicyCodes.NO_IDENTITY,
                            name.at(),
                            "'" + name.text() + "' has no identity, so nobody can ever be that person")
                    .withHint("give emails, keys or accounts"));
        }
        return Person.of(name.text(), identities);
    }

    private boolean isWellFormed(Identity identity, String list, Node.Scalar written) {
        var kind = switch (list) {
            case "emails" -> Identity.Kind.EMAIL;
            case "keys" -> Identity.Kind.KEY;
            default -> Identity.Kind.ACCOUNT;
        };
        if (identity.kind() == kind) {
            return true;
        }
        if (identity.kind() == Identity.Kind.SYSTEM) {
            nodes.report(Problem.error(
                            PolicyCodes.NOT_A_PERSON,
                            written.at(),
                            "'" + identity + "' is no person and belongs to none")
                    .withHint("name it under 'execute' if work may start without a person"));
            return false;
        }
        nodes.report(Problem.error(
                        PolicyCodes.BAD_IDENTITY,
                        written.at(),
                        "'" + new Identity(written.text()) + "' "
                                + new Identity(written.text())
                                        .oddSigns()
                                        .orElse("does not belong under '" + list + "'"))
                .withHint(
                        switch (kind) {
                            case EMAIL -> "write an address like admin@example.org";
                            case KEY -> "write the key's name in allowed_signers, like key/admin";
                            default -> "write an account like github:admin or jenkins:ci:admin";
                        }));
        return false;
    }

    /** Hosts take account names, and many mail servers take addresses, whatever the case of their letters. */
    private boolean isNew(Identity identity, String person, Node.Scalar written) {
        var first = owners.putIfAbsent(identity.folded(), new Owned(person, written));
        if (first == null || first.person().equals(person)) {
            return true;
        }
        nodes.report(Problem.error(
                        PolicyCodes.IDENTITY_TWICE,
                        written.at(),
                        "'" + new Identity(written.text()) + "' is of '" + first.person() + "' already, at "
                                + first.written().at())
                .withHint(
                        first.written().text().equals(written.text())
                                ? "an identity belongs to one person"
                                : "a host may take both spellings for one account"));
        return false;
    }
}
