package org.commonwatch.cli.count;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.SpillFile;
import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;
import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.session.Sessions;

import java.nio.file.Path;
import java.util.Optional;

/** The sessions of a run, across its files and threads. */
final class SessionCount implements AutoCloseable {
    /**
     * All threads together keep no more intervals at hand: 96 MiB for IPv4 with their logs and what
     * sorting needs, and 144 MiB if there are as many of IPv6 besides.
     */
    private static final int ROW_LIMIT = 1 << 20;

    private final Optional<Open> open;

    private record Open(SessionRule rule, SpillFile spill, Sessions sessions) {}

    private SessionCount(Optional<Open> open) {
        this.open = open;
    }

    static SessionCount none() {
        return new SessionCount(Optional.empty());
    }

    /**
     * None yet.
     *
     * @param folder where to keep what is beyond the limit
     */
    static SessionCount of(SessionRule rule, Path folder) {
        return of(rule, folder, ROW_LIMIT / Runtime.getRuntime().availableProcessors());
    }

    static SessionCount of(SessionRule rule, Path folder, int rowsOfAThread) {
        var spill = new SpillFile(folder);
        int rows = Integer.highestOneBit(Math.clamp(rowsOfAThread, 4, Sessions.ROW_LIMIT));
        return new SessionCount(
                Optional.of(new Open(rule, spill, new Sessions(rule, rows, spill))));
    }

    /** A reader that also looks for sessions in what the given one reads. */
    SensorReader after(SensorReader reader) {
        return open.map(run -> guarded(run.sessions.after(reader))).orElse(reader);
    }

    // What cannot be kept is of all files, so it ends the run and not the reading of one file.
    private static SensorReader guarded(SensorReader reader) {
        return (chunk, batch) -> {
            try {
                reader.read(chunk, batch);
            } catch (ArchiveRefusedException e) {
                throw new Stop(ExitCode.FAILED, e.refusal().message(), e.refusal().remedy());
            }
        };
    }

    /** What was found, if anybody asked; nothing may be read any more. */
    Optional<SessionReport> report(String sensor) {
        return open.map(run ->
                new SessionReport(
                        run.rule, run.sessions.finish().count(sensor), run.spill.length()));
    }

    @Override
    public void close() {
        open.ifPresent(run -> run.spill.close());
    }
}
