package io.castellan.resource.group;

import io.castellan.resource.KindKey;
import io.castellan.resource.Room;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.keyed.ConfigExecutor;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.resource.keyed.LiveConfigs;
import io.castellan.resource.keyed.NamedCaptor;
import io.castellan.resource.keyed.NamedSettings;
import java.util.List;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;

/** Settings of groups. */
public final class GroupRoom {
    static final KindKey<KeyedSpec, KeyedState> KEY =
            new KindKey<>("group-config", "group settings", KeyedSpec.class, KeyedState.class);
    static final LiveConfigs LIVE =
            new LiveConfigs(KEY, ConfigResource.Type.GROUP, ConfigSource.DYNAMIC_GROUP_CONFIG, Catalogue.group());

    private static final String SECTION = "groupConfigs";

    private GroupRoom() {}

    /** The section {@code groupConfigs}, the kind {@code group-config}, and the step {@code group-config.alter}. */
    public static Room room() {
        return new Room(
                List.of(new NamedSettings(SECTION, KEY, Catalogue.group())),
                List.of(new GroupKind()),
                List.of(new GroupPlanner()),
                List.of(new ConfigExecutor(GroupPlanner.NAME, LIVE)),
                List.of(new NamedCaptor(SECTION, KEY, Catalogue.group())));
    }
}
