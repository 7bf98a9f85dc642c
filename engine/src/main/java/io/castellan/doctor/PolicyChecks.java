package io.castellan.doctor;

import io.castellan.access.BreakGlass;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.Identity;
import io.castellan.access.NeededKeys;
import io.castellan.access.NeededKeys.Purpose;
import io.castellan.access.Person;
import io.castellan.access.Policy;
import io.castellan.access.Reachability;
import io.castellan.access.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Whether the persons of a policy can do what it lets them do. Pure. */
public final class PolicyChecks {
    private final Policy policy;
    private final NeededKeys keys;
    private final Predicate<String> isSet;

    /** @param isSet whether this process has a secret of that name */
    public PolicyChecks(Policy policy, NeededKeys keys, Predicate<String> isSet) {
        this.policy = policy;
        this.keys = keys;
        this.isSet = isSet;
    }

    /** What is found in some environments, those of one kind one after the other. */
    public List<Finding> check(Collection<String> environments) {
        var findings = new ArrayList<Finding>();
        for (var environment : environments) {
            policy.access(environment).ifPresent(access -> {
                var before = findings.size();
                writers(environment, access, findings);
                executors(environment, access, findings);
                access.breakGlass().ifPresent(glass -> glass(environment, access, glass, findings));
                if (findings.size() == before) {
                    findings.add(
                            Finding.ok(environment + ": whoever may write a change, it can be approved and applied"));
                }
            });
        }
        secrets(environments).ifPresent(findings::add);
        return findings;
    }

    private void writers(String environment, EnvironmentAccess access, List<Finding> findings) {
        var writers = access.holders(Right.WRITE).all(policy.people());
        Predicate<String> able = person -> keys.can(person, Purpose.APPROVAL);
        if (Reachability.of(policy.people(), access, writers, able).shortage().isEmpty()) {
            stuck(environment, access, writers, able, findings);
        }
        if (access.holders(Right.WRITE).everyone()) {
            return;
        }
        var unknown = writers.stream()
                .filter(person -> !has(person, Identity.Kind.EMAIL)
                        && !(access.signed().commits() && keys.can(person, Purpose.COMMIT)))
                .toList();
        if (!unknown.isEmpty()) {
            findings.add(Finding.warning(
                    DoctorCodes.NEVER_AN_AUTHOR,
                    environment + ": " + names(unknown) + " may write there, and no commit can be told to be of "
                            + (unknown.size() == 1 ? "that person" : "these persons"),
                    "give them 'emails', as their commits have them"));
        }
    }

    /** That others could be enough is no help to the one whose change waits. */
    private void stuck(
            String environment,
            EnvironmentAccess access,
            Set<String> writers,
            Predicate<String> able,
            List<Finding> findings) {
        var stuck = new LinkedHashMap<String, List<String>>();
        for (var writer : writers) {
            var reach = Reachability.of(policy.people(), access, Set.of(writer), able);
            if (reach.most().isEmpty()) {
                add(stuck, "can be applied by nobody else", writer);
            }
            reach.shortage().ifPresent(said -> add(stuck, "can get " + said, writer));
        }
        stuck.forEach((what, who) -> findings.add(Finding.warning(
                DoctorCodes.WRITER_STUCK,
                environment + ": what " + String.join(" or ", who) + " writes " + what,
                "name more persons who may approve or execute there, and who are apart from the author")));
    }

    private static void add(Map<String, List<String>> map, String key, String value) {
        map.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
    }

    /** Who executes is known by an account. */
    private void executors(String environment, EnvironmentAccess access, List<Finding> findings) {
        var all = access.holders(Right.EXECUTE).all(policy.people());
        var without = all.stream()
                .filter(person -> !has(person, Identity.Kind.ACCOUNT))
                .toList();
        if (access.holders(Right.EXECUTE).everyone()) {
            return;
        }
        if (without.size() == all.size()
                && access.holders(Right.EXECUTE).systems().isEmpty()) {
            findings.add(Finding.problem(
                    DoctorCodes.NOBODY_EXECUTES,
                    environment + ": nobody can apply: none of those who may (" + names(all) + ") has an account",
                    "give 'accounts' to them, like jenkins:CONTROLLER:ID or local:USER"));
        } else if (!without.isEmpty()) {
            findings.add(Finding.warning(
                    DoctorCodes.NO_ACCOUNT,
                    environment + ": " + names(without) + " may execute there, and has no account to be known by",
                    "give them 'accounts', or take them out of 'execute'"));
        }
    }

    private void glass(String environment, EnvironmentAccess access, BreakGlass glass, List<Finding> findings) {
        var members = policy.people().members(glass.group());
        var able = members.stream()
                .filter(person -> has(person, Identity.Kind.ACCOUNT))
                .toList();
        if (able.isEmpty()) {
            findings.add(Finding.problem(
                    DoctorCodes.GLASS_OF_NOBODY,
                    environment + ": in an emergency nobody can break the glass: "
                            + (members.isEmpty()
                                    ? "the group " + glass.group() + " is empty"
                                    : "nobody in " + glass.group() + " has an account"),
                    "give 'accounts' to persons of " + glass.group()));
        }
        var signing = new TreeSet<>(access.holders(Right.APPROVE).all(policy.people()));
        signing.removeIf(person -> !keys.signs(person, Purpose.APPROVAL));
        var alone = able.stream()
                .filter(person -> signing.stream().allMatch(person::equals))
                .toList();
        if (!alone.isEmpty()) {
            findings.add(Finding.problem(
                    DoctorCodes.NO_SIGN_OFF,
                    environment + ": when " + String.join(" or ", alone)
                            + " breaks the glass, nobody else can sign it off",
                    "let another person approve there, with a key that counts"));
        }
    }

    /** Those that the policy lets environments use. */
    private Optional<Finding> secrets(Collection<String> environments) {
        var missing = new ArrayList<String>();
        for (var environment : environments) {
            var names = new TreeSet<>(policy.secrets(environment).allowed());
            names.removeIf(isSet);
            names.forEach(name -> missing.add(name + " (" + environment + ")"));
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.notChecked(
                        DoctorCodes.SECRETS_NOT_HERE,
                        "whether these secrets are set where apply runs: " + names(missing) + "; here they are not",
                        "run this command there, with what apply is given"));
    }

    private boolean has(String person, Identity.Kind kind) {
        return policy.people().person(person).map(Person::identities).stream()
                .flatMap(Collection::stream)
                .anyMatch(identity -> identity.kind() == kind);
    }

    private static String names(Collection<String> names) {
        return String.join(", ", names);
    }
}
