package io.castellan.access;

import static io.castellan.access.PolicyNodes.mapping;
import static io.castellan.access.PolicyNodes.scalar;

import io.castellan.diagnostics.Problem;
import io.castellan.host.HostKind;
import io.castellan.host.HostSettings;
import io.castellan.model.Node;
import java.net.URI;
import java.util.Optional;

/** Reads {@code host}. */
final class HostReader {
    private static final String ANY_WORKFLOW = "github-actions[bot]";

    private final PolicyNodes nodes;
    private final People people;

    HostReader(PolicyNodes nodes, People people) {
        this.nodes = nodes;
        this.people = people;
    }

    /** Empty where the policy names none, or not one that can be used: that is reported. */
    Optional<HostSettings> read(Node.Mapping root) {
        return mapping(root, "host").flatMap(this::settings);
    }

    private Optional<HostSettings> settings(Node.Mapping node) {
        var kind = scalar(node, "kind").flatMap(written -> HostKind.of(written.text()));
        var token = scalar(node, "token").map(Node.Scalar::text);
        if (kind.isEmpty() || token.isEmpty()) {
            return Optional.empty(); // the schema said so
        }
        var repository = scalar(node, "repository").filter(written -> isRepository(kind.get(), written));
        var written = scalar(node, "url");
        var url = written.isEmpty() ? Optional.of(kind.get().usual()) : written.flatMap(this::url);
        var reporter = scalar(node, "reporter").filter(account -> isNobodys(kind.get(), account));
        return repository.flatMap(name -> url.map(address ->
                new HostSettings(kind.get(), name.text(), address, token.get(), reporter.map(Node.Scalar::text))));
    }

    private boolean isRepository(HostKind kind, Node.Scalar written) {
        if (kind.isRepository(written.text())) {
            return true;
        }
        nodes.report(Problem.error(
                        PolicyCodes.BAD_HOST,
                        written.at(),
                        "'" + PolicyNodes.shown(written.text()) + "' is no repository of " + kind.word())
                .withHint("write owner/name as in its address"));
        return false;
    }

    private Optional<URI> url(Node.Scalar written) {
        try {
            var url = URI.create(written.text());
            if (HostSettings.isSafe(url)) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        nodes.report(Problem.error(
                        PolicyCodes.BAD_HOST,
                        written.at(),
                        "'" + PolicyNodes.shown(written.text()) + "' is no address that a token may be sent to")
                .withHint("write the address of the API, https without user, query or fragment; http for this machine"
                        + " only"));
        return Optional.empty();
    }

    /** Whoever is the reporter says what others then approve. */
    private boolean isNobodys(HostKind kind, Node.Scalar written) {
        var account = new Identity(kind.word() + ":" + written.text());
        if (account.kind() != Identity.Kind.ACCOUNT) {
            nodes.report(Problem.error(
                            PolicyCodes.BAD_HOST,
                            written.at(),
                            "'" + PolicyNodes.shown(written.text()) + "' is no account of " + kind.word())
                    .withHint("write the account as the host's API has it, without '" + kind.word() + ":'"));
            return false;
        }
        if (kind == HostKind.GITHUB && written.text().equalsIgnoreCase(ANY_WORKFLOW)) {
            nodes.report(Problem.error(
                            PolicyCodes.REPORTER_IS_SOMEBODY,
                            written.at(),
                            "'" + account
                                    + "' is every workflow of the repository, also one that a pull request brings")
                    .withHint("give the pipeline an account of its own"));
            return false;
        }
        var owner = people.persons().stream()
                .filter(person -> person.identities().stream()
                        .anyMatch(identity -> identity.folded().equals(account.folded())))
                .findFirst();
        owner.ifPresent(person -> nodes.report(Problem.error(
                        PolicyCodes.REPORTER_IS_SOMEBODY,
                        written.at(),
                        "'" + account + "' is of '" + person.name()
                                + "', and the reporter says what others approve by a review")
                .withHint("give the pipeline an account of its own")));
        return owner.isEmpty();
    }
}
