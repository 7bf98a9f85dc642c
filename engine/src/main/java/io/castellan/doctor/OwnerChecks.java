package io.castellan.doctor;

import io.castellan.access.EnvironmentAccess;
import io.castellan.access.Identity;
import io.castellan.access.NeededKeys;
import io.castellan.access.Person;
import io.castellan.access.Policy;
import io.castellan.access.Right;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whether CODEOWNERS has the files of each environment, and those that decide who may do what, reviewed by persons who have a say there
 * by the policy. Pure but for the reading of files.
 */
public final class OwnerChecks {
    private final Policy policy;
    private final Collection<String> environments;
    private final Function<String, Optional<byte[]>> files;

    /** @param files what the protected branch has at a path */
    public OwnerChecks(Policy policy, Collection<String> environments, Function<String, Optional<byte[]>> files) {
        this.policy = policy;
        this.environments = List.copyOf(environments);
        this.files = files;
    }

    /**
     * Files that must be owned.
     *
     * @param what for people
     * @param paths in the repository; also such as may be added
     * @param environment empty for files that are about all of them
     */
    public record Part(String what, List<String> paths, Optional<String> environment) {
        public Part {
            paths = List.copyOf(paths);
        }
    }

    /** @param format empty where the host is not known */
    public List<Finding> check(Optional<OwnersFormat> format, List<Part> parts) {
        try {
            return format.or(this::byPlace).map(known -> check(known, parts)).orElseGet(() -> List.of(unknown()));
        } catch (Failure unreadable) {
            return Finding.of(unreadable);
        }
    }

    /** A folder that only one host looks into tells whose rules are meant. */
    private Optional<OwnersFormat> byPlace() {
        for (var format : OwnersFormat.values()) {
            var own = format.places().stream()
                    .filter(path -> path.startsWith("." + format.word() + "/"))
                    .toList();
            if (own.stream().anyMatch(path -> files.apply(path).isPresent())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private Finding unknown() {
        return Finding.notChecked(
                DoctorCodes.HOST_UNKNOWN,
                "whose rules CODEOWNERS would follow is not known: nothing says which host this repository is on",
                "say it in " + Policy.FILE + ", or give accounts of the host to persons, like github:admin");
    }

    private List<Finding> check(OwnersFormat format, List<Part> parts) {
        var present = format.places().stream()
                .filter(path -> files.apply(path).isPresent())
                .toList();
        if (present.isEmpty()) {
            return List.of(Finding.warning(
                    DoctorCodes.NO_OWNERS,
                    "there is no CODEOWNERS for " + format.word() + ", so the host asks nobody in particular to review",
                    "add " + format.places().get(0) + " with a line for each environment, " + Policy.FILE + ", "
                            + NeededKeys.FILE + " and Jenkinsfile"));
        }
        var findings = new ArrayList<Finding>();
        var file = present.get(0);
        present.stream()
                .skip(1)
                .forEach(other -> findings.add(Finding.warning(
                        DoctorCodes.OWNERS_IGNORED,
                        format.word() + " reads " + file + " and ignores " + other,
                        "keep one of them")));
        var owners =
                OwnersReader.read(format, file, new String(files.apply(file).orElseThrow(), StandardCharsets.UTF_8));
        owners.badLines()
                .forEach(line -> findings.add(
                        Finding.problem(DoctorCodes.OWNERS_LINE, line.why(), "mend the line; the host passes over it")
                                .at(line.at())));
        for (var part : parts) {
            part(format, file, owners, part, findings);
        }
        part(format, file, owners, new Part(file, List.of(file), Optional.empty()), findings);
        return findings;
    }

    private void part(OwnersFormat format, String file, CodeOwners owners, Part part, List<Finding> findings) {
        var before = findings.size();
        var all = new TreeMap<String, Place>();
        for (var path : part.paths()) {
            var ownership = owners.of(path);
            if (ownership.owners().isEmpty()) {
                findings.add(notOwned(file, part, path, ownership));
                return;
            }
            ownership.deciding().forEach(rule -> rule.owners().forEach(name -> all.putIfAbsent(name, rule.at())));
        }
        var rightful = rightful(part);
        var teams = new TreeSet<String>();
        var good = new TreeSet<String>();
        all.forEach((owner, at) -> {
            if (isTeam(owner)) {
                teams.add(owner);
            } else {
                person(format, owner)
                        .filter(rightful::contains)
                        .ifPresentOrElse(good::add, () -> findings.add(stranger(part, owner, at)));
            }
        });
        if (!teams.isEmpty()) {
            findings.add(Finding.notChecked(
                    DoctorCodes.OWNED_BY_TEAM,
                    part.what() + ": who is in " + String.join(", ", teams) + ", which owns it",
                    "compare its members with " + Policy.FILE + ", or name accounts"));
        }
        if (findings.size() == before) {
            findings.add(Finding.ok(part.what() + " is owned by " + String.join(", ", good) + " (" + file + ")"));
        }
    }

    private static Finding notOwned(String file, Part part, String path, CodeOwners.Ownership ownership) {
        var last = ownership.deciding().stream().reduce((one, other) -> other);
        var missing = Finding.problem(
                DoctorCodes.NOT_OWNED,
                part.what() + ": nobody owns " + path
                        + (last.isPresent()
                                ? "; this line, the last that is about it, names no owner"
                                : "; no line is about it"),
                "add a line for it below the others");
        return missing.at(last.map(CodeOwners.Rule::at).orElse(Place.whole(file)));
    }

    private static Finding stranger(Part part, String owner, Place at) {
        return Finding.warning(
                        DoctorCodes.OWNED_BY_STRANGER,
                        part.what() + " is owned by " + owner
                                + ", who by the policy may neither write nor approve there",
                        "name accounts of persons who may, or give the account to a person of " + Policy.FILE)
                .at(at);
    }

    /** The persons who write or approve, there or anywhere. */
    private Set<String> rightful(Part part) {
        var rightful = new TreeSet<String>();
        part.environment().map(List::of).orElseGet(() -> List.copyOf(environments)).stream()
                .flatMap(environment -> policy.access(environment).stream())
                .forEach(access -> add(access, rightful));
        return rightful;
    }

    private void add(EnvironmentAccess access, Set<String> rightful) {
        rightful.addAll(access.holders(Right.WRITE).all(policy.people()));
        rightful.addAll(access.holders(Right.APPROVE).all(policy.people()));
    }

    private static boolean isTeam(String owner) {
        return owner.startsWith("@@") || owner.startsWith("@") && owner.contains("/");
    }

    /** Hosts take account names whatever the case of their letters; nothing is decided by this. */
    private Optional<String> person(OwnersFormat format, String owner) {
        var identity =
                owner.startsWith("@") ? new Identity(format.word() + ":" + owner.substring(1)) : Identity.email(owner);
        return policy.people().persons().stream()
                .filter(person -> person.identities().stream()
                        .anyMatch(known -> known.folded().equals(identity.folded())))
                .map(Person::name)
                .findFirst();
    }

    /** The host that the accounts of persons are of, where they are of one only. */
    public static Optional<OwnersFormat> byAccounts(Policy policy) {
        var hosts = new TreeSet<String>();
        policy.people()
                .persons()
                .forEach(person -> person.identities().stream()
                        .map(identity -> identity.text().replaceFirst(":.*$", ""))
                        .filter(word -> OwnersFormat.of(word).isPresent())
                        .forEach(hosts::add));
        return hosts.size() == 1 ? OwnersFormat.of(hosts.first()) : Optional.empty();
    }
}
