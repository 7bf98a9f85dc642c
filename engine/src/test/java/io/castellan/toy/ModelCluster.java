package io.castellan.toy;

import io.castellan.resource.Cluster;
import io.castellan.resource.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A cluster that is two maps. Counts changes, and can die, fall silent or refuse at a chosen one. */
final class ModelCluster implements Cluster {
    /** Ends an apply as a kill would: nothing of ours catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    record Lamp(String uuid, Map<String, String> settings) {
        Lamp {
            settings = Map.copyOf(settings);
        }
    }

    final Map<String, Lamp> lamps = new TreeMap<>();
    final Map<String, List<String>> mills = new TreeMap<>();
    final List<String> log = new ArrayList<>();
    /** Names of lamps that the cluster takes no change of. */
    final Set<String> refused = new TreeSet<>();

    private String name = "model";
    private int uuids;
    private int dieBefore = Integer.MAX_VALUE;
    private ClusterView.Inventory inventory = ClusterView.Inventory.proved();

    ModelCluster dieBeforeChange(int number) {
        dieBefore = number;
        return this;
    }

    ModelCluster name(String id) {
        name = id;
        return this;
    }

    ModelCluster live() {
        dieBefore = Integer.MAX_VALUE;
        return this;
    }

    ModelCluster unproved(String why) {
        inventory = ClusterView.Inventory.unproved(why);
        return this;
    }

    int changes() {
        return log.size();
    }

    void createLamp(String name, Map<String, String> settings) {
        change("create " + name);
        lamps.put(name, new Lamp("u" + ++uuids, settings));
    }

    void setLamp(String name, Map<String, String> settings) {
        change("set " + name);
        var old = lamps.get(name);
        if (old == null) {
            throw new IllegalStateException("no lamp " + name);
        }
        lamps.put(name, new Lamp(old.uuid(), settings));
    }

    void deleteLamp(String name) {
        change("delete " + name);
        lamps.remove(name);
    }

    void turn(String mill, int wheel, String version) {
        change("turn " + mill + "/" + wheel);
        var wheels = new ArrayList<>(mills.getOrDefault(mill, List.of()));
        wheels.set(wheel, version);
        mills.put(mill, List.copyOf(wheels));
    }

    private void change(String what) {
        if (log.size() >= dieBefore) {
            throw new Killed();
        }
        log.add(what);
    }

    @Override
    public ClusterView view() {
        return new ClusterView(name, List.of(new ClusterView.Broker(1, Optional.empty())), inventory);
    }

    @Override
    public <T> T access(Class<T> type) {
        return type.cast(this);
    }
}
