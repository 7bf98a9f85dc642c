package io.castellan.signature;

import static io.castellan.signature.SoftwareKey.EDWARDS;
import static io.castellan.signature.SoftwareKey.NIST_256;
import static io.castellan.signature.SoftwareKey.TOUCHED;
import static io.castellan.signature.SoftwareKey.armor;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedSignersTest {
    private static final String FILE = "allowed_signers";
    private static final String PURPOSE = "castellan-approval";
    private static final byte[] MESSAGE = "agreed".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final SoftwareKey ADMIN = SoftwareKey.of(EDWARDS);
    private static final SoftwareKey REVIEWER = SoftwareKey.of(NIST_256);
    private static final SoftwareKey AUTHORITY = SoftwareKey.of(EDWARDS);

    private final Problems problems = new Problems();

    private AllowedSigners signers(String... lines) {
        return AllowedSigners.read(FILE, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), problems);
    }

    private static Checked<Signer> check(AllowedSigners signers, SoftwareKey key, Instant when) {
        return signers.verify(MESSAGE, key.sign(MESSAGE, PURPOSE).getBytes(StandardCharsets.UTF_8), PURPOSE, when);
    }

    private static Checked<Signer> check(AllowedSigners signers, CertificateDraft certificate, Instant when) {
        var signature = armor(
                certificate.key().signature(certificate.blob(), MESSAGE, PURPOSE, "sha512", "rsa-sha2-512", TOUCHED));
        return signers.verify(MESSAGE, signature.getBytes(StandardCharsets.UTF_8), PURPOSE, when);
    }

    private static Reason why(Checked<Signer> checked) {
        return checked.fold(signer -> null, Refusal::reason);
    }

    private List<Code> codes() {
        return problems.sorted().stream().map(Problem::code).toList();
    }

    @Test
    void saysWhoSignedAndByWhichLine() {
        var signers = signers(
                "# the people", "", "key/admin " + ADMIN.line() + " a comment", "key/reviewer " + REVIEWER.line());

        var signer = check(signers, REVIEWER, NOW).accepted().orElseThrow();

        assertThat(signer.principals()).containsExactly("key/reviewer");
        assertThat(signer.lines().get(0).at()).isEqualTo(new Place(FILE, 4, 1));
        assertThat(signer.key().line()).isEqualTo(REVIEWER.line());
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aGoodSignatureByAKeyThatIsNotListedIsNobodys() {
        var stranger = SoftwareKey.of(EDWARDS);
        assertThat(why(check(signers("key/admin " + ADMIN.line()), stranger, NOW)))
                .isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(why(check(signers(), ADMIN, NOW))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void aSignatureThatDoesNotMatchIsRefusedWhateverTheFileSays() {
        var signers = signers("key/admin " + ADMIN.line());
        var forged = armor(REVIEWER.signature(ADMIN.blob(), MESSAGE, PURPOSE, "sha512", "", TOUCHED));
        var borrowed = join(ADMIN, "another message");

        assertThat(why(signers.verify(MESSAGE, forged.getBytes(StandardCharsets.UTF_8), PURPOSE, NOW)))
                .isIn(Reason.UNSUPPORTED_ALGORITHM, Reason.DOES_NOT_MATCH);
        assertThat(why(signers.verify(MESSAGE, borrowed, PURPOSE, NOW))).isEqualTo(Reason.DOES_NOT_MATCH);
    }

    private static byte[] join(SoftwareKey key, String message) {
        return key.sign(message.getBytes(StandardCharsets.UTF_8), PURPOSE).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aKeyCountsFromItsFirstToItsLastSecond() {
        var signers =
                signers("key/admin valid-after=\"20261121100000Z\",valid-before=\"202611211100Z\" " + ADMIN.line());

        assertThat(why(check(signers, ADMIN, Instant.parse("2026-11-21T09:59:59.999Z"))))
                .isEqualTo(Reason.NOT_YET_VALID);
        assertThat(why(check(signers, ADMIN, NOW))).isNull();
        assertThat(why(check(signers, ADMIN, Instant.parse("2026-11-21T11:00:00.999Z"))))
                .isNull();
        assertThat(why(check(signers, ADMIN, Instant.parse("2026-11-21T11:00:01Z"))))
                .isEqualTo(Reason.NO_LONGER_VALID);
    }

    @Test
    void readsEveryFormOfATime() {
        var midnight = Instant.parse("2026-11-21T00:00:00Z");
        for (var form : List.of(
                "20261121Z",
                "202611210000Z",
                "20261121000000Z",
                "20261121z",
                "20261121UTC",
                "20261121",
                "202611210000",
                "20261121000000")) {
            var signers = signers("key/admin valid-after=\"" + form + "\" " + ADMIN.line());
            assertThat(signers.lines().get(0).validAfter()).as(form).contains(midnight);
        }
        assertThat(codes()).containsOnly(SignatureCodes.NO_TIME_ZONE);
    }

    @Test
    void aKeyCountsForItsNamespacesOnly() {
        assertThat(why(check(signers("key/admin namespaces=\"git,castellan-*\" " + ADMIN.line()), ADMIN, NOW)))
                .isNull();
        assertThat(why(check(signers("key/admin namespaces=\"git\" " + ADMIN.line()), ADMIN, NOW)))
                .isEqualTo(Reason.NAMESPACE_NOT_ALLOWED);
        assertThat(why(check(signers("key/admin namespaces=\"*,!castellan-approval\" " + ADMIN.line()), ADMIN, NOW)))
                .isEqualTo(Reason.NAMESPACE_NOT_ALLOWED);
    }

    @Test
    void readsOptionsInAnyOrderAndCaseWithQuotedSpaces() {
        var signers = signers(
                "\"key/an admin,key/b\"  VALID-before=\"20270101Z\",namespaces=\"git,a b\",valid-AFTER=\"20260101Z\"\t"
                        + ADMIN.line() + "\r");

        var line = signers.lines().get(0);

        assertThat(line.principals().names()).containsExactly("key/an admin", "key/b");
        assertThat(line.namespaces().orElseThrow().matches("a b")).isTrue();
        assertThat(line.isAuthority()).isFalse();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aBadLineIsReportedWithItsPlaceAndTheOthersCount() {
        var bad = List.of(
                "key/admin",
                "key/admin " + ADMIN.line() + " " + "x".repeat(8192),
                "key/admin namespaces=\"git\"",
                "key/admin ssh-ed25519",
                "\"key/admin " + ADMIN.line(),
                "key/admin,,key/b " + ADMIN.line(),
                "!key/admin " + ADMIN.line(),
                "key/\u202eadmin " + ADMIN.line(),
                "\ufeffkey/admin " + ADMIN.line(),
                ADMIN.line(),
                "key/admin ssh-dss AAAAB3NzaC1kc3MAAACB",
                "key/admin ssh-ed25519 AAAA",
                "key/admin " + ADMIN.line().replace("AAAA", "AAAB"),
                "key/admin no-touch-required " + ADMIN.line(),
                "key/admin namespace=\"git\" " + ADMIN.line(),
                "key/admin namespaces=git " + ADMIN.line(),
                "key/admin namespaces=\"git " + ADMIN.line(),
                "key/admin namespaces=\"\" " + ADMIN.line(),
                "key/admin namespaces=\"git\",namespaces=\"b\" " + ADMIN.line(),
                "key/admin namespaces=\"git\", " + ADMIN.line(),
                "key/admin cert-authority=\"yes\" " + ADMIN.line(),
                "key/admin valid-after=\"2026\" " + ADMIN.line(),
                "key/admin valid-after=\"20260231Z\" " + ADMIN.line(),
                "key/admin valid-before=\"20261121T10Z\" " + ADMIN.line(),
                "key/admin valid-before=\"202611211000+1\" " + ADMIN.line(),
                "key/admin valid-after=\"20261121Z\",valid-before=\"20261121Z\" " + ADMIN.line(),
                "key/admin " + line(CertificateDraft.of(ADMIN, AUTHORITY)));
        for (var line : bad) {
            var found = new Problems();
            var text = "# first\n" + line + "\nkey/reviewer " + REVIEWER.line() + "\n";

            var signers = AllowedSigners.read(FILE, text.getBytes(StandardCharsets.UTF_8), found);

            assertThat(signers.lines()).as(line).hasSize(1);
            assertThat(why(check(signers, REVIEWER, NOW))).as(line).isNull();
            assertThat(why(check(signers, ADMIN, NOW))).as(line).isEqualTo(Reason.UNKNOWN_KEY);
            assertThat(found.sorted()).as(line).hasSize(1);
            assertThat(found.hasErrors()).isFalse();
            assertThat(found.sorted().get(0).place().orElseThrow().line())
                    .as(line)
                    .isEqualTo(2);
        }
    }

    private static String line(CertificateDraft draft) {
        return draft.key().type() + "-cert-v01@openssh.com "
                + java.util.Base64.getEncoder().encodeToString(draft.blob());
    }

    @Test
    void saysWhichColumnIsWrongAndWhatWasMeant() {
        signers("key/ädmin namespaces=\"git\",valid-befor=\"20270101Z\" " + ADMIN.line());

        assertThat(problems.sorted().get(0))
                .hasToString(
                        "allowed_signers:1:28: warning CAS-SIGN-014: the line is skipped: unknown option 'valid-befor'; known are"
                                + " cert-authority, namespaces, valid-after, valid-before — did you mean 'valid-before'?");
    }

    @Test
    void aLineThatIsNotUtf8IsSkippedAlone() {
        var bytes = ("key/x " + ADMIN.line() + "\nkey/reviewer " + REVIEWER.line()).getBytes(StandardCharsets.UTF_8);
        bytes[4] = (byte) 0xff;

        var signers = AllowedSigners.read(FILE, bytes, problems);

        assertThat(signers.lines()).hasSize(1);
        assertThat(codes()).containsExactly(SignatureCodes.BAD_LINE);
    }

    @Test
    void aFileThatIsTooLargeTrustsNobody() {
        var bytes = ("key/admin " + ADMIN.line() + "\n" + "#".repeat(AllowedSigners.MOST_BYTES))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(AllowedSigners.read(FILE, bytes, problems).lines()).isEmpty();
        assertThat(codes()).containsExactly(SignatureCodes.FILE_TOO_LARGE);
    }

    @Test
    void aKeyListedTwiceSpeaksForBothAndIsReported() {
        var signers = signers(
                "key/admin valid-before=\"20260101Z\" " + ADMIN.line(),
                "key/other " + ADMIN.line(),
                "key/third namespaces=\"git\" " + ADMIN.line());

        assertThat(check(signers, ADMIN, NOW).accepted().orElseThrow().principals())
                .containsExactly("key/other");
        assertThat(check(signers, ADMIN, Instant.parse("2025-11-21T10:00:00Z"))
                        .accepted()
                        .orElseThrow()
                        .principals())
                .containsExactly("key/admin", "key/other");
        assertThat(codes()).containsExactly(SignatureCodes.LISTED_TWICE, SignatureCodes.LISTED_TWICE);
        assertThat(problems.sorted().get(0).place()).contains(new Place(FILE, 2, 1));
    }

    @Test
    void theSameKeyAndPrincipalsWithOtherTimesAreNoMistake() {
        signers(
                "key/admin valid-before=\"20260101Z\" " + ADMIN.line(),
                "key/admin valid-after=\"20260601Z\" " + ADMIN.line());

        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void patternsSpeakForNamesThatAreNotWrittenOut() {
        var signer = check(signers("key/*,!key/root,host/ci " + ADMIN.line()), ADMIN, NOW)
                .accepted()
                .orElseThrow();

        assertThat(signer.is("key/admin")).isTrue();
        assertThat(signer.is("key/root")).isFalse();
        assertThat(signer.is("host/prod")).isFalse();
        assertThat(signer.principals()).containsExactly("host/ci");
    }

    @Test
    void aCertificateCountsByItsAuthoritysLine() {
        var signers = signers("key/admin,key/b* cert-authority " + AUTHORITY.line());
        var certificate = CertificateDraft.of(ADMIN, AUTHORITY).forPrincipals("key/admin", "key/bob", "key/carol");

        var signer = check(signers, certificate, NOW).accepted().orElseThrow();

        assertThat(signer.principals()).containsExactly("key/admin", "key/bob");
        assertThat(signer.is("key/carol"))
                .as("the authority is not listed for her")
                .isFalse();
        assertThat(signer.is("key/ben")).as("the certificate is not for him").isFalse();
        assertThat(signer.key().line()).isEqualTo(ADMIN.line());
        assertThat(signer.certificate().orElseThrow().authority().line()).isEqualTo(AUTHORITY.line());
        assertThat(signer.lines().get(0).at().line()).isEqualTo(1);
    }

    @Test
    void anAuthorityDoesNotSignByItselfAndAPlainKeyMakesNoCertificates() {
        assertThat(why(check(signers("* cert-authority " + AUTHORITY.line()), AUTHORITY, NOW)))
                .isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(why(check(signers("* " + AUTHORITY.line()), CertificateDraft.of(ADMIN, AUTHORITY), NOW)))
                .isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(why(check(signers("* " + ADMIN.line()), CertificateDraft.of(ADMIN, AUTHORITY), NOW)))
                .as("a key that is listed by itself, signing with a certificate")
                .isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void refusesCertificatesOfOtherAuthoritiesKindsPrincipalsAndWithLimits() {
        var signers = signers("key/* cert-authority " + AUTHORITY.line());
        var good = CertificateDraft.of(ADMIN, AUTHORITY);

        assertThat(why(check(signers, good, NOW))).isNull();
        assertThat(why(check(signers, CertificateDraft.of(ADMIN, REVIEWER), NOW)))
                .isEqualTo(Reason.UNKNOWN_KEY);
        for (int kind : List.of(0, 2, 3)) {
            assertThat(why(check(signers, good.ofKind(kind), NOW))).isEqualTo(Reason.CERTIFICATE_REFUSED);
        }
        assertThat(why(check(signers, good.forPrincipals(), NOW))).isEqualTo(Reason.CERTIFICATE_REFUSED);
        assertThat(why(check(signers, good.forPrincipals("host/ci"), NOW))).isEqualTo(Reason.NO_PRINCIPAL);
        assertThat(why(check(signers, good.limitedBy("force-command"), NOW))).isEqualTo(Reason.CERTIFICATE_REFUSED);
        assertThat(why(check(signers, good.limitedBy("anything@example.org"), NOW)))
                .isEqualTo(Reason.CERTIFICATE_REFUSED);
    }

    @Test
    void aCertificateCountsWithinItsTimeAndThatOfTheLine() {
        var signers = signers("key/* cert-authority,valid-before=\"20261201Z\" " + AUTHORITY.line());
        var certificate = CertificateDraft.of(ADMIN, AUTHORITY).between(NOW, NOW.plusSeconds(3600));

        assertThat(why(check(signers, certificate, NOW.minusNanos(1)))).isEqualTo(Reason.NOT_YET_VALID);
        assertThat(why(check(signers, certificate, NOW))).isNull();
        assertThat(why(check(signers, certificate, NOW.plusSeconds(3599)))).isNull();
        assertThat(why(check(signers, certificate, NOW.plusSeconds(3600)))).isEqualTo(Reason.NO_LONGER_VALID);
        var later = Instant.parse("2026-12-01T00:00:01Z");
        assertThat(why(check(signers, CertificateDraft.of(ADMIN, AUTHORITY), later)))
                .isEqualTo(Reason.NO_LONGER_VALID);
    }

    @Test
    void refusesACertificateThatItsAuthorityDidNotMakeSo() {
        var signers = signers("key/* cert-authority " + AUTHORITY.line());
        var text = new String(CertificateDraft.of(ADMIN, AUTHORITY).blob(), StandardCharsets.ISO_8859_1);
        var altered = text.replace("key/admin", "key/owner").getBytes(StandardCharsets.ISO_8859_1);
        var signature = armor(ADMIN.signature(altered, MESSAGE, PURPOSE, "sha512", "", TOUCHED));

        assertThat(why(signers.verify(MESSAGE, signature.getBytes(StandardCharsets.UTF_8), PURPOSE, NOW)))
                .isEqualTo(Reason.DOES_NOT_MATCH);
    }

    @Test
    void refusesAuthoritiesThatSignWithSha1OrWithoutATouch() {
        var rsa = SoftwareKey.of(SoftwareKey.RSA);
        var sk = SoftwareKey.of(SoftwareKey.SK_EDWARDS);
        var signers = signers("key/* cert-authority " + rsa.line(), "key/* cert-authority " + sk.line());

        assertThat(why(check(signers, CertificateDraft.of(ADMIN, rsa), NOW))).isNull();
        assertThat(why(check(signers, CertificateDraft.of(ADMIN, sk), NOW))).isNull();
        assertThat(why(signed(signers, CertificateDraft.of(ADMIN, rsa).blob("ssh-rsa", TOUCHED))))
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
        assertThat(why(signed(signers, CertificateDraft.of(ADMIN, sk).blob("", 0))))
                .isEqualTo(Reason.NO_PRESENCE);
    }

    private static Checked<Signer> signed(AllowedSigners signers, byte[] certificate) {
        var signature = armor(ADMIN.signature(certificate, MESSAGE, PURPOSE, "sha512", "", TOUCHED));
        return signers.verify(MESSAGE, signature.getBytes(StandardCharsets.UTF_8), PURPOSE, NOW);
    }

    @Test
    void refusesACertificateWithBytesTooFewOrTooMany() {
        var signers = signers("key/* cert-authority " + AUTHORITY.line());
        var certificate = CertificateDraft.of(ADMIN, AUTHORITY).blob();

        assertThat(why(signed(signers, certificate))).isNull();
        assertThat(why(signed(signers, Arrays.copyOf(certificate, certificate.length + 1))))
                .isEqualTo(Reason.MALFORMED);
        for (int length = 0; length < certificate.length; length += 3) {
            assertThat(why(signed(signers, Arrays.copyOf(certificate, length))))
                    .as("%d bytes", length)
                    .isNotNull();
        }
    }

    @Test
    void aFlippedBitOfACertificateIsNotAccepted() {
        var signers = signers("key/* cert-authority " + AUTHORITY.line());
        var certificate = CertificateDraft.of(ADMIN, AUTHORITY).blob();
        for (int bit = 0; bit < certificate.length * Byte.SIZE; bit += 7) {
            var other = certificate.clone();
            other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(why(signed(signers, other))).as("bit %d", bit).isNotNull();
        }
    }

    @Test
    void asksAboutAKeyWithoutASignature() {
        var signers = signers("key/admin namespaces=\"git\" " + ADMIN.line());
        var key = SshPublicKey.parse(ADMIN.line()).accepted().orElseThrow();

        assertThat(signers.who(key, "git", NOW).accepted().orElseThrow().principals())
                .containsExactly("key/admin");
        assertThat(why(signers.who(key, PURPOSE, NOW))).isEqualTo(Reason.NAMESPACE_NOT_ALLOWED);
    }
}
