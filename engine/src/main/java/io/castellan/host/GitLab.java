package io.castellan.host;

import static io.castellan.host.Told.count;
import static io.castellan.host.Told.part;

import io.castellan.host.Review.State;
import io.castellan.json.JsonAnswer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * GitLab. It keeps who approves a merge request and since when, and not which commit they saw: that is the one that was the newest at
 * that time.
 */
final class GitLab implements Host {
    private final Calls calls;
    private final Told told;
    private final String project;

    GitLab(Calls calls) {
        this.calls = calls;
        this.told = new Told(calls.settings());
        this.project = "/projects/" + part(calls.settings().repository());
    }

    @Override
    public HostSettings settings() {
        return calls.settings();
    }

    @Override
    public Optional<PullRequest> opened(String branch, String into) {
        return calls
                .list(project + "/merge_requests?state=opened&source_branch=" + part(branch) + "&target_branch="
                        + part(into) + "&per_page=100")
                .stream()
                .filter(one -> one.whole("source_project_id").equals(one.whole("target_project_id")))
                .map(this::request)
                .findFirst();
    }

    @Override
    public PullRequest open(Draft draft) {
        return request(calls.post(
                project + "/merge_requests",
                out -> out.put("title", draft.title())
                        .put("source_branch", draft.branch())
                        .put("target_branch", draft.into())
                        .put("description", draft.body())));
    }

    @Override
    public List<PullRequest> of(String commit) {
        return calls
                .findList(project + "/repository/commits/" + part(commit) + "/merge_requests?per_page=100")
                .orElse(List.of())
                .stream()
                .map(this::request)
                .toList();
    }

    private PullRequest request(JsonAnswer answer) {
        return new PullRequest(
                told.whole(answer, "iid"),
                answer.at("author").text("username").orElse(""),
                told.commit(answer, "sha"),
                answer.text("web_url").orElse(""));
    }

    @Override
    public List<Comment> comments(PullRequest request) {
        return calls.list(at(request) + "/notes?sort=asc&order_by=created_at&per_page=100").stream()
                .filter(note -> !note.truth("system").orElse(false))
                .map(note -> comment(note, request))
                .toList();
    }

    private String at(PullRequest request) {
        return project + "/merge_requests/" + request.number();
    }

    private Comment comment(JsonAnswer answer, PullRequest request) {
        long id = told.whole(answer, "id");
        return new Comment(
                Long.toString(id),
                answer.at("author").text("username").orElse(""),
                answer.text("body").orElse(""),
                told.time(answer, "created_at"),
                told.time(answer, "updated_at"),
                request.url().isEmpty() ? "" : request.url() + "#note_" + id);
    }

    @Override
    public Comment say(PullRequest request, String body) {
        return comment(calls.post(at(request) + "/notes", out -> out.put("body", body)), request);
    }

    @Override
    public void delete(PullRequest request, Comment comment) {
        calls.delete(at(request) + "/notes/" + part(comment.id()));
    }

    @Override
    public List<Review> reviews(PullRequest request) {
        var versions = calls.list(at(request) + "/versions?per_page=100").stream()
                .map(one -> new Version(told.time(one, "created_at"), told.commit(one, "head_commit_sha")))
                .toList();
        return calls.get(at(request) + "/approvals").items("approved_by").stream()
                .map(answer -> {
                    var at = told.maybeTime(answer, "approved_at");
                    var account = answer.at("user").text("username").orElse("");
                    return new Review(
                            account + (at.isPresent() ? "@" + at.get() : ""),
                            account,
                            State.APPROVED,
                            at.flatMap(time -> Version.headAt(time, versions)),
                            at,
                            "",
                            request.url());
                })
                .sorted(Review.OLDEST_FIRST)
                .toList();
    }

    @Override
    public Protection protection(String branch) {
        var all = calls.findList(project + "/protected_branches?per_page=100");
        if (all.isEmpty()) {
            return Protection.unseen(branch, Answer.UNKNOWN);
        }
        var rules = all.get().stream()
                .filter(rule -> Glob.matches(rule.text("name").orElse(""), branch))
                .toList();
        if (rules.isEmpty()) {
            return Protection.none(branch);
        }
        var approvals = calls.find(project + "/approvals");
        var levels = rules.stream()
                .flatMap(rule -> rule.items("push_access_levels").stream())
                .toList();
        return new Protection(
                branch,
                Answer.YES,
                Answer.of(rules.stream()
                        .anyMatch(rule -> rule.truth("allow_force_push").orElse(false))),
                Answer.NO, // a protected branch cannot be deleted by a push
                Answer.of(levels.stream().anyMatch(level -> !isNobody(level))),
                Answer.of(levels.stream().allMatch(level -> isNobody(level) || isNamed(level))),
                required(),
                Answer.of(approvals.flatMap(one -> one.truth("reset_approvals_on_push"))),
                Answer.of(rules.stream()
                        .anyMatch(rule ->
                                rule.truth("code_owner_approval_required").orElse(false))),
                Answer.of(calls.find(project + "/push_rule").flatMap(rule -> rule.truth("reject_unsigned_commits"))),
                Answer.of(rules.stream()
                        .anyMatch(rule -> rule.truth("allow_force_push").orElse(false))));
    }

    private OptionalInt required() {
        var rules = calls.findList(project + "/approval_rules?per_page=100");
        return rules.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(rules.get().stream()
                        .mapToInt(rule -> count(rule, "approvals_required"))
                        .max()
                        .orElse(0));
    }

    private static boolean isNobody(JsonAnswer level) {
        return level.whole("access_level").orElse(-1) == 0 && !isNamed(level);
    }

    private static boolean isNamed(JsonAnswer level) {
        return level.whole("user_id").isPresent()
                || level.whole("group_id").isPresent()
                || level.whole("deploy_key_id").isPresent();
    }
}
