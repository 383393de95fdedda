package org.commonwatch.telemetry;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.event.Unit;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as tests look at it.
 *
 * @param texts in the form {@code SIGNATURE ET SCAN}
 */
public record ReadLine(
        Instant time,
        @Nullable Observable source,
        @Nullable Observable target,
        Classified classified,
        List<String> texts) {
    public record Classified(Unit unit, Kind kind, boolean established, boolean zoned) {}

    public static ReadLine of(Events events, int i) {
        List<String> texts = new ArrayList<>();
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            texts.add(events.text(j) + " " + events.textString(j));
        }
        return new ReadLine(
                events.instant(i),
                events.source(i),
                events.target(i),
                new Classified(
                        events.unit(i), events.kind(i), events.established(i), events.zoned(i)),
                texts);
    }

    public List<String> texts(Text text) {
        String start = text + " ";
        return texts.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }
}
