package org.commonwatch.telemetry.vector;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All that was read of some lines, to compare with what another read.
 *
 * @param events each as a text of all its columns
 * @param rejected each with its number, offset and reason
 */
record Reading(List<String> events, List<Rejected> rejected, long skipped, long lines) {
    private static final Reading NOTHING = new Reading(List.of(), List.of(), 0, 0);

    /** What the reader makes of all the chunks. */
    static Reading of(SensorReader reader, List<Chunk.Lines> chunks) {
        Reading all = NOTHING;
        for (Chunk.Lines chunk : chunks) {
            Batch batch = new Batch();
            batch.clear(chunk);
            reader.read(chunk, batch);
            all = all.and(of(batch));
        }
        return all;
    }

    /** What is in a batch. */
    static Reading of(Batch batch) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < batch.events().count(); i++) {
            said.add(said(batch.events(), i));
        }
        return new Reading(said, List.copyOf(batch.rejected()), batch.skipped(), batch.lines());
    }

    private Reading and(Reading after) {
        if (lines == 0) {
            return after;
        }
        List<String> allEvents = new ArrayList<>(events);
        allEvents.addAll(after.events);
        List<Rejected> allRejected = new ArrayList<>(rejected);
        allRejected.addAll(after.rejected);
        return new Reading(allEvents, allRejected, skipped + after.skipped, lines + after.lines);
    }

    private static String said(Events events, int i) {
        StringBuilder said = new StringBuilder(200);
        said.append(events.time(i)).append(events.zoned(i) ? " from " : " (unzoned) from ");
        said.append(events.source(i)).append(':').append(events.sourcePort(i)).append(" to ");
        said.append(events.target(i)).append(':').append(events.targetPort(i));
        said.append(" protocol ").append(events.protocol(i));
        said.append(" severity ").append(events.severity(i));
        said.append(" type ").append(events.type(i));
        said.append(" facts ").append(Integer.toBinaryString(events.facts(i)));
        said.append(' ').append(events.alertKind(i)).append(' ').append(events.unit(i));
        said.append(' ').append(events.kind(i)).append(' ').append(events.established(i));
        List<String> texts = new ArrayList<>();
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            texts.add(events.text(j) + "=" + events.textString(j));
        }
        Collections.sort(texts);
        return said.append(' ').append(texts).toString();
    }
}
