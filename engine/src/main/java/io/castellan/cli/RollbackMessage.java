package io.castellan.cli;

import io.castellan.access.DeclarationHistory;
import io.castellan.access.Identity;
import io.castellan.diagnostics.Problems;
import io.castellan.git.Commit;
import io.castellan.git.Person;
import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import io.castellan.model.ShortId;
import io.castellan.resource.Declarations;
import io.castellan.state.StateLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the commit of a rollback says: what it restores, and who wrote that. */
final class RollbackMessage {
    private final Workspace workspace;
    private final Loading loading;
    private final String environment;

    RollbackMessage(Workspace workspace, Loading loading, String environment) {
        this.workspace = workspace;
        this.loading = loading;
        this.environment = environment;
    }

    /** @param selected if any, the only ones that are restored */
    record What(
            String base,
            String source,
            Declarations then,
            Declarations now,
            Set<ResourceId> selected,
            Set<ResourceId> except,
            boolean withEnvironment) {
        /** Declarations that the commit brings back. */
        Set<ResourceId> restored() {
            var restored = new TreeSet<ResourceId>();
            then.all().forEach((id, declared) -> {
                boolean wanted = selected.isEmpty() ? !except.contains(id) : selected.contains(id);
                if (wanted && !same(declared, Optional.ofNullable(now.all().get(id)))) {
                    restored.add(id);
                }
            });
            return restored;
        }

        private static boolean same(Declared<?> one, Optional<Declared<?>> other) {
            return other.filter(declared -> declared.unit().equals(one.unit())).isPresent();
        }
    }

    /** @param access what comes back of access that was taken since */
    String of(What what, List<ResourceId> access) {
        var text = new StringBuilder("Roll back " + environment + " to " + ShortId.of(what.source()) + "\n\n");
        workspace
                .commits()
                .commit(what.source())
                .ifPresent(commit ->
                        text.append("That is: ").append(commit.subject()).append('\n'));
        list(text, "Only", what.selected());
        list(text, "All but", what.except());
        list(text, "Restores revoked access", access);
        text.append("\nCastellan-Rollback: ")
                .append(environment)
                .append(" to ")
                .append(what.source())
                .append('\n');
        workspace
                .ledger(environment)
                .flatMap(ledger -> ledger.head())
                .ifPresent(head -> text.append("Castellan-Ledger: ")
                        .append(environment)
                        .append('@')
                        .append(head)
                        .append('\n'));
        authors(what)
                .forEach(person -> text.append("Co-authored-by: ")
                        .append(person.name())
                        .append(" <")
                        .append(person.email())
                        .append(">\n"));
        return text.toString();
    }

    private static void list(StringBuilder text, String what, Collection<ResourceId> ids) {
        if (!ids.isEmpty()) {
            var names = ids.stream().map(ResourceId::toString).collect(Collectors.joining(", "));
            text.append(what).append(": ").append(names).append('\n');
        }
    }

    /** Who wrote what is restored: they do not approve it, and do not execute it. */
    private Set<Person> authors(What what) {
        var folder = workspace.repositoryPath(workspace.folder() + "/" + environment);
        var commits = new ArrayList<Commit>();
        new DeclarationHistory(workspace.commits(), folder, loading.states(environment))
                .lastTouching(what.restored(), what.source())
                .values()
                .forEach(commits::addAll);
        if (what.withEnvironment()) {
            workspace
                    .commits()
                    .history(folder + "/" + StateLoader.ENVIRONMENT_FILE, Optional.empty(), what.source())
                    .stream()
                    .limit(1)
                    .forEach(commits::add);
        }
        var policy = loading.policy(Optional.of(what.base()), new Problems());
        var persons = new LinkedHashSet<Person>();
        for (var commit : commits) {
            persons.add(commit.author());
            persons.addAll(commit.coAuthors());
            var committer = commit.committer();
            if (policy.filter(known -> known.people().isHost(Identity.email(committer.email())))
                    .isEmpty()) {
                persons.add(committer);
            }
        }
        persons.remove(workspace.git().user());
        return persons;
    }
}
