package io.castellan.host;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/** Finds the pull requests in which commits were reviewed. A host that does not answer is a note: other approvals may be enough. */
public final class RequestSearch {
    private static final int MOST_COMMITS = 40;

    private final Host host;
    private final Consumer<Problem> notes;

    public RequestSearch(Host host, Consumer<Problem> notes) {
        this.host = host;
        this.notes = notes;
    }

    /** @param commits full ids; of many only the first are asked for */
    public List<Reviewed> of(Collection<String> commits) {
        var reporter = host.settings().reporter();
        if (reporter.isEmpty()) {
            return List.of();
        }
        if (commits.size() > MOST_COMMITS) {
            notes.accept(Problem.warning(
                    HostCodes.NOT_COUNTED,
                    "reviews are looked for in " + MOST_COMMITS + " of " + commits.size() + " commits only"));
        }
        var requests = new LinkedHashMap<Long, PullRequest>();
        var reviewed = new ArrayList<Reviewed>();
        try {
            commits.stream()
                    .limit(MOST_COMMITS)
                    .forEach(commit -> host.of(commit).forEach(request -> requests.put(request.number(), request)));
            if (requests.isEmpty() && !commits.isEmpty()) {
                notes.accept(none());
            }
            for (var request : requests.values()) {
                reviewed.add(new Reviewed(
                        host.settings().kind(),
                        host.settings().url().toString(),
                        host.settings().repository(),
                        reporter.get(),
                        request,
                        host.comments(request),
                        host.reviews(request)));
            }
        } catch (Failure e) {
            e.problems()
                    .forEach(problem -> notes.accept(
                            Problem.warning(problem.code(), problem.message() + "; its reviews are not counted")
                                    .withHint(problem.hint())));
        }
        return reviewed;
    }

    private Problem none() {
        return Problem.warning(
                        HostCodes.NOT_COUNTED,
                        "no pull request of " + host.settings().repository()
                                + " has the commits that made this, so no review is counted")
                .withHint("if there is one, see whether the token may read pull requests"
                        + host.settings().kind().searching());
    }
}
