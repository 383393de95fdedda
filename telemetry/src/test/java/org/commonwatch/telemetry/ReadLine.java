package org.commonwatch.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A record as tests look at it.
 *
 * @param texts in the form {@code SIGNATURE ET SCAN}, sorted
 */
public record ReadLine(
        Instant time,
        @Nullable Observable source,
        @Nullable Observable target,
        Classified classified,
        List<String> texts) {
    public static final String SKIPPED = "skipped";

    public record Classified(Unit unit, Kind kind, boolean established, boolean zoned) {}

    public static ReadLine of(Events events, int i) {
        List<String> texts = new ArrayList<>();
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            texts.add(events.text(j) + " " + events.textString(j));
        }
        Collections.sort(texts);
        return new ReadLine(
                events.instant(i),
                events.source(i),
                events.target(i),
                new Classified(
                        events.unit(i), events.kind(i), events.established(i), events.zoned(i)),
                texts);
    }

    /** What became of each line, in order: a ReadLine, a Rejected, or {@link #SKIPPED}. */
    public static List<Object> all(SensorReader reader, List<? extends Chunk> chunks) {
        List<Object> fates = new ArrayList<>();
        for (Chunk chunk : chunks) {
            switch (chunk) {
                case Chunk.TooLong(long line, long offset) ->
                        fates.add(new Rejected(line, offset, Reason.TOO_LONG, ""));
                case Chunk.Lines lines ->
                        lines.forEach((from, to, number) -> {
                            int end = to;
                            while (end < lines.to() && lines.bytes()[end] != '\n') {
                                end++;
                            }
                            var one =
                                    new Chunk.Lines(
                                            lines.bytes(),
                                            from,
                                            Math.min(end + 1, lines.to()),
                                            number,
                                            lines.offset() + from - lines.from());
                            fates.add(one(reader, one));
                        });
            }
        }
        return fates;
    }

    private static Object one(SensorReader reader, Chunk.Lines line) {
        Batch batch = new Batch();
        batch.clear(line);
        reader.read(line, batch);
        assertThat(batch.lines()).isEqualTo(1);
        assertThat(batch.events().count() + batch.skipped() + batch.rejected().size()).isEqualTo(1);
        if (batch.skipped() > 0) {
            return SKIPPED;
        }
        return batch.rejected().isEmpty() ? of(batch.events(), 0) : batch.rejected().getFirst();
    }

    public List<String> texts(Text text) {
        String start = text + " ";
        return texts.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }
}
