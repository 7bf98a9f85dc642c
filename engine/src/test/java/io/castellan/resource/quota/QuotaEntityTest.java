package io.castellan.resource.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;

/** Names of entities are told apart and read back, whatever is in them. */
class QuotaEntityTest {
    private static final long SEED = Long.getLong("castellan.test.seed", 20261121L);
    private static final List<String> PIECES =
            List.of("a", "B7", ",", "=", "\"", "\\", "<default>", " ", "user=", "ü", "CN=x,O=y", "/", "@", "\n");

    @Test
    void plainNamesAreAsTheyAreAndOthersAreQuoted() {
        assertThat(entity("user", "billing", "client-id", null).id())
                .hasToString("quota/client-id=<default>,user=billing");
        assertThat(entity("user", "CN=a,O=\"b\"").id()).hasToString("quota/user=\"CN=a,O=\\\"b\\\"\"");
    }

    @Test
    void aUserWhoIsCalledDefaultIsNotTheDefault() {
        assertThat(entity("user", "<default>").id())
                .isNotEqualTo(entity("user", null).id());
        assertThat(QuotaEntity.parse(entity("user", "<default>").id())).isEqualTo(entity("user", "<default>"));
    }

    @Test
    void everyEntityIsReadBackFromItsNameAndFromKafka() {
        System.out.println("seed " + SEED + " (-Dcastellan.test.seed)");
        var random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            var entity = random.nextInt(5) == 0
                    ? entity("ip", name(random))
                    : random.nextBoolean()
                            ? entity("user", name(random))
                            : entity("user", name(random), "client-id", name(random));

            assertThat(QuotaEntity.parse(entity.id())).isEqualTo(entity);
            assertThat(QuotaEntity.of(entity.toKafka())).isEqualTo(entity);
        }
    }

    private static @org.jspecify.annotations.Nullable String name(Random random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        var name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return name.toString();
    }

    private static QuotaEntity entity(@org.jspecify.annotations.Nullable String... parts) {
        Map<String, Optional<String>> map = new HashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            map.put(Optional.ofNullable(parts[i]).orElseThrow(), Optional.ofNullable(parts[i + 1]));
        }
        return new QuotaEntity(map);
    }

    @Test
    void defaultsAreNullForKafka() {
        assertThat(entity("user", null).toKafka().entries()).containsEntry(ClientQuotaEntity.USER, null);
        assertThat(entity("ip", null).isIp()).isTrue();
    }
}
