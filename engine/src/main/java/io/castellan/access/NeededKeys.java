package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.signature.AllowedSigners;
import io.castellan.signature.SshSignature;
import io.castellan.signature.Standing;
import io.castellan.signature.TrustLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether {@code allowed_signers} has a key that counts at a time for everybody whose signature a policy asks for: of approvals, of
 * commits where these must be signed, and of ledger entries where these must be. Pure.
 */
public final class NeededKeys {
    /** The file's name; it stands beside the policy. */
    public static final String FILE = "allowed_signers";

    private final Policy policy;
    private final AllowedSigners signers;
    private final Instant now;

    public NeededKeys(Policy policy, AllowedSigners signers, Instant now) {
        this.policy = policy;
        this.signers = signers;
        this.now = now;
    }

    /** What a signature is for. */
    public enum Purpose {
        APPROVAL(PolicyVersion.APPROVAL_NAMESPACE, "may approve"),
        COMMIT(SshSignature.GIT, "may write by signed commits"),
        LEDGER(SshSignature.GIT, "is to sign the ledger");

        private final String namespace;
        private final String part;

        Purpose(String namespace, String part) {
            this.namespace = namespace;
            this.part = part;
        }

        /** As the signature carries it. */
        public String namespace() {
            return namespace;
        }
    }

    /**
     * Warnings about who lacks a key, and errors where what is asked for cannot be signed at all.
     *
     * @param environments those that are looked at
     */
    public List<Problem> check(Collection<String> environments) {
        var problems = new ArrayList<Problem>();
        var lacking = new LinkedHashMap<Lack, List<String>>();
        for (var environment : environments) {
            policy.access(environment).ifPresent(access -> {
                lacks(access)
                        .forEach(lack -> lacking.computeIfAbsent(lack, key -> new ArrayList<>())
                                .add(environment));
                shortages(environment, access).forEach(problems::add);
            });
        }
        lacking.forEach((lack, where) -> problems.add(lack.problem(where)));
        problems.addAll(ofSeveral());
        return List.copyOf(problems);
    }

    /** Somebody, or a key of the ledger, that cannot sign for a purpose. */
    private record Lack(String who, Purpose purpose, String why) {
        Problem problem(List<String> environments) {
            return Problem.warning(
                            PolicyCodes.NO_VALID_KEY,
                            Place.whole(FILE),
                            "'" + who + "' " + purpose.part + " in " + String.join(", ", environments)
                                    + ", and cannot sign that now: " + why)
                    .withHint("add a line with a key that counts now for '" + purpose.namespace
                            + "', or take them off the list");
        }
    }

    private List<Lack> lacks(EnvironmentAccess access) {
        var lacks = new ArrayList<Lack>();
        for (var person : access.holders(Right.APPROVE).all(policy.people())) {
            why(person, Purpose.APPROVAL).ifPresent(why -> lacks.add(new Lack(person, Purpose.APPROVAL, why)));
        }
        if (access.signed().commits()) {
            for (var person : access.holders(Right.WRITE).all(policy.people())) {
                why(person, Purpose.COMMIT).ifPresent(why -> lacks.add(new Lack(person, Purpose.COMMIT, why)));
            }
        }
        if (access.signed().ledger()) {
            access.signed().keys().stream()
                    .sorted()
                    .forEach(key -> whyNot(key, Purpose.LEDGER)
                            .ifPresent(why -> lacks.add(new Lack(key.text(), Purpose.LEDGER, why))));
        }
        return lacks;
    }

    private List<Problem> shortages(String environment, EnvironmentAccess access) {
        var problems = new ArrayList<Problem>();
        var approving = reach(access, person -> can(person, Purpose.APPROVAL)).shortage();
        approving.ifPresent(said -> problems.add(tooFew(
                "with the keys that count now a change in '" + environment + "' can get " + said,
                "give those who may approve keys, or ask for fewer approvals")));
        var signing = reach(access, person -> signs(person, Purpose.APPROVAL)).most();
        if (approving.isEmpty()
                && signing.filter(most -> access.approvals().control() > most).isPresent()) {
            problems.add(tooFew(
                    "a new version of the control set of '" + environment + "' needs "
                            + access.approvals().control() + " signed approvals, and " + signing.get()
                            + " can be given with the keys that count now; reviews and keys of hosts do not count for it",
                    "give those who may approve keys"));
        }
        if (access.signed().commits()
                && access.holders(Right.WRITE).all(policy.people()).stream()
                        .noneMatch(person -> can(person, Purpose.COMMIT))) {
            problems.add(tooFew(
                    "commits for '" + environment
                            + "' must be signed, and nobody who may write has a key that counts now",
                    "give those who may write keys, for '" + SshSignature.GIT + "'"));
        }
        if (access.signed().ledger()
                && access.signed().keys().stream()
                        .noneMatch(key -> whyNot(key, Purpose.LEDGER).isEmpty())) {
            problems.add(tooFew(
                    "the ledger of '" + environment + "' must be signed, and none of its keys counts now: "
                            + access.signed().keys().stream()
                                    .map(Identity::text)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                    "add a line for one of them; until then nothing can be applied there"));
        }
        return problems;
    }

    private Reachability reach(EnvironmentAccess access, Predicate<String> able) {
        return Reachability.of(
                policy.people(), access, access.holders(Right.WRITE).all(policy.people()), able);
    }

    private static Problem tooFew(String message, String hint) {
        return Problem.error(PolicyCodes.KEYS_TOO_FEW, Place.whole(FILE), message)
                .withHint(hint);
    }

    /** Whether a person can do what a signature is for: with a key, or approve by a review at the host, or by a host's key. */
    public boolean can(String person, Purpose purpose) {
        return why(person, purpose).isEmpty();
    }

    /** Whether a person can sign for a purpose. */
    public boolean signs(String person, Purpose purpose) {
        return keys(person).stream().anyMatch(key -> whyNot(key, purpose).isEmpty());
    }

    /** Why a person cannot do what a signature is for; empty where they can. */
    private Optional<String> why(String person, Purpose purpose) {
        if (purpose == Purpose.APPROVAL && (reviewsCount(person) || isVouchedFor(person))) {
            return Optional.empty();
        }
        var keys = keys(person);
        if (keys.isEmpty()) {
            return Optional.of("no 'keys' in " + Policy.FILE);
        }
        var reasons = keys.stream().map(key -> whyNot(key, purpose)).toList();
        return reasons.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(reasons.stream().flatMap(Optional::stream).collect(Collectors.joining("; ")));
    }

    private Optional<String> whyNot(Identity key, Purpose purpose) {
        return signers.standing(key.text(), purpose.namespace, now)
                .fold(can -> Optional.empty(), cannot -> Optional.of(cannot.why()));
    }

    /** Whether what somebody says in a review at the host is an approval. */
    private boolean reviewsCount(String person) {
        return policy.host()
                .filter(host -> host.reporter().isPresent())
                .flatMap(host -> policy.people()
                        .person(person)
                        .filter(one -> one.identities().stream()
                                .anyMatch(identity ->
                                        identity.text().startsWith(host.kind().word() + ":"))))
                .isPresent();
    }

    /** Whether a host has a key that counts now, and vouches for an account of theirs. */
    private boolean isVouchedFor(String person) {
        return policy.people().person(person).stream()
                .flatMap(one -> one.identities().stream())
                .flatMap(account -> HostKey.principalFor(account).stream())
                .anyMatch(host ->
                        signers.standing(host, Purpose.APPROVAL.namespace, now).fold(can -> true, cannot -> false));
    }

    private List<Identity> keys(String person) {
        return policy.people().person(person).stream()
                .flatMap(one -> one.identities().stream())
                .filter(identity -> identity.kind() == Identity.Kind.KEY)
                .toList();
    }

    /** How long a person, or a key of the ledger by its name, can sign for a purpose; nothing where it cannot now. */
    private Optional<Standing.Can> longest(List<Identity> keys, Purpose purpose) {
        return keys.stream()
                .flatMap(key -> signers
                        .standing(key.text(), purpose.namespace, now)
                        .fold(Optional::of, cannot -> Optional.<Standing.Can>empty())
                        .stream())
                .reduce((one, other) -> one.until().isEmpty()
                                || other.until().isPresent()
                                        && one.until()
                                                .get()
                                                .isAfter(other.until().get())
                        ? one
                        : other);
    }

    /**
     * Signers whose last key for a purpose ends at a time or before it.
     *
     * @param who a person, or a key of the ledger
     */
    public record Ending(String who, Purpose purpose, TrustLine line, Instant until) {}

    /** Who cannot sign any more at some time, and can now: ordered by person. */
    public List<Ending> endingBy(Instant when, Collection<String> environments) {
        var endings = new LinkedHashSet<Ending>();
        needed(environments)
                .forEach((purpose, names) -> names.forEach(name -> longest(
                                purpose == Purpose.LEDGER ? List.of(new Identity(name)) : keys(name), purpose)
                        .filter(can ->
                                can.until().filter(end -> !end.isAfter(when)).isPresent())
                        .ifPresent(can -> endings.add(new Ending(
                                name, purpose, can.line(), can.until().orElseThrow())))));
        return List.copyOf(endings);
    }

    /** Keys that the policy names and that have no line, but those that {@link #check} speaks of. */
    public List<Identity> unlisted(Collection<String> environments) {
        var named = new TreeSet<Identity>();
        policy.people().persons().forEach(person -> named.addAll(keys(person.name())));
        for (var environment : environments) {
            policy.access(environment)
                    .ifPresent(access -> named.addAll(access.signed().keys()));
        }
        for (var environment : environments) {
            policy.access(environment).map(this::lacks).orElse(List.of()).forEach(lack -> {
                keys(lack.who()).forEach(named::remove);
                named.remove(new Identity(lack.who()));
            });
        }
        named.removeIf(key ->
                signers.lines().stream().anyMatch(line -> line.principals().matches(key.text())));
        return List.copyOf(named);
    }

    private Map<Purpose, Set<String>> needed(Collection<String> environments) {
        var needed = new LinkedHashMap<Purpose, Set<String>>();
        for (var purpose : Purpose.values()) {
            needed.put(purpose, new TreeSet<>());
        }
        environments.forEach(environment -> policy.access(environment).ifPresent(access -> {
            add(needed, Purpose.APPROVAL, access.holders(Right.APPROVE).all(policy.people()));
            if (access.signed().commits()) {
                add(needed, Purpose.COMMIT, access.holders(Right.WRITE).all(policy.people()));
            }
            if (access.signed().ledger()) {
                access.signed().keys().forEach(key -> add(needed, Purpose.LEDGER, Set.of(key.text())));
            }
        }));
        return needed;
    }

    private static void add(Map<Purpose, Set<String>> needed, Purpose purpose, Set<String> names) {
        needed.computeIfAbsent(purpose, key -> new TreeSet<>()).addAll(names);
    }

    /** Keys that speak for more than one person: what they sign is a stranger's. */
    private List<Problem> ofSeveral() {
        var problems = new ArrayList<Problem>();
        var seen = new LinkedHashSet<String>();
        for (var line : signers.lines()) {
            if (!line.isAuthority() && seen.add(line.key().fingerprint())) {
                var owners = owners(line);
                if (owners.size() > 1) {
                    problems.add(Problem.error(
                                    PolicyCodes.KEY_OF_SEVERAL,
                                    line.at(),
                                    "the key " + line.key().fingerprint() + " speaks for "
                                            + String.join(" and ", owners) + ", so what it signs is no person's")
                            .withHint("give each person a key of their own, listed for their own name only"));
                }
            }
        }
        return problems;
    }

    private Set<String> owners(TrustLine line) {
        var alike = signers.lines().stream()
                .filter(other -> !other.isAuthority() && other.key().equals(line.key()))
                .toList();
        var owners = policy.people().persons().stream()
                .filter(person -> keys(person.name()).stream()
                        .anyMatch(key ->
                                alike.stream().anyMatch(one -> one.principals().matches(key.text()))))
                .map(Person::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!owners.isEmpty()) {
            alike.stream()
                    .flatMap(one -> one.principals().names().stream())
                    .filter(name -> name.startsWith(HostKey.PREFIX))
                    .forEach(host -> owners.add(new Identity(host).toString()));
        }
        return owners;
    }
}
