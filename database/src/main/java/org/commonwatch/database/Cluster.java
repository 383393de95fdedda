package org.commonwatch.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** The data directory of an embedded PostgreSQL: made, started and stopped. */
final class Cluster {
    /** The only address it listens on. */
    static final String ADDRESS = "127.0.0.1";

    /** Sizes for a laptop, written to postgresql.conf once, where an operator may change them. */
    static final String SHARED_BUFFERS = "128MB";

    // After each checkpoint every page that changes is logged whole: fewer of them, less to log.
    private static final String MAX_WAL_SIZE = "2GB";

    static final int MAX_CONNECTIONS = 50;

    /** Ports that others may take from under us before we give up. */
    static final int PORT_ATTEMPTS = 5;

    /** How long backends of a killed postmaster may finish what they do. */
    static final Duration ORPHANS_LEAVE = Duration.ofSeconds(2);

    /** How long somebody we cannot see may hold on to the shared memory of a killed postmaster. */
    static final Duration MEMORY_FREED = Duration.ofSeconds(15);

    private static final Duration CREATE_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LIMIT = Duration.ofMinutes(5); // with crash recovery
    private static final Duration FAST_LIMIT = Duration.ofSeconds(45); // with a checkpoint
    private static final Duration IMMEDIATE_LIMIT = Duration.ofSeconds(10);
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final Folder home;
    private final Path data;
    private final Binaries binaries;
    private final Unprivileged user;
    private final ServerLog log;
    private final Occupants occupants;

    Cluster(Folder home, Binaries binaries, Unprivileged user) {
        this.home = home;
        this.data = home.path().resolve("cluster");
        this.binaries = binaries;
        this.user = user;
        this.log = ServerLog.in(home);
        this.occupants = new Occupants(home.path());
    }

    /** Makes the cluster if there is none, and refuses what is not ours to open. */
    Password prepare() throws IOException {
        if (!Files.exists(data)) {
            return create();
        }
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new DatabaseException(new DatabaseRefusal.NotACluster(data));
        }
        String found = Files.readString(version).strip();
        if (!found.equals(Binaries.MAJOR)) {
            throw new DatabaseException(
                    new DatabaseRefusal.OtherVersion(data, found, Binaries.MAJOR));
        }
        return Password.read(home);
    }

    private Password create() throws IOException {
        // Made aside: what is called "cluster" is whole, and its password is kept.
        var fresh = new Folder(home.path().resolve("cluster.new"));
        fresh.delete();
        Password password = Password.create(home);
        Command initdb =
                user.command(
                        home.path(),
                        CREATE_LIMIT,
                        binaries.program("initdb"),
                        "--pgdata=" + fresh.path(),
                        "--username=" + Accounts.SUPERUSER,
                        "--pwfile=" + password.file(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // PostgreSQL's own UTF-8 rules: the same order on every machine, which
                        // those of the C library (and ICU) are not, for indexes kept for years.
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--set=shared_buffers=" + SHARED_BUFFERS,
                        "--set=max_wal_size=" + MAX_WAL_SIZE,
                        "--set=max_connections=" + MAX_CONNECTIONS);
        switch (initdb.run()) {
            case Command.Outcome.Done() -> fresh.become(data);
            case Command.Outcome.Failed(String reason) ->
                    throw new DatabaseException(new DatabaseRefusal.NotCreated(data, reason));
        }
        return password;
    }

    /** Starts it and returns its port. */
    int start(IntSupplier ports) throws IOException {
        log.beginAnewIfFull();
        long giveUp = System.nanoTime() + MEMORY_FREED.toNanos();
        int portsTaken = 0;
        while (true) {
            int port = ports.getAsInt();
            long before = log.end();
            if (!(pgCtlStart(port) instanceof Command.Outcome.Failed(String reason))) {
                return port;
            }
            String said = log.since(before);
            Setback setback = Setback.in(said);
            if (setback == Setback.PORT_TAKEN && ++portsTaken < PORT_ATTEMPTS) {
                continue;
            }
            if (setback == Setback.MEMORY_IN_USE && System.nanoTime() - giveUp < 0) {
                Patience.rest(RETRY_PAUSE);
                continue;
            }
            String lines = ServerLog.lastLines(said);
            throw new DatabaseException(
                    new DatabaseRefusal.NotStarted(data, lines.isEmpty() ? reason : lines));
        }
    }

    private Command.Outcome pgCtlStart(int port) {
        // pg_ctl, not postgres itself: it gives the server a session of its own (setsid), so that
        // a Ctrl-C meant for us lets us finish before we stop it.
        return pgCtl(
                START_LIMIT,
                "start",
                "--log=" + log.file(),
                "--options=" + String.join(" ", promises(port)));
    }

    /** What nobody may change in postgresql.conf, which the command line overrules. */
    private static List<String> promises(int port) {
        return List.of(
                "-c port=" + port,
                "-c listen_addresses=" + ADDRESS,
                // No socket file: one surface fewer, and no limit of 107 bytes on its path.
                "-c unix_socket_directories=",
                "-c password_encryption=scram-sha-256",
                "-c fsync=on",
                "-c full_page_writes=on",
                "-c synchronous_commit=on");
    }

    /** The process that was started, while it lives. */
    Optional<ProcessHandle> postmaster() throws IOException {
        return noted().filter(occupants::has);
    }

    private Optional<ProcessHandle> noted() throws IOException {
        Path file = pidFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[1-9][0-9]{0,9}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
    }

    /** Ends every process of the cluster, whoever started it; refuses if one remains. */
    void stop() throws IOException {
        Optional<ProcessHandle> postmaster = postmaster();
        if (postmaster.isPresent() && !stopped("fast", FAST_LIMIT)) {
            stopped("immediate", IMMEDIATE_LIMIT);
        }
        if (!occupants.leaveWithin(ORPHANS_LEAVE)) {
            List<ProcessHandle> left = occupants.all();
            LOG.warn("Killing what is left of the PostgreSQL in {}: {}", data, numbers(left));
            left.forEach(ProcessHandle::destroyForcibly);
        }
        if (!occupants.leaveWithin(KILLED_WITHIN)) {
            throw new DatabaseException(
                    new DatabaseRefusal.StillRunning(data, numbers(occupants.all())));
        }
        forgetStranger();
    }

    private boolean stopped(String mode, Duration limit) {
        return switch (pgCtl(limit, "stop", "--mode=" + mode)) {
            case Command.Outcome.Done() -> true;
            case Command.Outcome.Failed(String reason) -> {
                LOG.warn("PostgreSQL in {} did not stop ({}): {}", data, mode, reason);
                yield false;
            }
        };
    }

    /**
     * Removes a postmaster.pid whose number now belongs to another program, for PostgreSQL, which
     * asks only whether the number is in use, would refuse to start. It judges every other case
     * itself, and its own check of the shared memory stays in force.
     */
    private void forgetStranger() throws IOException {
        if (noted().filter(occupants::isStranger).isPresent()) {
            Files.deleteIfExists(pidFile());
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private static String numbers(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> Long.toString(process.pid()))
                .collect(Collectors.joining(", "));
    }

    private Command.Outcome pgCtl(Duration limit, String action, String... more) {
        var words = new ArrayList<String>();
        words.add(binaries.program("pg_ctl"));
        words.add(action);
        words.add("--pgdata=" + data);
        words.add("--wait");
        words.add("--timeout=" + limit.toSeconds());
        words.addAll(List.of(more));
        return user.command(home.path(), limit.plus(MARGIN), words.toArray(String[]::new)).run();
    }

    /** What can go wrong at a start that a second attempt may cure. */
    private enum Setback {
        PORT_TAKEN("could not create any TCP/IP sockets"),
        MEMORY_IN_USE("pre-existing shared memory block"),
        OTHER("");

        private final String sign;

        Setback(String sign) {
            this.sign = sign;
        }

        static Setback in(String log) {
            for (Setback setback : values()) {
                if (log.contains(setback.sign)) {
                    return setback;
                }
            }
            return OTHER;
        }
    }
}
