package org.commonwatch.archive;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.ReadingOptions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What becomes of lines, as texts to compare. */
final class Fates {
    static final ReadingOptions OPTIONS = new ReadingOptions(2026);

    private Fates() {}

    /** One text for each line, all read by one reader. */
    static List<String> of(Dialect dialect, List<String> lines) {
        SensorReader reader = dialect.reader(CountingRule.ATTACKS, OPTIONS);
        List<String> fates = new ArrayList<>();
        for (String line : lines) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
            fates.add(fate(read(reader, bytes)));
        }
        return fates;
    }

    static Batch read(SensorReader reader, byte[] bytes) {
        Chunk.Lines chunk = new Chunk.Lines(bytes, 1, 0);
        Batch batch = new Batch();
        batch.clear(chunk);
        reader.read(chunk, batch);
        return batch;
    }

    private static String fate(Batch batch) {
        if (!batch.rejected().isEmpty()) {
            return "rejected: " + batch.rejected().getFirst().why();
        }
        if (batch.events().count() == 0) {
            return "skipped";
        }
        return (batch.unknown() == 0 ? "" : "not understood: ") + said(batch.events(), 0);
    }

    /** What event {@code i} says. */
    static String said(Events events, int i) {
        StringBuilder said = new StringBuilder();
        said.append(events.unit(i).label()).append(' ').append(events.kind(i).label());
        said.append(events.established(i) ? " established " : " ").append(events.instant(i));
        said.append(events.zoned(i) ? "" : "(unzoned)");
        said.append(' ').append(events.source(i)).append(':').append(events.sourcePort(i));
        said.append(" > ").append(events.target(i)).append(':').append(events.targetPort(i));
        said.append(" protocol ").append(events.protocol(i));
        said.append(" severity ").append(events.severity(i));
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            said.append(' ').append(events.text(j)).append('=').append(events.textString(j));
        }
        return said.toString();
    }
}
