package org.commonwatch.telemetry.counting;

import org.commonwatch.stix.Sighting;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.actor.Actors;
import org.commonwatch.telemetry.actor.Distinct;
import org.commonwatch.telemetry.actor.Leaders;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Rejected;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A tally as bytes, so that what several processes or machines counted can be added up.
 *
 * @param databases where its countries and autonomous systems are from
 */
public record TallyState(Tally tally, List<Database> databases) {
    private static final byte[] MARK = "cwtally2".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECK_BYTES = 8;
    private static final Unit[] UNITS = Unit.values();
    private static final Kind[] KINDS = Kind.values();
    private static final Reason[] REASONS = Reason.values();

    public TallyState {
        databases = List.copyOf(databases);
    }

    /** Both together; see {@link Tally#and}. */
    public TallyState and(TallyState other) {
        return new TallyState(
                tally.and(other.tally),
                Stream.concat(databases.stream(), other.databases.stream()).distinct().toList());
    }

    /** The bytes, of which {@link #parse} makes the same again. */
    public byte[] bytes() {
        var out = new StateOut();
        words().forEach(out::text);
        out.text(tally.rule().id());
        out.number(tally.rule().version());
        out.each(
                databases,
                database -> {
                    out.text(database.name());
                    out.text(database.attribution());
                });
        out.each(tally.segments(), out::text);
        LineAccount lines = tally.lines();
        out.number(lines.counted());
        out.number(lines.context());
        out.number(lines.skipped());
        out.number(lines.rejected());
        out.number(lines.withoutZone());
        tally.cells().write(out);
        actors(out, tally.actors());
        sightings(out, tally.sightings());
        sightings(out, tally.claimed());
        rejects(out, tally.rejects());
        byte[] state = out.written();
        return ByteBuffer.allocate(MARK.length + state.length + CHECK_BYTES)
                .put(MARK)
                .put(state)
                .putLong(check(state, 0, state.length))
                .array();
    }

    /** The tally that the bytes are. Throws {@link TelemetryRefusedException} if they are none. */
    public static TallyState parse(byte[] bytes) {
        int end = bytes.length - CHECK_BYTES;
        if (end < MARK.length || !Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.NoState("it does not begin like one"));
        }
        long check = ByteBuffer.wrap(bytes, end, CHECK_BYTES).getLong();
        if (check != check(bytes, MARK.length, end - MARK.length)) {
            throw StateIn.damaged();
        }
        try {
            return read(new StateIn(bytes, MARK.length, end));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw StateIn.damaged(); // by somebody who made the check right
        }
    }

    private static long check(byte[] bytes, int from, int length) {
        var sum = new CRC32C();
        sum.update(bytes, from, length);
        return sum.getValue();
    }

    // Numbers of units, kinds and reasons are places in these lists.
    private static Stream<String> words() {
        return Stream.of(Arrays.toString(UNITS), Arrays.toString(KINDS), Arrays.toString(REASONS));
    }

    private static TallyState read(StateIn in) {
        words().forEach(word -> {
            if (!in.text().equals(word)) {
                throw new TelemetryRefusedException(
                        new TelemetryRefusal.NoState("another version wrote it"));
            }
        });
        var rule = new RuleId(in.text(), in.number(Integer.MAX_VALUE));
        List<Database> databases = in.each(() -> new Database(in.text(), in.text()));
        List<String> segments = in.each(in::text);
        var lines =
                new LineAccount(in.number(), in.number(), in.number(), in.number(), in.number());
        Cells cells = Cells.read(in);
        Actors actors = actors(in);
        var sightings = sightings(in);
        var claimed = sightings(in);
        Rejects rejects = rejects(in);
        in.end();
        return new TallyState(
                new Tally(
                        rule,
                        new Tally.Intake(new HashSet<>(segments), lines, rejects),
                        cells,
                        actors,
                        new Tally.Matches(sightings, claimed)),
                databases);
    }

    private static void sightings(StateOut out, Map<Sighting.Window, Sighting.Seen> sightings) {
        out.each(
                sightings,
                (window, seen) -> {
                    out.text(window.indicator().toString());
                    out.text(window.sensor());
                    out.instant(window.hour());
                    out.number(seen.count());
                    out.instant(seen.first());
                    out.instant(seen.last());
                });
    }

    private static Map<Sighting.Window, Sighting.Seen> sightings(StateIn in) {
        return in.each(
                () -> new Sighting.Window(StixId.parse(in.text()), in.text(), in.instant()),
                () -> new Sighting.Seen(in.number(), in.instant(), in.instant()));
    }

    @SuppressWarnings("EnumOrdinal") // the words are written beside
    private static void rejects(StateOut out, Rejects rejects) {
        out.each(
                rejects.byReason(),
                (reason, count) -> {
                    out.number(reason.ordinal());
                    out.number(count);
                });
        out.each(
                rejects.first(),
                line -> {
                    out.number(line.line());
                    out.number(line.offset());
                    out.number(line.reason().ordinal());
                    out.text(line.detail());
                });
    }

    private static Rejects rejects(StateIn in) {
        return new Rejects(
                in.each(() -> in.of(REASONS), in::number),
                in.each(() -> new Rejected(in.number(), in.number(), in.of(REASONS), in.text())));
    }

    @SuppressWarnings("EnumOrdinal") // the words are written beside
    private static void actors(StateOut out, Actors actors) {
        out.each(
                actors.hours(),
                (scope, parties) -> {
                    out.instant(scope.hour());
                    out.text(scope.sensor());
                    out.number(scope.unit().ordinal());
                    out.flag(scope.established());
                    parties(out, parties);
                });
        out.each(
                actors.days(),
                (scope, parties) -> {
                    out.instant(scope.day());
                    out.number(scope.unit().ordinal());
                    out.number(scope.kind().ordinal());
                    out.flag(scope.established());
                    out.text(scope.sector());
                    parties(out, parties);
                });
        out.each(
                actors.leaders(),
                (day, leaders) -> {
                    out.instant(day);
                    leaders(out, leaders.sources());
                    leaders(out, leaders.targets());
                    leaders(out, leaders.signatures());
                    leaders(out, leaders.claimants());
                });
        out.each(
                actors.requests(),
                (service, asked) -> {
                    out.instant(service.hour());
                    out.text(service.sensor());
                    out.number(service.unit().ordinal());
                    out.number(service.kind().ordinal());
                    out.number(service.port());
                    out.number(service.question());
                    out.number(asked.count());
                    out.bytes(asked.sources().bytes());
                });
    }

    private static Actors actors(StateIn in) {
        return new Actors(
                in.each(
                        () ->
                                new Actors.HourScope(
                                        in.instant(), in.text(), in.of(UNITS), in.flag()),
                        () -> parties(in)),
                in.each(
                        () ->
                                new Actors.DayScope(
                                        in.instant(),
                                        in.of(UNITS),
                                        in.of(KINDS),
                                        in.flag(),
                                        in.text()),
                        () -> parties(in)),
                in.each(
                        in::instant,
                        () ->
                                new Actors.DayLeaders(
                                        leaders(in), leaders(in), leaders(in), leaders(in))),
                in.each(
                        () ->
                                new Actors.PortScope(
                                        in.instant(),
                                        in.text(),
                                        in.of(UNITS),
                                        in.of(KINDS),
                                        in.number(0xFFFF),
                                        in.number(0xFF)),
                        () -> new Actors.Requests(in.number(), Distinct.parse(in.bytes()))));
    }

    private static void parties(StateOut out, Actors.Parties parties) {
        out.bytes(parties.sources().bytes());
        out.bytes(parties.targets().bytes());
    }

    private static Actors.Parties parties(StateIn in) {
        return new Actors.Parties(Distinct.parse(in.bytes()), Distinct.parse(in.bytes()));
    }

    private static void leaders(StateOut out, Leaders leaders) {
        out.each(
                leaders.counts(),
                (name, count) -> {
                    out.text(name);
                    out.number(count);
                });
        out.number(leaders.error());
    }

    private static Leaders leaders(StateIn in) {
        return new Leaders(in.each(in::text, in::number), in.number());
    }
}
