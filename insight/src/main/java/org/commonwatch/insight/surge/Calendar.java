package org.commonwatch.insight.surge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Dated occasions, in the order of their dates. */
public record Calendar(List<Occasion> occasions) {
    /** No calendar has more. */
    public static final int LIMIT = 10_000;

    private static final long NEAR_DAYS = 90;

    public Calendar {
        if (occasions.size() > LIMIT) {
            throw new InsightRefusedException(
                    new InsightRefusal.OutOfRange(
                            "number of occasions",
                            Integer.toString(occasions.size()),
                            LIMIT + " or fewer"));
        }
        Set<String> ids = new HashSet<>();
        for (Occasion occasion : occasions) {
            if (!ids.add(occasion.id())) {
                throw new InsightRefusedException(new InsightRefusal.Twice(occasion.id()));
            }
        }
        occasions =
                occasions.stream()
                        .sorted(Comparator.comparing(Occasion::date).thenComparing(Occasion::id))
                        .toList();
    }

    /** The occasion of that name. */
    public Occasion occasion(String id) {
        return occasions.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new InsightRefusedException(
                                new InsightRefusal.Unknown(
                                        "occasion",
                                        id,
                                        occasions.stream().map(Occasion::id).limit(10).toList())));
    }

    /** The occasion nearest to a day, of those no further than ninety days from it. */
    public Optional<Occasion> nearest(LocalDate day) {
        return occasions.stream()
                .filter(each -> distance(each, day) <= NEAR_DAYS)
                .min(Comparator.comparingLong(each -> distance(each, day)));
    }

    private static long distance(Occasion occasion, LocalDate day) {
        return Math.abs(ChronoUnit.DAYS.between(day, occasion.date()));
    }
}
