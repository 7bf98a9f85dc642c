package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.host.HostApproval;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.signature.AllowedSigners;
import io.castellan.signature.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The policy as of one commit, with the keys that it trusts.
 *
 * @param commit full id
 * @param signers of the file {@code allowed_signers} beside it; without the file nobody's signature counts
 */
public record PolicyVersion(String commit, Policy policy, AllowedSigners signers) {
    /** What an approval is signed for: a signature made for anything else, a commit for example, approves nothing. */
    public static final String APPROVAL_NAMESPACE = "castellan-approval";

    private static final int MOST_TOLD = 3;

    public PolicyVersion {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(signers, "signers");
    }

    public Judge judge() {
        return new Judge(policy, commit);
    }

    /** The person whose key signed. A key of nobody, or of several persons, is a stranger's; that of a host is a machine's. */
    public Actor who(Signer signer) {
        return HostKey.of(signer)
                .<Actor>map(host -> new Actor.Machine(new Identity(host.name())))
                .orElseGet(() -> person(signer));
    }

    /**
     * Who speaks in an approval: the person whose key signed it, or to whom the account belongs for which a host signed.
     *
     * @param whyNot hears, as a clause, why nobody does
     */
    public Optional<Actor> voter(Signer signer, Approval approval, Consumer<String> whyNot) {
        var host = HostKey.of(signer);
        var account = approval.account().map(Identity::new);
        if (account.isEmpty()) {
            host.ifPresent(key -> whyNot.accept(new Identity(key.name()) + " vouches for accounts, and it names none"));
            return host.isPresent() ? Optional.empty() : Optional.of(person(signer));
        }
        if (!HostKey.vouches(signer, account.get())) {
            whyNot.accept("it is said for the account '" + account.get()
                    + "', for which the key that signed it does not vouch");
            return Optional.empty();
        }
        return Optional.of(policy.people().resolve(account.get()));
    }

    private Actor person(Signer signer) {
        var owners = policy.people().persons().stream()
                .flatMap(person -> person.identities().stream()
                        .filter(identity -> identity.kind() == Identity.Kind.KEY && signer.is(identity.text()))
                        .limit(1)
                        .map(identity -> new Actor.Known(person, identity)))
                .toList();
        return owners.size() == 1
                ? owners.get(0)
                : new Actor.Stranger(new Identity(signer.key().fingerprint()));
    }

    /** What reviews on the host say, by the host's word. */
    public List<Vote> reviewVotes(List<HostApproval> approvals) {
        return approvals.stream()
                .map(one ->
                        new Vote(policy.people().resolve(new Identity(one.account())), one.recorded(), one.source()))
                .toList();
    }

    /**
     * Those of several approvals that {@link #vote} finds good.
     *
     * @param notes hears of the others once, however many somebody may push
     */
    public List<Vote> votes(List<Signed> approvals, Instant now, Consumer<Problem> notes) {
        var bad = new ArrayList<String>();
        var votes = approvals.stream()
                .flatMap(signed -> counted(signed, now, bad::add).stream())
                .toList();
        if (bad.size() == 1) {
            notes.accept(notCounted("an approval does not count: " + bad.get(0)));
        } else if (!bad.isEmpty()) {
            notes.accept(notCounted(bad.size() + " approvals do not count: "
                    + bad.stream().limit(MOST_TOLD).collect(Collectors.joining("; "))
                    + (bad.size() > MOST_TOLD ? "; and " + (bad.size() - MOST_TOLD) + " more" : "")));
        }
        return votes;
    }

    /**
     * An approval whose signature is good by a key that counts now.
     *
     * @param now the time of counting, at which the key must be valid
     * @param notes hears why not
     */
    public Optional<Vote> vote(Signed signed, Instant now, Consumer<Problem> notes) {
        return counted(signed, now, why -> notes.accept(notCounted("the approval does not count: " + why)));
    }

    private Optional<Vote> counted(Signed signed, Instant now, Consumer<String> whyNot) {
        return signers.verify(
                        signed.approval().signedBytes(),
                        signed.signature().getBytes(StandardCharsets.UTF_8),
                        APPROVAL_NAMESPACE,
                        now)
                .fold(
                        signer -> voter(signer, signed.approval(), why -> whyNot.accept(said(signed) + why))
                                .map(voter -> new Vote(voter, signed, Vote.SIGNED)),
                        refusal -> {
                            whyNot.accept(said(signed) + refusal.message());
                            return Optional.empty();
                        });
    }

    private static String said(Signed signed) {
        return signed.approval().digest().abbreviated() + " of "
                + signed.approval().at() + ", ";
    }

    private static Problem notCounted(String message) {
        return Problem.warning(AuthorityCodes.NOT_COUNTED, message);
    }
}
