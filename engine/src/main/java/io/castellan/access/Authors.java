package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.git.Commit;
import io.castellan.git.Person;
import io.castellan.model.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The persons behind commits, as the policy knows them. */
public final class Authors {
    private static final int ABBREVIATED = 12;

    private final PolicyVersion version;
    private final boolean signed;
    private final Function<String, Optional<Actor>> signer;

    /**
     * @param signed whether every commit must be signed by a person of the policy
     * @param signer who signed a commit; empty where nobody did, or the signature does not count
     */
    public Authors(PolicyVersion version, boolean signed, Function<String, Optional<Actor>> signer) {
        this.version = version;
        this.signed = signed;
        this.signer = signer;
    }

    /**
     * Who wrote what.
     *
     * @param refusals why that cannot be relied on as the policy asks
     */
    public record Written(Map<ResourceId, List<Actor>> authors, List<Problem> refusals) {
        public Written {
            authors = Map.copyOf(authors);
            refusals = List.copyOf(refusals);
        }
    }

    /** @param touching the commits that touched each resource */
    public Written of(Map<ResourceId, List<Commit>> touching) {
        var known = new TreeMap<String, Set<Actor>>();
        var unsigned = new LinkedHashSet<String>();
        var authors = new TreeMap<ResourceId, List<Actor>>();
        touching.forEach((id, commits) -> {
            var actors = new LinkedHashSet<Actor>();
            commits.forEach(commit -> actors.addAll(known.computeIfAbsent(commit.id(), key -> of(commit, unsigned))));
            authors.put(id, List.copyOf(actors));
        });
        return new Written(authors, unsigned.isEmpty() ? List.of() : List.of(unsigned(unsigned)));
    }

    /** Everybody behind some commits; a stranger among them where one is not signed as it must be. */
    public List<Actor> of(List<Commit> commits) {
        var actors = new LinkedHashSet<Actor>();
        var unsigned = new LinkedHashSet<String>();
        commits.forEach(commit -> actors.addAll(of(commit, unsigned)));
        unsigned.forEach(id -> actors.add(new Actor.Stranger(
                new Identity("unsigned:" + id.substring(0, Math.min(ABBREVIATED, id.length()))))));
        return List.copyOf(actors);
    }

    private Set<Actor> of(Commit commit, Set<String> unsigned) {
        var actors = Stream.concat(Stream.of(commit.author()), commit.coAuthors().stream())
                .map(this::actor)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!version.policy().people().isHost(Identity.email(commit.committer().email()))) {
            actors.add(actor(commit.committer()));
        }
        var signedBy = signer.apply(commit.id());
        // a host signs what somebody typed: that says nothing of who wrote it
        signedBy.filter(by -> !by.isMachine()).ifPresent(actors::add);
        if (signed && signedBy.flatMap(Actor::asPerson).isEmpty()) {
            unsigned.add(commit.id());
        }
        return actors;
    }

    private Actor actor(Person person) {
        return version.policy().people().resolve(Identity.email(person.email()));
    }

    private static Problem unsigned(Set<String> commits) {
        var named = new ArrayList<String>();
        commits.stream().limit(5).forEach(id -> named.add(id.substring(0, Math.min(ABBREVIATED, id.length()))));
        return Problem.error(
                        AuthorityCodes.UNSIGNED,
                        "the policy wants every commit signed by a person it knows, and "
                                + String.join(", ", named)
                                + (commits.size() > named.size()
                                        ? " and " + (commits.size() - named.size()) + " more are not"
                                        : commits.size() == 1 ? " is not" : " are not"))
                .withHint("sign commits with 'git commit -S' and a key of allowed_signers");
    }
}
