package org.commonwatch.server.peers;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours in which nobody is to be disturbed, every day: {@code 22:00-06:00}, in UTC or in the time
 * zone that follows.
 *
 * @param said as it was written; empty if there are none
 */
public record Quiet(String said) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})(?: (\\S+))?");

    /** Refuses what are no hours. */
    public Quiet {
        try {
            Matcher form = FORM.matcher(said);
            if (!said.isEmpty()) {
                if (!form.matches()) {
                    throw new DateTimeException("no hours");
                }
                LocalTime.parse(form.group(1));
                LocalTime.parse(form.group(2));
                zone(form);
            }
        } catch (DateTimeException e) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "'" + said + "' are no hours.",
                            "Write them as 22:00-06:00, and a time zone behind them if it is not"
                                    + " UTC."));
        }
    }

    /** When the hours end in which an instant is; empty if it is in none. */
    Optional<Instant> end(Instant at) {
        Matcher form = FORM.matcher(said);
        if (!form.matches()) {
            return Optional.empty();
        }
        LocalTime from = LocalTime.parse(form.group(1));
        LocalTime to = LocalTime.parse(form.group(2));
        ZonedDateTime now = at.atZone(zone(form));
        LocalTime time = now.toLocalTime();
        boolean overnight = !from.isBefore(to);
        boolean within =
                overnight
                        ? !time.isBefore(from) || time.isBefore(to)
                        : !time.isBefore(from) && time.isBefore(to);
        if (!within) {
            return Optional.empty();
        }
        int days = time.isBefore(to) ? 0 : 1;
        return Optional.of(
                now.toLocalDate().plusDays(days).atTime(to).atZone(zone(form)).toInstant());
    }

    private static ZoneId zone(Matcher form) {
        return ZoneId.of(form.group(3) == null ? "UTC" : form.group(3));
    }
}
