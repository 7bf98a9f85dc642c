package io.castellan.cli;

import io.castellan.diagnostics.Failure;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaCluster;
import io.castellan.kafka.lock.ClusterLock;
import io.castellan.kafka.lock.LockApproach;
import io.castellan.kafka.lock.LockListener;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.plan.Survey;
import io.castellan.resource.Registry;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster as one command reaches it: one connection, over which everything is read, planned, applied and read back; and the way to
 * its lock, for a command that changes something.
 */
final class Contact implements Ahead.Reached {
    /**
     * A look at the cluster, which serves for one plan.
     *
     * @param ledgerHead where the ledger stood before it: what is recorded since makes the plan stale
     * @param survey what is being read
     */
    record Sight(Optional<String> ledgerHead, KafkaCluster cluster, Survey survey) {}

    private final KafkaAccess access;
    private final Registry registry;
    private Optional<Sight> first = Optional.empty();
    private Optional<LockApproach> approach = Optional.empty();

    private Contact(KafkaAccess access, Registry registry) {
        this.access = access;
        this.registry = registry;
    }

    /** Connects, and begins to look. */
    static Contact toRead(KafkaAccess access, Registry registry, Optional<String> ledgerHead) {
        return begun(new Contact(access, registry), contact -> contact.first = Optional.of(contact.sight(ledgerHead)));
    }

    /** Connects, and is on the way to the lock; looks only under it. */
    static Contact toWrite(KafkaAccess access, Registry registry, LockSettings settings, String who) {
        return begun(new Contact(access, registry), contact -> contact.approach(settings, who));
    }

    private static Contact begun(Contact contact, Consumer<Contact> beginning) {
        try {
            beginning.accept(contact);
            return contact;
        } catch (RuntimeException | Error e) {
            contact.close();
            throw e;
        }
    }

    private LockApproach approach(LockSettings settings, String who) {
        var begun = new ClusterLock(access, settings).approach(who);
        approach = Optional.of(begun);
        return begun;
    }

    private Sight sight(Optional<String> ledgerHead) {
        var cluster = KafkaCluster.open(access);
        return new Sight(ledgerHead, cluster, Survey.begin(registry, cluster, Ahead::start));
    }

    /** The look that began with the contact. */
    Sight first() {
        return first.orElseThrow(() -> new IllegalStateException("nothing is looked at before the lock"));
    }

    /** Another one, from now on. */
    Sight look(Optional<String> ledgerHead) {
        access.connectAnew();
        return sight(ledgerHead);
    }

    /**
     * @param who shown to others who want the cluster meanwhile
     * @throws Failure REFUSED when somebody else holds it or a right is missing
     */
    ClusterHold hold(LockSettings settings, String who, LockListener listener) {
        return new ClusterHold(approach.orElseGet(() -> approach(settings, who)).take(listener));
    }

    @Override
    public void close() {
        try {
            approach.ifPresent(LockApproach::close);
        } finally {
            access.close();
        }
    }
}
