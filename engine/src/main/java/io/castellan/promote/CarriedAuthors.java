package io.castellan.promote;

import io.castellan.git.Commit;
import io.castellan.git.Person;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who wrote what is moved, as trailers of the commit that moves it: who wrote it for one environment must not approve it for the next.
 */
public final class CarriedAuthors {
    private static final String UNKNOWN = "unknown";

    private CarriedAuthors() {}

    /**
     * @param hosts which committers are hosts of Git, and so nobody
     * @param mover who makes the commit, and is its author anyway
     * @return values of {@code Co-authored-by}, each address once, in order
     */
    public static List<String> of(Collection<Commit> commits, Predicate<Person> hosts, Person mover) {
        var people = new TreeMap<String, String>();
        for (var commit : commits) {
            Stream.concat(
                            Stream.concat(Stream.of(commit.author()), commit.coAuthors().stream()),
                            Stream.of(commit.committer()).filter(hosts.negate()))
                    .filter(person -> !person.email().equals(mover.email())
                            || person.email().isBlank())
                    .forEach(person -> {
                        var address = plain(person.email());
                        people.putIfAbsent(
                                address.equals(UNKNOWN) ? plain(person.name()).toLowerCase(Locale.ROOT) : address,
                                plain(person.name()) + " <" + address + ">");
                    });
        }
        return List.copyOf(people.values());
    }

    /** One line, and nothing that could be taken for the end of an address. Who has none is somebody whom nobody knows. */
    private static String plain(String text) {
        var line = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\s<>]+", " ").strip();
        return line.isEmpty() ? UNKNOWN : line;
    }
}
