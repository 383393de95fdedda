package org.commonwatch.insight.surge;

import org.commonwatch.insight.InsightRefusal;
import org.commonwatch.insight.InsightRefusedException;

import java.time.LocalDate;
import java.util.List;

/**
 * A dated occasion, such as an election.
 *
 * @param kind in the words of whoever keeps the calendar, such as {@code election}
 * @param offices what is contested; empty if nothing is
 * @param planned the date first set
 * @param postponements in the order in which they were announced
 */
public record Occasion(
        String id,
        String name,
        String kind,
        String jurisdiction,
        List<String> offices,
        LocalDate planned,
        List<Postponement> postponements) {

    /** From when on another date was known. */
    public record Postponement(LocalDate announced, LocalDate to) {}

    public Occasion {
        offices = List.copyOf(offices);
        postponements = List.copyOf(postponements);
        for (int i = 1; i < postponements.size(); i++) {
            LocalDate before = postponements.get(i - 1).announced();
            LocalDate after = postponements.get(i).announced();
            if (after.isBefore(before)) {
                throw new InsightRefusedException(
                        new InsightRefusal.OutOfRange(
                                "announcement after that of " + before + " of '" + id + "'",
                                after.toString(),
                                "postponements in the order of their announcements"));
            }
        }
    }

    /** An occasion that was not postponed. */
    public static Occasion of(String id, String name, String kind, LocalDate date) {
        return new Occasion(id, name, kind, "", List.of(), date, List.of());
    }

    /** When it is, as far as is known now. */
    public LocalDate date() {
        return postponements.isEmpty() ? planned : postponements.getLast().to();
    }

    /** When it was to be, as known on a day. */
    public LocalDate dateKnownOn(LocalDate day) {
        LocalDate date = planned;
        for (Postponement postponement : postponements) {
            if (!postponement.announced().isAfter(day)) {
                date = postponement.to();
            }
        }
        return date;
    }
}
