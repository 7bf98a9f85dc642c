package io.castellan.git;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.util.FS;

/** One connection after the other between a repository here and another one. */
final class Wire {
    private static final int LONGEST_REASON = 400;
    /** JGit's own runs no hooks of the other repository. */
    private static final String RECEIVE_PACK = "exec git receive-pack";

    private final Repository git;
    private final RemoteAddress address;
    private final RemoteSettings settings;

    Wire(Repository git, RemoteAddress address, RemoteSettings settings) {
        this.git = git;
        this.address = address;
        this.settings = settings;
    }

    /** Fetches references, and nothing but what they need. */
    FetchResult fetch(Collection<RefSpec> references, Patience patience) {
        requireFolder();
        try (var transport = open(patience)) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            return transport.fetch(new FetchProgress(settings.progress(), patience), references);
        } catch (TransportException | NotSupportedException e) {
            throw failed("fetch from", e, patience);
        }
    }

    /**
     * Asks the other side to move one reference.
     *
     * @return what it said
     * @throws Failure UNREACHABLE if it cannot be known whether it moved
     */
    RemoteRefUpdate push(RemoteRefUpdate update, Patience patience) {
        requireFolder();
        try (var transport = open(patience)) {
            if (address.folder().isPresent()) {
                transport.setOptionReceivePack(RECEIVE_PACK);
            }
            var result = transport.push(new FetchProgress(line -> {}, patience), List.of(update));
            return result.getRemoteUpdate(update.getRemoteName());
        } catch (TransportException | NotSupportedException e) {
            throw failed("push to", e, patience);
        }
    }

    /**
     * The branches over there: ids by name. Nothing is fetched.
     *
     * @throws Failure UNREACHABLE if it does not answer
     */
    SortedMap<String, String> heads(Patience patience) {
        requireFolder();
        try (var transport = open(patience);
                var connection = transport.openFetch()) {
            var heads = new TreeMap<String, String>();
            for (var ref : connection.getRefs()) {
                if (ref.getName().startsWith(Constants.R_HEADS) && ref.getObjectId() != null) {
                    heads.put(
                            ref.getName().substring(Constants.R_HEADS.length()),
                            ref.getObjectId().name());
                }
            }
            return heads;
        } catch (TransportException | NotSupportedException e) {
            throw failed("read", e, patience);
        }
    }

    /**
     * Begins a push and sends nothing: whoever may push nothing at all is turned away at once. What the other side lets be done with a
     * certain branch it says only when that is tried.
     *
     * @throws Failure UNREACHABLE if it does not let us
     */
    void knock(Patience patience) {
        requireFolder();
        requireWritable();
        try (var transport = open(patience)) {
            if (address.folder().isPresent()) {
                transport.setOptionReceivePack(RECEIVE_PACK);
            }
            transport.openPush().close();
        } catch (TransportException | NotSupportedException e) {
            throw failed("push to", e, patience);
        }
    }

    /** What a repository on a disk of this machine denies everybody; empty for another one, which tells nobody. */
    Optional<Denials> denials() {
        return address.folder().map(File::new).map(folder -> {
            requireFolder();
            try (var there = new FileRepositoryBuilder()
                    .setGitDir(RepositoryCache.FileKey.resolve(folder, FS.DETECTED))
                    .setMustExist(true)
                    .build()) {
                var config = there.getConfig();
                return new Denials(
                        config.getBoolean("receive", "denyNonFastForwards", false),
                        config.getBoolean("receive", "denyDeletes", false));
            } catch (IOException e) {
                throw GitFailures.reading("the configuration of " + address, e);
            }
        });
    }

    /** On a disk nobody is turned away before the first object is written. */
    private void requireWritable() {
        address.folder().map(Path::of).ifPresent(folder -> {
            var git = Files.isDirectory(folder.resolve(Constants.DOT_GIT)) ? folder.resolve(Constants.DOT_GIT) : folder;
            for (var part : List.of("objects", "refs")) {
                if (!Files.isWritable(git.resolve(part))) {
                    throw new Failure(
                            ExitCode.UNREACHABLE,
                            Problem.error(
                                            GitCodes.PUSH_REFUSED,
                                            "cannot push to " + address + ": " + git.resolve(part)
                                                    + " may not be written")
                                    .withHint("check the rights on that folder"));
                }
            }
        });
    }

    private Transport open(Patience patience) throws NotSupportedException, TransportException {
        var transport = Transport.open(git, address.uri());
        transport.setTimeout(patience.secondsLeft());
        transport.setCredentialsProvider(new UserCredentials());
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new SystemSsh(settings, patience));
        }
        return transport;
    }

    /** JGit would take a file for a bundle, and say of nothing that it is not supported. */
    private void requireFolder() {
        address.folder().filter(folder -> !new File(folder).isDirectory()).ifPresent(folder -> {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(GitCodes.REMOTE_UNREACHABLE, "there is no repository at " + address)
                            .withHint("is the disk mounted, the path right?"));
        });
    }

    private Failure failed(String what, Exception cause, Patience patience) {
        if (patience.isOver()) {
            return new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(
                                    GitCodes.REMOTE_UNREACHABLE,
                                    "cannot " + what + " " + address + " within "
                                            + settings.patience().toSeconds() + " s")
                            .withHint("try it with: git ls-remote " + address),
                    cause);
        }
        return new Failure(
                ExitCode.UNREACHABLE,
                Problem.error(
                                GitCodes.REMOTE_UNREACHABLE,
                                "cannot " + what + " " + address + ": " + plain(GitFailures.reason(cause)))
                        .withHint("try it with: git ls-remote " + address),
                cause);
    }

    /** What another machine says, on one line and without anything that a terminal obeys. */
    static String plain(String said) {
        var line = said.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}
