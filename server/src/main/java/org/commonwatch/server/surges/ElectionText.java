package org.commonwatch.server.surges;

import org.commonwatch.insight.surge.Occasion;

import java.time.LocalDate;
import java.util.List;

/**
 * An election as it is told.
 *
 * @param date when it is, as far as is known now
 * @param planned the date first set
 */
record ElectionText(
        String id,
        String name,
        String kind,
        String jurisdiction,
        List<String> offices,
        LocalDate date,
        LocalDate planned,
        List<Moved> postponements) {
    /** From when on another date was known. */
    record Moved(LocalDate announced, LocalDate date) {}

    static ElectionText of(Occasion occasion) {
        return new ElectionText(
                occasion.id(),
                occasion.name(),
                occasion.kind(),
                occasion.contest().jurisdiction(),
                occasion.contest().offices(),
                occasion.date(),
                occasion.schedule().planned(),
                occasion.schedule().postponements().stream()
                        .map(each -> new Moved(each.announced(), each.to()))
                        .toList());
    }
}
