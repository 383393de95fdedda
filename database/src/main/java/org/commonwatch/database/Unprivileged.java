package org.commonwatch.database;

import com.sun.security.auth.module.UnixSystem;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to run PostgreSQL, which refuses to be root.
 *
 * <p>An ordinary user runs it directly. Root, as in many containers, runs it in a user namespace of
 * its own: there the process counts as nobody and has no power over the machine, while the kernel
 * still takes it for the owner of its files (user_namespaces(7)).
 */
record Unprivileged(List<String> prefix) {
    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final Duration TRIAL_LIMIT = Duration.ofSeconds(10);

    static Unprivileged here(Path place) {
        if (new UnixSystem().getUid() != 0) {
            return new Unprivileged(List.of());
        }
        var namespaced = new Unprivileged(NAMESPACE);
        return switch (namespaced.command(place, TRIAL_LIMIT, "true").run()) {
            case Command.Outcome.Done() -> namespaced;
            case Command.Outcome.Failed(String reason) ->
                    throw new DatabaseException(new DatabaseRefusal.RootOnly(reason));
        };
    }

    Command command(Path place, Duration limit, String... words) {
        return new Command(Stream.concat(prefix.stream(), Stream.of(words)).toList(), place, limit);
    }
}
