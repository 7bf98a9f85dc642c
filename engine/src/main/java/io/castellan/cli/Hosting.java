package io.castellan.cli;

import io.castellan.access.PolicyVersion;
import io.castellan.access.Vote;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.host.Host;
import io.castellan.host.HostApproval;
import io.castellan.host.HostSettings;
import io.castellan.host.Hosts;
import io.castellan.host.RequestSearch;
import io.castellan.host.ReviewRules;
import io.castellan.model.Value;
import io.castellan.resource.Pause;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The host of the repository, as a policy that is in force names it. No other may be handed in: it is given the token. */
final class Hosting {
    private final Clock clock;
    private final UnaryOperator<String> variables;

    /** @param variables the value of an environment variable, empty where there is none */
    Hosting(Clock clock, UnaryOperator<String> variables) {
        this.clock = clock;
        this.variables = variables;
    }

    /** What is asked for here is taken out of every output from then on. */
    static Hosting of(Session session) {
        return new Hosting(
                session.clock(),
                name -> session.environment().getOrDefault(name, "").isEmpty()
                        ? ""
                        : new String(session.secrets().resolve(new Value.SecretRef("env:" + name))));
    }

    /** @throws Failure UNREACHABLE where there is no token */
    Host open(HostSettings settings) {
        return Hosts.open(settings, name -> variables.apply(Objects.requireNonNull(name)), clock, Pause.REAL);
    }

    /**
     * What reviews say of the changes of an environment. A host that does not answer is a note.
     *
     * @param asked names the host
     * @param under maps accounts to persons
     * @param commits in whose pull requests is looked
     */
    List<Vote> votes(
            PolicyVersion asked,
            PolicyVersion under,
            String environment,
            Collection<String> commits,
            Consumer<Problem> notes) {
        var settings = asked.policy().host().filter(host -> host.reporter().isPresent());
        if (settings.isEmpty() || commits.isEmpty()) {
            return List.of();
        }
        var approvals = new ArrayList<HostApproval>();
        try {
            new RequestSearch(open(settings.get()), notes)
                    .of(commits)
                    .forEach(reviewed -> approvals.addAll(new ReviewRules(reviewed, notes).approvals(environment)));
        } catch (Failure e) {
            e.problems()
                    .forEach(problem -> notes.accept(
                            Problem.warning(problem.code(), problem.message() + "; reviews are not counted")
                                    .withHint(problem.hint())));
        }
        return under.reviewVotes(approvals);
    }
}
