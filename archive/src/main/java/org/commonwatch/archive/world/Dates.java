package org.commonwatch.archive.world;

import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.Interval;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Span;
import org.commonwatch.archive.YamlNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * Dates as people know them: an instant, a day, a month, a year, or one of these to another with a
 * slash between. A day is its first instant in UTC; a month or year is some day of it.
 */
final class Dates {
    private Dates() {}

    /** A moment under a key that must be there. */
    static Moment moment(YamlNode node, Map<String, YamlNode> entries, String key) {
        return moment(node.needed(entries, key));
    }

    static Moment moment(YamlNode node) {
        String text = node.text();
        int slash = text.indexOf('/');
        try {
            if (slash < 0) {
                return part(text);
            }
            return new Moment(
                    part(text.substring(0, slash)).earliest(),
                    part(text.substring(slash + 1)).latest());
        } catch (DateTimeException notADate) {
            throw node.refused(
                    "'" + text + "' is no date",
                    "Write 2018-11-24, 2018-11, 2018, or two of these with a slash between.");
        } catch (AccessRefusedException e) {
            throw node.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    /** An exact instant: of a month or year the first one. */
    static Instant instant(YamlNode node) {
        return moment(node).earliest();
    }

    /** What {@code from} and {@code to} say; without {@code to} there is no end. */
    static Span span(YamlNode node, Map<String, YamlNode> entries) {
        Moment from = moment(node, entries, "from");
        Moment to = Optional.ofNullable(entries.get("to")).map(Dates::moment).orElse(Moment.NEVER);
        try {
            return new Span(from, to);
        } catch (AccessRefusedException e) {
            throw node.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    /** The same for what is always exact and may be without beginning. */
    static Interval interval(YamlNode node, Map<String, YamlNode> entries) {
        Instant from =
                Optional.ofNullable(entries.get("from")).map(Dates::instant).orElse(Instant.MIN);
        Instant to = Optional.ofNullable(entries.get("to")).map(Dates::instant).orElse(Instant.MAX);
        try {
            return new Interval(from, to);
        } catch (AccessRefusedException e) {
            throw node.refused(Refusals.what(e), e.refusal().remedy());
        }
    }

    private static Moment part(String text) {
        return switch (text.length()) {
            case 4 -> {
                Year year = Year.parse(text);
                yield days(year.atDay(1), year.atMonth(12).atEndOfMonth());
            }
            case 7 -> {
                YearMonth month = YearMonth.parse(text);
                yield days(month.atDay(1), month.atEndOfMonth());
            }
            case 10 -> {
                LocalDate day = LocalDate.parse(text);
                yield days(day, day);
            }
            default -> Moment.exactly(Instant.parse(text));
        };
    }

    private static Moment days(LocalDate first, LocalDate last) {
        return new Moment(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                last.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
