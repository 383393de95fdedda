package org.commonwatch.server.retention;

import org.commonwatch.server.retention.Retention.Gone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What went, or would go, and what is held, as an answer has it. */
record Told(List<OfClass> classes, List<Hold> holds) {
    /** Of one class. */
    record OfClass(String name, int days, Instant before, List<OfStock> stocks) {}

    /** Rows of a table, or files of a kind. */
    record OfStock(
            String of,
            long count,
            long bytes,
            Optional<Instant> first,
            Optional<Instant> last,
            long held) {}

    static Told of(List<Gone> gone, Holds holds) {
        return new Told(gone.stream().map(Told::told).toList(), holds.all());
    }

    private static OfClass told(Gone gone) {
        return new OfClass(
                gone.of().label(),
                gone.days(),
                gone.before(),
                gone.accounts().stream()
                        .map(each ->
                                new OfStock(
                                        each.of(),
                                        each.count(),
                                        each.bytes(),
                                        Optional.ofNullable(each.first()),
                                        Optional.ofNullable(each.last()),
                                        each.held()))
                        .toList());
    }
}
