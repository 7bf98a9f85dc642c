package io.castellan.doctor;

import io.castellan.access.EnvironmentAccess;
import io.castellan.access.HostKey;
import io.castellan.access.Identity;
import io.castellan.access.NeededKeys;
import io.castellan.access.Person;
import io.castellan.access.Policy;
import io.castellan.diagnostics.Problem;
import io.castellan.signature.AllowedSigners;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether {@code allowed_signers} has what the policy asks for, and for how long. Pure. */
public final class KeyChecks {
    /** Long enough to make a new key, and to have its line reviewed. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Policy policy;
    private final AllowedSigners signers;
    private final NeededKeys keys;

    public KeyChecks(Policy policy, AllowedSigners signers, NeededKeys keys) {
        this.policy = policy;
        this.signers = signers;
        this.keys = keys;
    }

    /** @param unreadable what reading the file reported */
    public List<Finding> check(Collection<String> environments, List<Problem> unreadable, Instant now) {
        var findings = new ArrayList<Finding>();
        unreadable.forEach(problem -> findings.add(Finding.of(problem)));
        keys.check(environments).forEach(problem -> findings.add(Finding.of(problem)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok("everybody whose signature may be asked for has a key that counts now ("
                    + signers.lines().size() + " in " + NeededKeys.FILE + ")"));
        }
        ending(environments, now, findings);
        nobodys(environments, now, findings);
        ledgerKeysOfPersons(environments, findings);
        for (var key : keys.unlisted(environments)) {
            findings.add(Finding.warning(
                    DoctorCodes.KEY_ABSENT,
                    Policy.FILE + " names " + key + ", and " + NeededKeys.FILE + " has no line for it",
                    "add the line, or take the name out"));
        }
        return findings;
    }

    private void ending(Collection<String> environments, Instant now, List<Finding> findings) {
        for (var ending : keys.endingBy(now.plus(SOON), environments)) {
            findings.add(Finding.warning(
                            DoctorCodes.KEY_ENDS,
                            "the last key of '" + ending.who() + "' for '"
                                    + ending.purpose().namespace() + "' counts until "
                                    + ending.until().atZone(ZoneOffset.UTC).toLocalDate(),
                            "add a line with the next key before that day")
                    .at(ending.line().at()));
        }
    }

    private void nobodys(Collection<String> environments, Instant now, List<Finding> findings) {
        var known = new TreeSet<>(ledgerKeys(environments));
        policy.people().persons().stream().map(Person::identities).forEach(known::addAll);
        for (var line : signers.lines()) {
            if (line.validBefore().filter(now::isAfter).isPresent()) {
                continue; // kept for what it signed once
            }
            var nobodys = line.principals().names().stream()
                    .filter(name -> !name.startsWith(HostKey.PREFIX) && !known.contains(new Identity(name)))
                    .toList();
            if (!nobodys.isEmpty()) {
                findings.add(Finding.warning(
                                DoctorCodes.NOBODYS_PRINCIPAL,
                                "no person and no ledger of the policy has the key "
                                        + nobodys.stream()
                                                .map(name -> new Identity(name).toString())
                                                .collect(Collectors.joining(", ")),
                                "name it under 'keys' of a person, like key/admin, or end it with valid-before")
                        .at(line.at()));
            }
        }
    }

    private List<Identity> ledgerKeys(Collection<String> environments) {
        return environments.stream()
                .flatMap(environment -> policy.access(environment).stream())
                .map(EnvironmentAccess::signed)
                .flatMap(signed -> signed.keys().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private void ledgerKeysOfPersons(Collection<String> environments, List<Finding> findings) {
        for (var key : ledgerKeys(environments)) {
            policy.people()
                    .resolve(key)
                    .asPerson()
                    .ifPresent(person -> findings.add(Finding.warning(
                            DoctorCodes.PERSON_SIGNS_LEDGER,
                            key + " signs the ledger and is a key of '" + person.name()
                                    + "', who could then forge entries",
                            "have a machine sign with a key of its own, where only apply runs")));
        }
    }
}
