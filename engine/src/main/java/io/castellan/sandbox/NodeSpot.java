package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A node's fixed facts between starts. The version is the node's own, so that one node can run another than its peers.
 *
 * @param port client listener
 * @param controllerPort controller listener
 */
record NodeSpot(int id, String kafkaVersion, Optional<String> rack, int port, int controllerPort) {
    NodeSpot {
        requireNonNull(kafkaVersion, "kafkaVersion");
        requireNonNull(rack, "rack");
    }

    NodeSpot withRack(Optional<String> newRack) {
        return new NodeSpot(id, kafkaVersion, newRack, port, controllerPort);
    }

    NodeSpot withPorts(int newPort, int newControllerPort) {
        return new NodeSpot(id, kafkaVersion, rack, newPort, newControllerPort);
    }
}
