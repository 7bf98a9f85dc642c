package io.castellan.host;

import static io.castellan.host.Told.count;
import static io.castellan.host.Told.part;

import io.castellan.host.Review.State;
import io.castellan.json.JsonAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Bitbucket Cloud. It keeps when somebody approved, and when the
 * branch moved: what they saw is the commit that was the newest at that time.
 */
final class Bitbucket implements Host {
    private static final int ABBREVIATED = 12;

    private final Calls calls;
    private final Told told;
    private final String repository;
    private final Map<String, String> full = new LinkedHashMap<>();

    Bitbucket(Calls calls) {
        this.calls = calls;
        this.told = new Told(calls.settings());
        this.repository = "/repositories/" + calls.settings().repository();
    }

    @Override
    public HostSettings settings() {
        return calls.settings();
    }

    @Override
    public Optional<PullRequest> opened(String branch, String into) {
        var query = "state=\"OPEN\" AND source.branch.name=" + quoted(branch) + " AND destination.branch.name="
                + quoted(into);
        return calls.list(repository + "/pullrequests?pagelen=50&q=" + part(query)).stream()
                .filter(one -> one.at("source")
                        .at("repository")
                        .text("full_name")
                        .equals(one.at("destination").at("repository").text("full_name")))
                .map(this::request)
                .findFirst();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public PullRequest open(Draft draft) {
        return request(calls.post(
                repository + "/pullrequests",
                out -> out.put("title", draft.title())
                        .put("description", draft.body())
                        .object("source", source -> source.object("branch", one -> one.put("name", draft.branch())))
                        .object(
                                "destination",
                                destination -> destination.object("branch", one -> one.put("name", draft.into())))));
    }

    @Override
    public List<PullRequest> of(String commit) {
        return calls
                .findList(repository + "/commit/" + part(commit) + "/pullrequests?pagelen=50")
                .orElse(List.of())
                .stream()
                .map(one -> request(calls.get(repository + "/pullrequests/" + told.whole(one, "id"))))
                .toList();
    }

    private PullRequest request(JsonAnswer answer) {
        return new PullRequest(
                told.whole(answer, "id"),
                account(answer.at("author")),
                fullId(told.text(answer.at("source").at("commit"), "hash")),
                url(answer));
    }

    /** The name that people see may be changed by its owner, so it says nothing. */
    private static String account(JsonAnswer user) {
        return user.text("account_id").or(() -> user.text("uuid")).orElse("");
    }

    private static String url(JsonAnswer answer) {
        return answer.at("links").at("html").text("href").orElse("");
    }

    /** It abbreviates ids in lists. */
    private String fullId(String hash) {
        if (hash.length() < ABBREVIATED) {
            return hash;
        }
        var known = full.get(hash);
        if (known != null) {
            return known;
        }
        var found = hash.length() >= 40 ? hash : told.commit(calls.get(repository + "/commit/" + part(hash)), "hash");
        full.put(hash, found);
        return found;
    }

    @Override
    public List<Comment> comments(PullRequest request) {
        return calls.list(at(request) + "/comments?pagelen=100&sort=created_on").stream()
                .filter(one ->
                        !one.truth("deleted").orElse(false) && !one.at("inline").exists())
                .map(this::comment)
                .toList();
    }

    private String at(PullRequest request) {
        return repository + "/pullrequests/" + request.number();
    }

    private Comment comment(JsonAnswer answer) {
        return new Comment(
                Long.toString(told.whole(answer, "id")),
                account(answer.at("user")),
                answer.at("content").text("raw").orElse(""),
                told.time(answer, "created_on"),
                told.time(answer, "updated_on"),
                url(answer));
    }

    @Override
    public Comment say(PullRequest request, String body) {
        return comment(calls.post(
                at(request) + "/comments", out -> out.object("content", content -> content.put("raw", body))));
    }

    @Override
    public void delete(PullRequest request, Comment comment) {
        calls.delete(at(request) + "/comments/" + part(comment.id()));
    }

    /** An approval that was taken back stays in the activity, so who approves now is read from the pull request itself. */
    @Override
    public List<Review> reviews(PullRequest request) {
        var now = calls.get(at(request)).items("participants");
        var versions = new ArrayList<Version>();
        var said = new LinkedHashMap<String, Instant>();
        for (var one : calls.list(at(request) + "/activity?pagelen=50")) {
            var update = one.at("update");
            update.at("source")
                    .at("commit")
                    .text("hash")
                    .ifPresent(hash -> versions.add(new Version(told.time(update, "date"), fullId(hash))));
            Stream.of("approval", "changes_requested")
                    .map(one::at)
                    .filter(JsonAnswer::exists)
                    .forEach(decision ->
                            said.merge(account(decision.at("user")), told.time(decision, "date"), Bitbucket::later));
        }
        return now.stream()
                .flatMap(participant -> review(participant, said, versions, request))
                .sorted(Review.OLDEST_FIRST)
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Stream<Review> review(
            JsonAnswer participant, Map<String, Instant> said, List<Version> versions, PullRequest request) {
        var account = account(participant.at("user"));
        var at = Optional.ofNullable(said.get(account));
        return state(participant.text("state").orElse(""))
                .map(state -> new Review(
                        account + at.map(time -> "@" + time).orElse(""),
                        account,
                        state,
                        at.flatMap(time -> Version.headAt(time, versions)),
                        at,
                        "",
                        request.url()))
                .stream();
    }

    private static Optional<State> state(String word) {
        return switch (word) {
            case "approved" -> Optional.of(State.APPROVED);
            case "changes_requested" -> Optional.of(State.CHANGES_REQUESTED);
            default -> Optional.empty();
        };
    }

    @Override
    public Protection protection(String branch) {
        var all = calls.findList(repository + "/branch-restrictions?pagelen=100");
        if (all.isEmpty()) {
            return Protection.unseen(branch, Answer.UNKNOWN);
        }
        var rules = all.get().stream()
                .filter(rule -> Glob.matches(rule.text("pattern").orElse(""), branch))
                .toList();
        if (rules.isEmpty()) {
            return Protection.none(branch);
        }
        var pushes = of(rules, "push").toList();
        boolean nobody = pushes.stream()
                .anyMatch(rule ->
                        rule.items("users").isEmpty() && rule.items("groups").isEmpty());
        return new Protection(
                branch,
                Answer.YES,
                Answer.of(of(rules, "force").findAny().isEmpty()),
                Answer.of(of(rules, "delete").findAny().isEmpty()),
                Answer.of(!nobody),
                Answer.of(!pushes.isEmpty()),
                OptionalInt.of(of(rules, "require_approvals_to_merge")
                        .mapToInt(rule -> count(rule, "value"))
                        .max()
                        .orElse(0)),
                Answer.of(of(rules, "reset_pullrequest_approvals_on_change")
                        .findAny()
                        .isPresent()),
                Answer.of(of(rules, "require_default_reviewer_approvals_to_merge")
                        .findAny()
                        .isPresent()),
                Answer.UNKNOWN,
                Answer.of(of(rules, "enforce_merge_checks").findAny().isEmpty()));
    }

    private static Stream<JsonAnswer> of(List<JsonAnswer> rules, String kind) {
        return rules.stream().filter(rule -> rule.text("kind").equals(Optional.of(kind)));
    }
}
