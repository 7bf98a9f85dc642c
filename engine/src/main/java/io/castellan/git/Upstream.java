package io.castellan.git;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** The repository that another one pushes to, asked without changing anything here or there. */
public final class Upstream {
    private final Wire wire;
    private final RemoteAddress address;
    private final RemoteSettings settings;

    private Upstream(Wire wire, RemoteAddress address, RemoteSettings settings) {
        this.wire = Objects.requireNonNull(wire, "wire");
        this.address = address;
        this.settings = settings;
    }

    /**
     * @return empty where the repository has no remote
     * @throws io.castellan.diagnostics.Failure INPUT if its address is none that may be used
     */
    public static Optional<Upstream> of(GitRepository repository, RemoteSettings settings) {
        var git = repository.jgit();
        return Remote.toPush(git.getConfig(), repository.branch())
                .map(RemoteAddress::parse)
                .map(address -> new Upstream(new Wire(git, address, settings), address, settings));
    }

    /**
     * The branches over there now: ids by name.
     *
     * @throws io.castellan.diagnostics.Failure UNREACHABLE if it does not answer
     */
    public SortedMap<String, String> heads() {
        return wire.heads(patience());
    }

    /**
     * Begins a push and sends nothing.
     *
     * @throws io.castellan.diagnostics.Failure UNREACHABLE where whoever we are may push nothing there
     */
    public void knock() {
        wire.knock(patience());
    }

    /** What it denies whoever pushes; empty where that is not a repository on a disk of this machine, which tells nobody. */
    public Optional<Denials> denials() {
        return wire.denials();
    }

    private Patience patience() {
        return new Patience(settings.patience(), settings.random());
    }

    /** Fit to be shown. */
    @Override
    public String toString() {
        return address.toString();
    }
}
