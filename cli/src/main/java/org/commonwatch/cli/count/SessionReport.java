package org.commonwatch.cli.count;

import org.commonwatch.telemetry.event.SessionRule;
import org.commonwatch.telemetry.session.SessionCounts;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sessions of a run, with what their numbers must carry.
 *
 * @param spilledBytes how many were kept in a file because memory had no room
 */
public record SessionReport(SessionRule rule, SessionCounts counts, long spilledBytes) {
    void text(PrintWriter out) {
        out.println(rule.sentence());
        if (counts.withoutAddresses() > 0) {
            out.printf(
                    "events in no session, since source or target is not known: %,d%n",
                    counts.withoutAddresses());
        }
    }

    Map<String, Object> json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("gapSeconds", rule.gap().toSeconds());
        report.put("prefix4", rule.prefix4());
        report.put("prefix6", rule.prefix6());
        report.put("count", counts.total());
        report.put("eventsWithoutAddresses", counts.withoutAddresses());
        report.put("spilledBytes", spilledBytes);
        return report;
    }
}
