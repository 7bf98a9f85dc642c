package io.castellan.cli;

import static io.castellan.cli.GovernedDesk.ended;

import io.castellan.diagnostics.ExitCode;
import io.castellan.host.FakeGitHub;

/** The pull requests of a desk's repository, on a host on this machine: opened, commented by the pipeline, merged in one commit. */
final class PullRequests {
    static final String TOKEN = "token-of-the-pipeline-4711";
    static final String REPORTER = "example-ci";

    private final Desk desk;
    private final FakeGitHub github;

    /** From now on the desk has the token. */
    PullRequests(Desk desk, FakeGitHub github) {
        this.desk = desk;
        this.github = github;
        desk.variables.put("HOST_TOKEN", TOKEN);
    }

    /** The lines of a policy that name the host. */
    static String policy(FakeGitHub github) {
        return """
                host: {kind: github, repository: example/state, url: '%s', token: HOST_TOKEN, reporter: %s}
                hosts: {emails: [noreply@github.com]}
                """.formatted(github.url(), REPORTER);
    }

    /** Pushes a branch, from which an account then opens a pull request. */
    void opened(String account, String branch) {
        push(branch);
        github.opened(account, branch, tip(branch));
    }

    /** Pushes what came to a branch, which the host then shows in the pull request. */
    void pushed(String branch) {
        push(branch);
        github.pushed(github.number(branch), tip(branch));
    }

    /** Fetches a branch that a command pushed, and whose pull request it opened. */
    void fetched(String branch) {
        desk.git("fetch", "-q", "origin", branch + ":" + branch);
        github.pushed(github.number(branch), tip(branch));
    }

    /** As the pipeline does for every push. */
    Desk.Said commented(String branch) {
        return ended(ExitCode.OK, desk.run("ci", "--comment", "--commit", branch));
    }

    /** Somebody decides in the pull request. */
    void reviewed(String branch, String account, String decision) {
        github.reviewed(github.number(branch), account, decision);
    }

    /**
     * One commit on main, which no branch ever had; of the branch's own nothing remains. As the host makes it: by the first author,
     * with the others in its last lines, and committed by the host.
     */
    void squashed(String branch) {
        long number = github.number(branch);
        var range = "main.." + branch;
        var authors = desk.git("log", "--reverse", "--format=%an <%ae>", range)
                .lines()
                .distinct()
                .toList();
        var message = new StringBuilder(desk.git("log", "--reverse", "--format=%s", range)
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .append(" (#" + number + ")\n\n" + desk.git("log", "--reverse", "--format=%b", range));
        authors.stream().skip(1).forEach(author -> message.append("\nCo-authored-by: " + author));
        desk.git("checkout", "-q", "main");
        desk.git("merge", "-q", "--squash", branch);
        desk.git(
                "-c",
                "user.name=GitHub",
                "-c",
                "user.email=noreply@github.com",
                "commit",
                "-q",
                "--author",
                authors.get(0),
                "-m",
                message.toString());
        push("main");
        github.merged(number, tip("main"));
    }

    private void push(String branch) {
        desk.git("push", "-q", "--force", "origin", branch);
    }

    private String tip(String branch) {
        return desk.git("rev-parse", branch).strip();
    }
}
