package io.castellan.access;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Problem;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may do what. An identity that belongs to nobody has a right only where a list names everyone, and in an environment that the
 * policy does not speak of nobody has any.
 */
public record Rights(Policy policy) {
    /** Who executes says so; it is no proof that is asked for. */
    private static final String SAY = "say who executes with --as, or ";

    private static final int NAMED = 5;

    public Rights {
        Objects.requireNonNull(policy, "policy");
    }

    public Permission may(Identity who, Right right, String environment) {
        return may(policy.people().resolve(who), right, environment);
    }

    public Permission may(Actor who, Right right, String environment) {
        return policy.access(environment)
                .map(access -> in(
                        who,
                        access.holders(right),
                        "access." + environment + "." + right.word(),
                        right.word() + " in " + environment,
                        right == Right.EXECUTE ? SAY : ""))
                .orElseGet(() -> noEnvironment(environment));
    }

    /** Why somebody may not; empty where it is allowed. */
    Optional<Problem> refusal(Actor who, Right right, String environment) {
        return may(who, right, environment).fold(given -> Optional.empty(), withheld -> Optional.of(withheld.why()));
    }

    /** Whether somebody may leave something out in an emergency. */
    public Permission maySkip(Actor who, Skip skip, String environment) {
        var access = policy.access(environment);
        if (access.isEmpty()) {
            return noEnvironment(environment);
        }
        return in(
                who,
                access.get()
                        .breakGlass()
                        .filter(glass -> glass.may().contains(skip))
                        .map(BreakGlass::holders)
                        .orElse(Holders.NOBODY),
                "access." + environment + ".breakGlass",
                "skip " + skip.word() + " in " + environment,
                SAY);
    }

    /** @param first what a stranger may do about it, besides becoming known */
    private Permission in(Actor who, Holders holders, String list, String what, String first) {
        return who.fold(
                known -> via(known.person(), holders)
                        .<Permission>map(way -> new Permission.Given(list + ": " + way))
                        .orElseGet(() -> withheld(
                                AccessCodes.NO_RIGHT,
                                "'" + known.person().name() + "' may not " + what,
                                list + " has: " + holders.display())),
                machine -> holders.systems().contains(machine.identity())
                        ? new Permission.Given(list + ": " + machine.identity())
                        : withheld(
                                AccessCodes.NO_RIGHT,
                                "'" + machine.identity() + "' may not " + what,
                                list + " has: " + holders.display()),
                stranger -> holders.everyone()
                        ? new Permission.Given(list + ": " + Holders.EVERYONE)
                        : withheld(
                                AccessCodes.STRANGER,
                                "'" + stranger.identity() + "' is nobody in the policy, so it may not " + what,
                                hint(stranger.identity(), remedy(stranger.identity(), holders, list, first))));
    }

    /** By name where the list has it, otherwise by the first of the groups. */
    private Optional<String> via(Person person, Holders holders) {
        return holders.persons().contains(person.name())
                ? Optional.of(person.name())
                : holders.groups().stream()
                        .filter(group -> policy.people().members(group).contains(person.name()))
                        .sorted()
                        .map(group -> group + ": " + person.name())
                        .findFirst()
                        .or(() -> holders.everyone() ? Optional.of(Holders.EVERYONE) : Optional.empty());
    }

    /** Where the identity would have to stand. */
    private String remedy(Identity identity, Holders holders, String list, String first) {
        var persons = holders.all(policy.people()).stream().limit(NAMED + 1).toList();
        if (persons.isEmpty()) {
            return (holders.systems().isEmpty() ? "" : first) + "no person may: say who does in '" + list
                    + "' of castellan.yaml";
        }
        var identities = switch (identity.kind()) {
            case EMAIL -> "'emails'";
            case KEY -> "'keys'";
            case ACCOUNT -> "'accounts'";
            case SYSTEM, MALFORMED -> "the identities";
        };
        return first + "in castellan.yaml add it to " + identities + " of "
                + (persons.size() == 1 ? "" : "one of: ")
                + String.join(", ", persons.subList(0, Math.min(NAMED, persons.size())))
                + (persons.size() > NAMED ? ", …" : "");
    }

    private String hint(Identity identity, String remedy) {
        return Stream.of(
                        identity.wrong().map(wrong -> "it " + wrong),
                        policy.people()
                                .nearly(identity)
                                .map(known -> "'" + known + "' is known, and identities are compared exactly"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(remedy);
    }

    private static Permission noEnvironment(String environment) {
        return withheld(
                AccessCodes.NO_ENVIRONMENT,
                "the policy says nothing of '" + environment + "', so nobody may do anything there",
                "add it to 'access' in castellan.yaml");
    }

    private static Permission withheld(Code code, String message, String hint) {
        return new Permission.Withheld(Problem.error(code, message).withHint(hint));
    }
}
