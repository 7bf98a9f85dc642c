package io.castellan.kafka;

import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.AlterClientQuotasOptions;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.AlterUserScramCredentialsOptions;
import org.apache.kafka.clients.admin.CreateAclsOptions;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DeleteAclsOptions;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;

/**
 * Options whose timeout is asked for at the moment at which the admin client turns it into a deadline. With a number fixed before,
 * a process that freezes in between would, when it wakes, count the same number again from then.
 */
final class LateTimeout {
    private LateTimeout() {}

    static CreateTopicsOptions createTopics(IntSupplier timeout) {
        return new CreateTopicsOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static CreatePartitionsOptions createPartitions(IntSupplier timeout) {
        return new CreatePartitionsOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static DeleteTopicsOptions deleteTopics(IntSupplier timeout) {
        return new DeleteTopicsOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static AlterConfigsOptions alterConfigs(IntSupplier timeout) {
        return new AlterConfigsOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static CreateAclsOptions createAcls(IntSupplier timeout) {
        return new CreateAclsOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static DeleteAclsOptions deleteAcls(IntSupplier timeout) {
        return new DeleteAclsOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static AlterClientQuotasOptions alterClientQuotas(IntSupplier timeout) {
        return new AlterClientQuotasOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static AlterUserScramCredentialsOptions alterUserScramCredentials(IntSupplier timeout) {
        return new AlterUserScramCredentialsOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }

    static UpdateFeaturesOptions updateFeatures(IntSupplier timeout) {
        return new UpdateFeaturesOptions() {
            @Override
            public Integer timeoutMs() {
                return timeout.getAsInt();
            }
        };
    }
}
