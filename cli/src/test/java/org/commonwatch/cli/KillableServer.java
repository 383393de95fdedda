package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.cli.client.Client;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.testkit.Programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A server in a process of its own, which is killed with no warning and started again. */
final class KillableServer {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration END = Duration.ofMinutes(2);

    private final Path folder;
    private final String[] options;
    private final int port;
    private final AtomicReference<Process> process = new AtomicReference<>();

    /** What is killed. */
    enum Victim {
        SERVER,
        POSTGRES,
        BOTH;

        /** Each in its turn. */
        static Victim of(int turn) {
            return switch (turn % 3) {
                case 0 -> SERVER;
                case 1 -> POSTGRES;
                default -> BOTH;
            };
        }
    }

    /** With its data and its log in a folder, and these options besides. */
    KillableServer(Path folder, String... options) throws IOException {
        this.folder = folder;
        this.options = options.clone();
        this.port = Cli.freePort();
    }

    /** The same with the programs of its database unpacked already. */
    KillableServer unpacked() {
        Programs.lend(data().resolve("postgres"));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Client operator() {
        return Client.operator(url(), data().resolve("operator.token"));
    }

    /** Gives a name of a party a token. */
    Client token(String party, String name, String role) {
        Map<String, String> wanted =
                Map.of("name", name, "party", party, "role", role, "tlp", "TLP:AMBER");
        String token = operator().post("/api/v1/tokens", wanted).path("token").asString();
        return new Client(url(), name, token);
    }

    /** Starts it, and returns when it is ready. */
    void start() throws Exception {
        launch();
        Cli.await("a server", START, () -> Cli.isReady(port) || !running().isAlive());
        assertThat(running().isAlive()).as(() -> "the server started: " + log()).isTrue();
    }

    /** Starts it, and returns at once. */
    void launch() throws IOException {
        String[] start = {"serve", "--data", data().toString(), "--port", "" + port};
        String[] command =
                Stream.concat(Stream.of(start), Stream.of(options)).toArray(String[]::new);
        process.set(
                Cli.command(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("server.log").toFile()))
                        .start());
    }

    /** Kills at once, and returns when the server has ended. */
    void kill(Victim victim) throws Exception {
        List<ProcessHandle> victims =
                switch (victim) {
                    case SERVER -> List.of(running().toHandle());
                    case POSTGRES -> List.of(postmaster());
                    case BOTH -> List.of(postmaster(), running().toHandle());
                };
        victims.forEach(ProcessHandle::destroyForcibly);
        assertThat(running().waitFor(END.toSeconds(), TimeUnit.SECONDS))
                .as("the server has ended")
                .isTrue();
    }

    /** Ends it in order, and sees that nothing of it is left. */
    void stop() throws Exception {
        running().destroy();
        assertThat(running().waitFor()).isEqualTo(128 + 15);
        assertThat(Cli.processesIn(folder)).isEmpty();
    }

    private Process running() {
        Process running = process.get();
        if (running == null) {
            throw new IllegalStateException("it was never started");
        }
        return running;
    }

    /** How often each cell was archived, once it has stopped. */
    Map<Cell, Long> archived() throws IOException {
        try (ArchivedEvents events = EventArchive.open(data().resolve("archive")).all()) {
            return Map.copyOf(events.count(CountingRule.ATTACKS).cells());
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Whether its database has been started. */
    boolean hasPostmaster() {
        return Files.exists(data().resolve("postgres/cluster/postmaster.pid"));
    }

    private ProcessHandle postmaster() {
        try {
            Path pid = data().resolve("postgres/cluster/postmaster.pid");
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("server.log"));
        } catch (IOException e) {
            return "no log";
        }
    }
}
