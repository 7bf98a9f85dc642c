package io.castellan.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GitSignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final SoftwareKey KEY = SoftwareKey.of(SoftwareKey.EDWARDS);
    private static final String HEADERS = """
            tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
            author A U Thor <author@example.org> 1763719200 +0000
            committer A U Thor <author@example.org> 1763719200 +0000
            """;
    private static final String MESSAGE = "\nsubject\n\ngpgsig is no header here\n";
    private static final String TAG = """
            object 4b825dc642cb6eb9a060e54bf8d69288fbee4904
            type commit
            tag v1
            tagger A U Thor <author@example.org> 1763719200 +0000

            release
            """;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String signed(String payload) {
        return KEY.sign(bytes(payload), "git");
    }

    private static String header(String name, String armored) {
        return name + " " + armored.strip().replace("\n", "\n ") + "\n";
    }

    private static Reason why(GitSignature signature) {
        var signers = AllowedSigners.read("allowed_signers", bytes("key/admin " + KEY.line()), new Problems());
        return signature.verify(signers, NOW).fold(signer -> null, Refusal::reason);
    }

    private static Reason whyCommit(String commit) {
        return why(GitSignature.ofCommit(bytes(commit)).orElseThrow());
    }

    private static Reason whyTag(String tag) {
        return why(GitSignature.ofTag(bytes(tag)).orElseThrow());
    }

    @Test
    void takesTheSignatureOutOfACommitWhereverItStands() {
        var header = header("gpgsig", signed(HEADERS + MESSAGE));
        assertThat(whyCommit(HEADERS + header + MESSAGE)).isNull();
        assertThat(whyCommit(header + HEADERS + MESSAGE)).isNull();

        var mergetag = "mergetag object 1\n tag v1\n gpgsig no\n -----BEGIN SSH SIGNATURE-----\n";
        var merge = HEADERS + mergetag + "encoding latin1\n";
        assertThat(whyCommit(merge + header("gpgsig", signed(merge + MESSAGE)) + MESSAGE))
                .isNull();
        assertThat(whyCommit(HEADERS + header("gpgsig", signed(HEADERS))))
                .as("no message at all")
                .isNull();
    }

    @Test
    void seesNoSignatureWhereThereIsNone() {
        assertThat(GitSignature.ofCommit(bytes(HEADERS + MESSAGE))).isEmpty();
        assertThat(GitSignature.ofCommit(bytes(HEADERS + "\n" + header("gpgsig", signed(HEADERS)))))
                .isEmpty();
        assertThat(GitSignature.ofCommit(new byte[0])).isEmpty();
        assertThat(GitSignature.ofTag(bytes(TAG))).isEmpty();
        assertThat(GitSignature.ofTag(bytes(TAG + " -----BEGIN SSH SIGNATURE-----\n")))
                .isEmpty();
    }

    @Test
    void refusesACommitThatIsNotWhatWasSigned() {
        var header = header("gpgsig", signed(HEADERS + MESSAGE));
        assertThat(whyCommit(HEADERS.replace("author@", "auditor@") + header + MESSAGE))
                .isEqualTo(Reason.DOES_NOT_MATCH);
        assertThat(whyCommit(HEADERS + header + MESSAGE + " ")).isEqualTo(Reason.DOES_NOT_MATCH);
        assertThat(whyCommit(HEADERS + header + "more header\n" + MESSAGE)).isEqualTo(Reason.DOES_NOT_MATCH);
        assertThat(whyCommit(HEADERS + header + " more\n" + MESSAGE)).isEqualTo(Reason.MALFORMED);
        assertThat(whyCommit(HEADERS + header + " \n" + MESSAGE)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesASecondSignatureAndUnusualNames() {
        var header = header("gpgsig", signed(HEADERS + MESSAGE));
        assertThat(whyCommit(HEADERS + header + header + MESSAGE)).isEqualTo(Reason.MALFORMED);
        assertThat(whyCommit(HEADERS + header + header("gpgsig-sha256", signed(HEADERS)) + MESSAGE))
                .isEqualTo(Reason.MALFORMED);
        assertThat(whyCommit(HEADERS + header("gpgsig-sha256", signed(HEADERS + MESSAGE)) + MESSAGE))
                .isEqualTo(Reason.MALFORMED);
        assertThat(whyCommit(HEADERS + "gpgsig\n" + header + MESSAGE)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesAnApprovalAsACommit() {
        var approval = KEY.sign(bytes(HEADERS + MESSAGE), "castellan-approval");
        assertThat(whyCommit(HEADERS + header("gpgsig", approval) + MESSAGE)).isEqualTo(Reason.OTHER_NAMESPACE);
    }

    @Test
    void namesTheOtherKindsOfSignatures() {
        var openPgp = "-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n";
        assertThat(whyCommit(HEADERS + header("gpgsig", openPgp) + MESSAGE)).isEqualTo(Reason.UNSUPPORTED_KIND);
        assertThat(whyCommit(HEADERS + header("gpgsig", openPgp.replace("PGP SIGNATURE", "SIGNED MESSAGE")) + MESSAGE))
                .isEqualTo(Reason.UNSUPPORTED_KIND);
        assertThat(whyCommit(HEADERS + "gpgsig \n" + MESSAGE)).isEqualTo(Reason.UNSUPPORTED_KIND);
        assertThat(whyCommit(HEADERS + "gpgsig x\n" + MESSAGE)).isEqualTo(Reason.UNSUPPORTED_KIND);
        assertThat(whyTag(TAG + openPgp)).isEqualTo(Reason.UNSUPPORTED_KIND);
    }

    @Test
    void takesTheSignatureOffTheEndOfATag() {
        assertThat(whyTag(TAG + signed(TAG))).isNull();
        assertThat(whyTag(TAG.replace("v1", "v2") + signed(TAG))).isEqualTo(Reason.DOES_NOT_MATCH);
        assertThat(whyTag(TAG + signed(TAG) + "more\n")).isEqualTo(Reason.MALFORMED);
        var quoted = TAG + signed(TAG);
        assertThat(whyTag(quoted + signed(quoted)))
                .as("a tag that quotes a signature")
                .isNull();
        assertThat(whyTag(TAG + signed(TAG) + signed(TAG))).isEqualTo(Reason.DOES_NOT_MATCH);
    }
}
