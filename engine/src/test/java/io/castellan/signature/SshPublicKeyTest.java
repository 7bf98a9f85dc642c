package io.castellan.signature;

import static io.castellan.signature.SoftwareKey.EDWARDS;
import static io.castellan.signature.SoftwareKey.NIST_256;
import static io.castellan.signature.SoftwareKey.RSA;
import static io.castellan.signature.SoftwareKey.join;
import static io.castellan.signature.SoftwareKey.number;
import static io.castellan.signature.SoftwareKey.string;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshPublicKeyTest {
    private static Reason why(String line) {
        return SshPublicKey.parse(line).fold(key -> null, Refusal::reason);
    }

    private static String line(String type, byte[] blob) {
        return type + " " + Base64.getEncoder().encodeToString(blob);
    }

    @Test
    void readsEveryTypeWithAndWithoutAComment() {
        for (var type : SoftwareKey.TYPES) {
            var line = SoftwareKey.of(type).line();

            var key = SshPublicKey.parse(line + " who it is of\n").accepted().orElseThrow();

            assertThat(key.line()).isEqualTo(line);
            assertThat(key.type()).isEqualTo(type);
            assertThat(key).isEqualTo(SshPublicKey.parse(line).accepted().orElseThrow());
            assertThat(key)
                    .isNotEqualTo(SshPublicKey.parse(SoftwareKey.of(type).line())
                            .accepted()
                            .orElseThrow());
        }
    }

    @Test
    void refusesOtherTypesAndCertificates() {
        var key = SoftwareKey.of(EDWARDS);
        assertThat(why(line("ssh-dss", join(string("ssh-dss"), string("p"), string("q")))))
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
        assertThat(why(line("ssh-ed448", join(string("ssh-ed448"), string(new byte[57])))))
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
        var certificate = CertificateDraft.of(key, SoftwareKey.of(EDWARDS)).blob();
        assertThat(why(line("ssh-ed25519-cert-v01@openssh.com", certificate))).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    @Test
    void refusesATypeThatIsNotThatOfTheKey() {
        var key = SoftwareKey.of(EDWARDS);
        assertThat(why(line(NIST_256, key.blob()))).isEqualTo(Reason.MALFORMED);
        assertThat(why(line(NIST_256, join(string(NIST_256), string("nistp384"), string(new byte[97])))))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesPointsBesideTheCurve() {
        var key = SoftwareKey.of(NIST_256);
        var point = key.point();
        assertThat(why(line(NIST_256, join(string(NIST_256), string("nistp256"), string(point)))))
                .isNull();
        point[64] ^= 1;
        assertThat(why(line(NIST_256, join(string(NIST_256), string("nistp256"), string(point)))))
                .isEqualTo(Reason.MALFORMED);
        var nowhere = new byte[65];
        nowhere[0] = 4;
        assertThat(why(line(NIST_256, join(string(NIST_256), string("nistp256"), string(nowhere)))))
                .isEqualTo(Reason.MALFORMED);
        var compressed = new byte[33];
        compressed[0] = 2;
        assertThat(why(line(NIST_256, join(string(NIST_256), string("nistp256"), string(compressed)))))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesNumbersThatAreNoRsaKey() {
        var modulus = BigInteger.ONE.shiftLeft(2047).setBit(0);
        var exponent = BigInteger.valueOf(65537);
        assertThat(why(line(RSA, join(string(RSA), number(exponent), number(modulus)))))
                .isNull();
        for (var blob : List.of(
                join(string(RSA), number(BigInteger.ONE), number(modulus)),
                join(string(RSA), number(BigInteger.TWO), number(modulus)),
                join(string(RSA), number(BigInteger.ONE.shiftLeft(64).setBit(0)), number(modulus)),
                join(string(RSA), number(exponent), number(modulus.clearBit(0))),
                join(string(RSA), number(exponent.negate()), number(modulus)),
                join(string(RSA), string(join(new byte[1], exponent.toByteArray())), number(modulus)))) {
            assertThat(why(line(RSA, blob))).isEqualTo(Reason.MALFORMED);
        }
        var short2047 = BigInteger.ONE.shiftLeft(2046).setBit(0);
        assertThat(why(line(RSA, join(string(RSA), number(exponent), number(short2047)))))
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
        var huge = BigInteger.ONE.shiftLeft(16384).setBit(0);
        assertThat(why(line(RSA, join(string(RSA), number(exponent), number(huge)))))
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    @Test
    void refusesWhatIsNoLineOfAKey() {
        var key = SoftwareKey.of(EDWARDS);
        for (var line : List.of(
                "",
                "ssh-ed25519",
                key.line().split(" ")[1],
                "ssh-ed25519 AAAA",
                "ssh-ed25519 not/base64!",
                key.line() + "=",
                line(EDWARDS, join(key.blob(), new byte[1])),
                line(EDWARDS, join(string(EDWARDS), string(new byte[31]))))) {
            assertThat(why(line)).as(line).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void showsNothingInvisibleOfAForeignType() {
        var type = "ssh-\u001b[31m\u202e";
        var message = SshPublicKey.parse(line(type, string(type)))
                .refusal()
                .orElseThrow()
                .message();
        assertThat(message.codePoints().allMatch(point -> point >= ' ' && point < 127))
                .isTrue();
    }
}
