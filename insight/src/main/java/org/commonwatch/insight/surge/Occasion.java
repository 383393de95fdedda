package org.commonwatch.insight.surge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.time.LocalDate;
import java.util.List;

/**
 * A dated occasion, such as an election.
 *
 * @param kind in the words of whoever keeps the calendar, such as {@code election}
 */
public record Occasion(String id, String name, String kind, Contest contest, Schedule schedule) {

    /**
     * What is contested, and where.
     *
     * @param offices empty if nothing is contested
     */
    public record Contest(String jurisdiction, List<String> offices) {
        public Contest {
            offices = List.copyOf(offices);
        }
    }

    /** From when on another date was known. */
    public record Postponement(LocalDate announced, LocalDate to) {}

    /**
     * When it is to be, as known at different times.
     *
     * @param planned the date first set
     * @param postponements in the order in which they were announced
     */
    public record Schedule(LocalDate planned, List<Postponement> postponements) {
        public Schedule {
            postponements = List.copyOf(postponements);
            for (Postponement each : postponements) {
                if (each.to().isBefore(each.announced())) {
                    throw new InsightRefusedException(
                            new InsightRefusal.OutOfRange(
                                    "date that was announced on " + each.announced(),
                                    each.to().toString(),
                                    "a date that was still to come"));
                }
            }
            for (int i = 1; i < postponements.size(); i++) {
                LocalDate before = postponements.get(i - 1).announced();
                LocalDate after = postponements.get(i).announced();
                if (after.isBefore(before)) {
                    throw new InsightRefusedException(
                            new InsightRefusal.OutOfRange(
                                    "announcement after that of " + before,
                                    after.toString(),
                                    "postponements in the order of their announcements"));
                }
            }
        }
    }

    /** An occasion that contests nothing and was not postponed. */
    public static Occasion of(String id, String name, String kind, LocalDate date) {
        return new Occasion(
                id, name, kind, new Contest("", List.of()), new Schedule(date, List.of()));
    }

    /** When it is, as far as is known now. */
    public LocalDate date() {
        return dateKnownOn(LocalDate.MAX);
    }

    /** When it was to be, as known on a day. */
    public LocalDate dateKnownOn(LocalDate day) {
        LocalDate date = schedule.planned();
        for (Postponement postponement : schedule.postponements()) {
            if (!postponement.announced().isAfter(day)) {
                date = postponement.to();
            }
        }
        return date;
    }
}
