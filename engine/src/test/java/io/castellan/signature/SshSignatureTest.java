package io.castellan.signature;

import static io.castellan.signature.SoftwareKey.EDWARDS;
import static io.castellan.signature.SoftwareKey.NIST_256;
import static io.castellan.signature.SoftwareKey.RSA;
import static io.castellan.signature.SoftwareKey.SK_EDWARDS;
import static io.castellan.signature.SoftwareKey.TOUCHED;
import static io.castellan.signature.SoftwareKey.armor;
import static io.castellan.signature.SoftwareKey.ascii;
import static io.castellan.signature.SoftwareKey.join;
import static io.castellan.signature.SoftwareKey.string;
import static io.castellan.signature.SoftwareKey.uint32;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshSignatureTest {
    private static final String PURPOSE = "castellan-approval";
    private static final byte[] MESSAGE = "what was agreed".getBytes(StandardCharsets.UTF_8);
    private static final long SEED = Long.getLong("castellan.test.seed", 20261121L);

    static Stream<String> types() {
        return SoftwareKey.TYPES.stream();
    }

    private static Reason why(byte[] armored, byte[] message, String namespace) {
        return SshSignature.read(armored)
                .then(signature -> signature.verify(message, namespace))
                .fold(key -> null, Refusal::reason);
    }

    private static Reason why(String armored) {
        return why(armored.getBytes(StandardCharsets.UTF_8), MESSAGE, PURPOSE);
    }

    @ParameterizedTest
    @MethodSource("types")
    void acceptsWhatTheKeySigned(String type) {
        var key = SoftwareKey.of(type);

        var proven = SshSignature.read(key.sign(MESSAGE, PURPOSE)).then(read -> read.verify(MESSAGE, PURPOSE));

        assertThat(proven.accepted().orElseThrow().key().line()).isEqualTo(key.line());
        assertThat(proven.accepted().orElseThrow().certificate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha512"})
    void acceptsBothHashesWithBothAlgorithmsOfRsa(String hash) {
        var key = SoftwareKey.of(RSA);
        for (var algorithm : List.of("rsa-sha2-256", "rsa-sha2-512")) {
            assertThat(why(armor(key.signature(key.blob(), MESSAGE, PURPOSE, hash, algorithm, TOUCHED))))
                    .isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesAnotherMessageAnotherPurposeAndAnotherKey(String type) {
        var key = SoftwareKey.of(type);
        var armored = key.sign(MESSAGE, PURPOSE).getBytes(StandardCharsets.US_ASCII);

        assertThat(why(armored, ascii("what was agreed."), PURPOSE)).isEqualTo(Reason.DOES_NOT_MATCH);
        assertThat(why(armored, new byte[0], PURPOSE)).isEqualTo(Reason.DOES_NOT_MATCH);
        assertThat(why(armored, MESSAGE, "git")).isEqualTo(Reason.OTHER_NAMESPACE);
        var claimed = SoftwareKey.of(type).blob();
        assertThat(why(armor(key.signature(claimed, MESSAGE, PURPOSE, "sha512", "rsa-sha2-512", TOUCHED))))
                .isEqualTo(Reason.DOES_NOT_MATCH);
    }

    /** A few hundred of the flips; {@link #noFlippedBitIsAccepted} tries all. */
    @ParameterizedTest
    @MethodSource("types")
    void aFlippedBitIsNotAccepted(String type) {
        var armored = SoftwareKey.of(type).sign(MESSAGE, PURPOSE).getBytes(StandardCharsets.US_ASCII);
        var bits = new Random(SEED).ints(150, 0, armored.length * Byte.SIZE).toArray();

        assertThat(Arrays.stream(bits).filter(bit -> why(flipped(armored, bit), MESSAGE, PURPOSE) == null))
                .as("bits that do not matter, with seed %d", SEED)
                .isEmpty();
        assertThat(Arrays.stream(bits)
                        .map(bit -> bit % (MESSAGE.length * Byte.SIZE))
                        .limit(20)
                        .filter(bit -> why(armored, flipped(MESSAGE, bit), PURPOSE) == null))
                .isEmpty();
    }

    @Tag("qualify")
    @ParameterizedTest
    @MethodSource("types")
    void noFlippedBitIsAccepted(String type) {
        var armored = SoftwareKey.of(type).sign(MESSAGE, PURPOSE).getBytes(StandardCharsets.US_ASCII);

        for (int bit = 0; bit < armored.length * Byte.SIZE; bit++) {
            assertThat(why(flipped(armored, bit), MESSAGE, PURPOSE))
                    .as("bit %d", bit)
                    .isNotNull();
        }
    }

    /** Flips below the armor, where every one changes a byte that is signed, or the signature. */
    @ParameterizedTest
    @MethodSource("types")
    void aFlippedBitOfTheContentIsNotAccepted(String type) {
        var key = SoftwareKey.of(type);
        var blob = key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "rsa-sha2-512", TOUCHED);
        var bits = new Random(SEED).ints(150, 0, blob.length * Byte.SIZE).toArray();

        assertThat(Arrays.stream(bits).filter(bit -> why(armor(flipped(blob, bit))) == null))
                .as("bits that do not matter, with seed %d", SEED)
                .isEmpty();
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        var other = bytes.clone();
        other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return other;
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesEveryTruncationAndEveryByteTooMany(String type) {
        var key = SoftwareKey.of(type);
        var blob = key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "rsa-sha2-512", TOUCHED);

        for (int length = 0; length < blob.length; length++) {
            assertThat(why(armor(Arrays.copyOf(blob, length))))
                    .as("%d bytes", length)
                    .isNotNull();
        }
        assertThat(why(armor(Arrays.copyOf(blob, blob.length + 1)))).isEqualTo(Reason.MALFORMED);
        var inner = key.inner(ascii("any"), "rsa-sha2-512", TOUCHED);
        var longer = armor(join(
                ascii("SSHSIG"),
                uint32(1),
                string(join(key.blob(), new byte[1])),
                string(PURPOSE),
                string(""),
                string("sha512"),
                string(inner)));
        assertThat(why(longer)).isEqualTo(Reason.MALFORMED);
        assertThat(why(armor(envelope(key, PURPOSE, "", "sha512", join(inner, new byte[1])))))
                .isEqualTo(Reason.MALFORMED);
    }

    private static byte[] envelope(SoftwareKey key, String namespace, String reserved, String hash, byte[] inner) {
        return join(
                ascii("SSHSIG"),
                uint32(1),
                string(key.blob()),
                string(namespace),
                string(reserved),
                string(hash),
                string(inner));
    }

    @Test
    void refusesEverythingAroundTheArmor() {
        var armored = SoftwareKey.of(EDWARDS).sign(MESSAGE, PURPOSE);

        assertThat(why(armored)).isNull();
        assertThat(why(armored.stripTrailing())).isNull();
        assertThat(why(armored.replace("\n", "\r\n"))).isNull();
        for (var other : List.of(
                "\n" + armored,
                armored + "\n",
                armored + armored,
                armored + " ",
                " " + armored,
                armored.replace("BEGIN", "begin"),
                armored.replace("SSH", "PGP"),
                armored.replace("-----END SSH SIGNATURE-----", ""),
                armored.replaceFirst("=+\n-", "\n-"),
                armored.replaceFirst("\n-----END", "\n\n-----END"),
                armored.replace("\n", " "),
                armored.replace("\n", "\r"),
                armored.replace('U', '-'),
                armored.replaceFirst("U", "Ü"),
                "")) {
            assertThat(why(other)).as(other).isEqualTo(Reason.MALFORMED);
        }
    }

    /** Base64 has bits that decode to nothing; a text in which they are set is another text for the same bytes. */
    @Test
    void refusesBitsThatBase64LeavesOver() {
        var key = SoftwareKey.of(EDWARDS);
        var blob = key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "", TOUCHED);
        var armored = armor(blob);
        int last = armored.indexOf("\n-----END") - 1;
        while (armored.charAt(last) == '=') {
            last--;
        }
        assertThat(blob.length % 3).as("there are bits left over").isNotZero();

        var other = armored.substring(0, last) + (char) (armored.charAt(last) + 1) + armored.substring(last + 1);

        assertThat(Base64.getMimeDecoder().decode(body(other))).isEqualTo(blob);
        assertThat(why(other)).isEqualTo(Reason.MALFORMED);
    }

    private static String body(String armored) {
        return armored.substring(armored.indexOf('\n'), armored.indexOf("\n-----END"));
    }

    @Test
    void refusesWhatIsTooLarge() {
        var key = SoftwareKey.of(EDWARDS);

        assertThat(why(armor(envelope(key, "n".repeat(SshSignature.MOST_BYTES), "", "sha512", new byte[0]))))
                .isEqualTo(Reason.MALFORMED);
        var lengths = join(ascii("SSHSIG"), uint32(1), uint32(Integer.MAX_VALUE), new byte[20]);
        assertThat(why(armor(lengths))).isEqualTo(Reason.MALFORMED);
        assertThat(why(armor(join(ascii("SSHSIG"), uint32(1), uint32(-1), new byte[20]))))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void manyShortLinesAreNoTrouble() {
        var armored = SoftwareKey.of(EDWARDS).sign(MESSAGE, PURPOSE);
        var end = "\n-----END SSH SIGNATURE-----\n";
        var lines = "A\n".repeat(SshSignature.MOST_BYTES / 2 - 500);

        assertThat(why(armored.replace(end, "\n" + lines + end.strip()))).isEqualTo(Reason.MALFORMED);
        var narrow = body(armored).replace("\n", "").replaceAll(".", "$0\n");
        assertThat(why("-----BEGIN SSH SIGNATURE-----\n" + narrow + end.stripLeading()))
                .isNull();
    }

    @Test
    void refusesOtherVersionsHashesAndAFilledReservedField() {
        var key = SoftwareKey.of(EDWARDS);
        var good = key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "", TOUCHED);
        for (int version : List.of(0, 2, -1)) {
            var other = join(ascii("SSHSIG"), uint32(version), Arrays.copyOfRange(good, 10, good.length));
            assertThat(why(armor(other))).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
        }
        for (var hash : List.of("sha1", "sha384", "SHA512", "", "sha512\n")) {
            assertThat(why(armor(key.signature(key.blob(), MESSAGE, PURPOSE, hash, "", TOUCHED))))
                    .as(hash)
                    .isIn(Reason.UNSUPPORTED_ALGORITHM, Reason.MALFORMED);
        }
        var text = latin(good);
        var reserved =
                text.replace(latin(join(string(PURPOSE), string(""))), latin(join(string(PURPOSE), string("x"))));
        assertThat(reserved).isNotEqualTo(text);
        assertThat(why(armor(reserved.getBytes(StandardCharsets.ISO_8859_1)))).isEqualTo(Reason.MALFORMED);
        assertThat(why(armor(envelope(key, "", "", "sha512", new byte[0])))).isEqualTo(Reason.MALFORMED);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void refusesAHashThatIsNotTheOneThatWasSigned() {
        var key = SoftwareKey.of(EDWARDS);
        var good = new String(
                key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "", TOUCHED), StandardCharsets.ISO_8859_1);

        var other = good.replace("sha512", "sha256").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(why(armor(other))).isEqualTo(Reason.DOES_NOT_MATCH);
    }

    @Test
    void refusesRsaWithSha1AndShortKeys() {
        var key = SoftwareKey.of(RSA);
        assertThat(why(armor(key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "ssh-rsa", TOUCHED))))
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
        var small = SoftwareKey.rsa(1024);
        assertThat(why(small.sign(MESSAGE, PURPOSE))).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
        var nearly = SoftwareKey.rsa(2047);
        assertThat(why(nearly.sign(MESSAGE, PURPOSE))).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(strings = {SoftwareKey.SK_EDWARDS, SoftwareKey.SK_NIST})
    void aSecurityKeyMustHaveBeenTouched(String type) {
        var key = SoftwareKey.of(type);
        var verified = 4;

        assertThat(why(armor(key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "", 0))))
                .isEqualTo(Reason.NO_PRESENCE);
        assertThat(why(armor(key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "", verified))))
                .isEqualTo(Reason.NO_PRESENCE);
        assertThat(why(armor(key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "", TOUCHED | verified))))
                .isNull();
    }

    @Test
    void whetherItWasTouchedIsPartOfWhatASecurityKeySigns() {
        var key = SoftwareKey.of(SK_EDWARDS);
        var blob = key.signature(key.blob(), MESSAGE, PURPOSE, "sha512", "", 0);
        blob[blob.length - 5] = TOUCHED;

        assertThat(why(armor(blob))).isEqualTo(Reason.DOES_NOT_MATCH);
    }

    @Test
    void refusesThePlainSignatureOfASecurityKeysType() {
        var key = SoftwareKey.of(EDWARDS);
        var content = key.inner(ascii("x"), "", TOUCHED);
        var claimed = join(string(SK_EDWARDS), key.fields(), string("ssh:"));

        assertThat(why(armor(join(
                        ascii("SSHSIG"),
                        uint32(1),
                        string(claimed),
                        string(PURPOSE),
                        string(""),
                        string("sha512"),
                        string(content)))))
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    @Test
    void refusesNumbersOfEcdsaThatCannotBeRight() {
        var key = SoftwareKey.of(NIST_256);
        var order = PublicKeys.curve(KeyType.Family.NIST_256).getOrder();
        var one = SoftwareKey.number(BigInteger.ONE);
        for (var numbers : List.of(
                join(string(new byte[0]), one),
                join(one, string(new byte[0])),
                join(string(new byte[1]), string(new byte[1])),
                join(SoftwareKey.number(order), one),
                join(one, SoftwareKey.number(order.add(BigInteger.ONE))),
                join(string(new byte[] {0, 1}), one),
                join(SoftwareKey.number(BigInteger.ONE.negate()), one),
                join(one, one, one),
                one)) {
            var inner = join(string(NIST_256), string(numbers));
            assertThat(why(armor(envelope(key, PURPOSE, "", "sha512", inner))))
                    .as(Arrays.toString(numbers))
                    .isEqualTo(Reason.MALFORMED);
        }
        var inner = join(string(NIST_256), string(join(one, one)));
        assertThat(why(armor(envelope(key, PURPOSE, "", "sha512", inner)))).isEqualTo(Reason.DOES_NOT_MATCH);
    }

    @Test
    void refusesValuesOfAnotherLength() {
        for (var type : List.of(EDWARDS, RSA)) {
            var key = SoftwareKey.of(type);
            for (int length : List.of(0, 63, 65, 255, 257)) {
                var inner = join(string(type.equals(RSA) ? "rsa-sha2-512" : type), string(new byte[length]));
                assertThat(why(armor(envelope(key, PURPOSE, "", "sha512", inner))))
                        .as("%s with %d bytes", type, length)
                        .isEqualTo(Reason.MALFORMED);
            }
        }
    }

    @Test
    void tellsWhatItClaimsAndGivesItsTextBack() {
        var key = SoftwareKey.of(EDWARDS);
        var armored = key.sign(MESSAGE, PURPOSE);

        var signature = SshSignature.read(armored).accepted().orElseThrow();

        assertThat(signature.claimedNamespace()).isEqualTo(PURPOSE);
        assertThat(signature.claimedKey().line()).isEqualTo(key.line());
        assertThat(signature.armored()).isEqualTo(armored);
    }
}
