package io.castellan.signature;

import static io.castellan.signature.SoftwareKey.TOUCHED;
import static io.castellan.signature.SoftwareKey.armor;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.testing.Requires;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ssh-keygen} signs we accept, what it accepts we accept, and what it refuses we refuse; exceptions are named. */
@Requires("ssh-keygen")
class SshKeygenIT {
    private static final String PURPOSE = "castellan-approval";
    private static final byte[] MESSAGE = "line\nwith \u0000 and \u00e4\n".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String AT_NOW = "-Overify-time=20261121100000Z";

    @TempDir
    Path folder;

    private SshKeygen keygen;

    @BeforeEach
    void open() {
        keygen = new SshKeygen(folder);
    }

    private static Checked<Signer> ours(String signers, byte[] message, String armored, Instant when) {
        return AllowedSigners.read("signers", signers.getBytes(StandardCharsets.UTF_8), new Problems())
                .verify(message, armored.getBytes(StandardCharsets.UTF_8), PURPOSE, when);
    }

    private static boolean weAccept(String signers, String principal, byte[] message, String armored) {
        return ours(signers, message, armored, NOW)
                .accepted()
                .filter(signer -> signer.is(principal))
                .isPresent();
    }

    private boolean itAccepts(String signers, String principal, byte[] message, String armored) {
        return keygen.accepts(signers, principal, message, armored, PURPOSE, AT_NOW);
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,2048", "rsa,4096", "rsa,3071"})
    void weAcceptWhatItSigns(String type, String bits) {
        var key = keygen.generate("key", "-t", type, "-b", bits);
        var signers = "key/admin " + SshKeygen.publicLine(key) + "\n";

        var armored = keygen.sign(key, MESSAGE, PURPOSE);

        assertThat(ours(signers, MESSAGE, armored, NOW).accepted().orElseThrow().principals())
                .containsExactly("key/admin");
        assertThat(weAccept(signers, "key/other", MESSAGE, armored)).isFalse();
        assertThat(weAccept(signers, "key/admin", new byte[0], armored)).isFalse();
        var line = SshKeygen.publicLine(key);
        assertThat(SshPublicKey.parse(line).accepted().orElseThrow().fingerprint())
                .isEqualTo(keygen.fingerprint(line));
    }

    static List<String> types() {
        return SoftwareKey.TYPES;
    }

    @ParameterizedTest
    @MethodSource("types")
    void itAcceptsWhatTheTestsSign(String type) {
        var key = SoftwareKey.of(type);
        var signers = "key/admin " + key.line() + "\n";
        var armored = key.sign(MESSAGE, PURPOSE);

        assertThat(itAccepts(signers, "key/admin", MESSAGE, armored)).isTrue();
        assertThat(weAccept(signers, "key/admin", MESSAGE, armored)).isTrue();
        assertThat(itAccepts(signers, "key/admin", new byte[1], armored)).isFalse();
        assertThat(weAccept(signers, "key/admin", new byte[1], armored)).isFalse();
        assertThat(SshPublicKey.parse(key.line()).accepted().orElseThrow().fingerprint())
                .isEqualTo(keygen.fingerprint(key.line()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void bothAcceptCertificatesOfEveryTypeOfKeyByEveryTypeOfAuthority(String type) {
        for (var other : List.of(SoftwareKey.EDWARDS, SoftwareKey.RSA, SoftwareKey.SK_NIST, type)) {
            var authority = SoftwareKey.of(other);
            var signers = "key/* cert-authority,namespaces=\"" + PURPOSE + "\" " + authority.line() + "\n";
            var key = SoftwareKey.of(type);
            var armored = signed(CertificateDraft.of(key, authority));

            assertThat(itAccepts(signers, "key/admin", MESSAGE, armored)).isTrue();
            assertThat(weAccept(signers, "key/admin", MESSAGE, armored)).isTrue();
        }
    }

    private static String signed(CertificateDraft certificate) {
        return armor(
                certificate.key().signature(certificate.blob(), MESSAGE, PURPOSE, "sha512", "rsa-sha2-512", TOUCHED));
    }

    @Test
    void weAcceptWhatItSignsWithItsCertificates() {
        var authority = keygen.generate("ca", "-t", "rsa", "-b", "2048");
        var key = keygen.generate("key", "-t", "ed25519");
        var certificate = keygen.certify(
                authority, key, "-n", "key/admin,key/b", "-V", "20261121090000Z:20261121110000Z", "-z", "9");
        var signers = "key/* cert-authority " + SshKeygen.publicLine(authority) + "\n";

        var armored = keygen.sign(certificate, MESSAGE, PURPOSE);

        assertThat(itAccepts(signers, "key/admin", MESSAGE, armored)).isTrue();
        var signer = ours(signers, MESSAGE, armored, NOW).accepted().orElseThrow();
        assertThat(signer.principals()).containsExactly("key/admin", "key/b");
        assertThat(signer.certificate().orElseThrow().serial()).isEqualTo(9);
        assertThat(signer.certificate().orElseThrow().id()).isEqualTo("id");
        assertThat(signer.key().fingerprint()).isEqualTo(keygen.fingerprint(SshKeygen.publicLine(key)));
    }

    /** Lines of a file, certificates and times on which both must be of one mind. */
    @Test
    void bothRefuseTheSame() {
        var key = SoftwareKey.of(SoftwareKey.EDWARDS);
        var authority = SoftwareKey.of(SoftwareKey.EDWARDS);
        var plain = key.sign(MESSAGE, PURPOSE);
        for (var line : List.of(
                "key/admin %s",
                "key/other %s",
                "key/*,!key/admin %s",
                "!key/admin,* %s",
                "key/a?min,x %s",
                "\"key/admin\" %s",
                "key/admin namespaces=\"git\" %s",
                "key/admin namespaces=\"git,castellan-*\" %s",
                "key/admin NAMESPACES=\"castellan-approval\",valid-after=\"20200101Z\" %s",
                "key/admin valid-after=\"20261121100000Z\" %s",
                "key/admin valid-after=\"20261121100001Z\" %s",
                "key/admin valid-before=\"20261121100000Z\" %s",
                "key/admin valid-before=\"20261121095959Z\" %s",
                "key/admin valid-before=\"202611211000\" %s",
                "key/admin valid-before=\"202611210959\" %s",
                "key/admin valid-before=\"20261121\" %s",
                "key/admin valid-before=\"20261122utc\" %s",
                "key/admin cert-authority %s",
                "key/admin no-touch-required %s",
                "key/admin namespaces=castellan-approval %s",
                "key/admin namespaces=\"a\",namespaces=\"castellan-approval\" %s",
                "key/admin valid-after=\"20260101Z\",valid-before=\"20260101Z\" %s",
                "key/admin valid-after=\"x\" %s",
                "# key/admin %s",
                "  key/admin\t%s trailing comment",
                "key/nobody bad line\nkey/admin %s")) {
            var signers = line.formatted(key.line()) + "\n";
            assertThat(weAccept(signers, "key/admin", MESSAGE, plain))
                    .as(line)
                    .isEqualTo(itAccepts(signers, "key/admin", MESSAGE, plain));
        }
        var signers = "key/* cert-authority " + authority.line() + "\n";
        var good = CertificateDraft.of(key, authority);
        for (var draft : List.of(
                good,
                good.ofKind(2),
                good.forPrincipals(),
                good.forPrincipals("key/b"),
                good.forPrincipals("key/*"),
                good.forPrincipals("key/b", "key/admin"),
                good.between(NOW, NOW.plusSeconds(1)),
                good.between(NOW.minusSeconds(1), NOW),
                good.between(NOW.plusSeconds(1), NOW.plusSeconds(2)),
                CertificateDraft.of(key, key))) {
            assertThat(weAccept(signers, "key/admin", MESSAGE, signed(draft)))
                    .as(draft.toString())
                    .isEqualTo(itAccepts(signers, "key/admin", MESSAGE, signed(draft)));
        }
    }

    /** On purpose, as the ADR says. Whoever makes {@code ssh-keygen} stricter may see this fail. */
    @Test
    void weRefuseMoreThanItDoes() {
        var security = SoftwareKey.of(SoftwareKey.SK_EDWARDS);
        var untouched = armor(security.signature(security.blob(), MESSAGE, PURPOSE, "sha512", "", 0));
        assertThat(itAccepts("key/admin " + security.line(), "key/admin", MESSAGE, untouched))
                .isTrue();
        assertThat(weAccept("key/admin " + security.line(), "key/admin", MESSAGE, untouched))
                .isFalse();

        var authority = SoftwareKey.of(SoftwareKey.EDWARDS);
        var signers = "key/* cert-authority " + authority.line() + "\n";
        var limited = signed(CertificateDraft.of(SoftwareKey.of(SoftwareKey.EDWARDS), authority)
                .limitedBy("force-command"));
        assertThat(itAccepts(signers, "key/admin", MESSAGE, limited)).isTrue();
        assertThat(weAccept(signers, "key/admin", MESSAGE, limited)).isFalse();
    }

    @Test
    void weRefuseDsa() {
        var authority = SoftwareKey.of(SoftwareKey.EDWARDS);
        var problems = new Problems();
        var line = "key/admin ssh-dss AAAAB3NzaC1kc3MAAACBAJ\nkey/b " + authority.line();

        var signers = AllowedSigners.read("signers", line.getBytes(StandardCharsets.UTF_8), problems);

        assertThat(signers.lines()).hasSize(1);
        assertThat(problems.sorted()).extracting(problem -> problem.code()).containsExactly(SignatureCodes.BAD_KEY);
    }
}
