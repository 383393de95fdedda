package org.commonwatch.insight.surge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Tells a surge in plain words; none of them says why it is. */
final class Words {
    private Words() {}

    static Surge with(Surge surge) {
        return new Surge(
                surge.from(),
                surge.to(),
                surge.ratio(),
                surge.ratioInterval(),
                surge.excess(),
                surge.kinds(),
                surge.sectors(),
                surge.change(),
                surge.nearest(),
                reason(surge));
    }

    private static String reason(Surge surge) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "From %s to %s %.2f times as much was counted as expected (95 %% interval"
                                + " %.2f to %.2f), %.0f more.",
                        day(surge.from()),
                        day(surge.to().minusMillis(1)),
                        surge.ratio(),
                        surge.ratioInterval().low(),
                        surge.ratioInterval().high(),
                        surge.excess()));
        parts(text, "by kind", surge.kinds());
        parts(text, "by sector", surge.sectors());
        text.append(
                String.format(
                        Locale.ROOT,
                        " It began on %s, or between %s and %s.",
                        day(surge.change().likeliest()),
                        day(surge.change().earliest()),
                        day(surge.change().latest())));
        surge.nearest().ifPresent(occasion -> occasion(text, surge, occasion));
        return text.toString();
    }

    private static void parts(StringBuilder text, String which, List<Surge.Share> shares) {
        if (shares.isEmpty()) {
            return;
        }
        List<String> parts =
                shares.stream()
                        .map(each -> String.format(Locale.ROOT, "%s %.0f %%", each.name(), 100 * each.share()))
                        .toList();
        text.append(" Most of it ")
                .append(which)
                .append(": ")
                .append(String.join(", ", parts))
                .append('.');
    }

    private static void occasion(StringBuilder text, Surge surge, Occasion occasion) {
        long days = ChronoUnit.DAYS.between(day(surge.from()), occasion.date());
        String where = days >= 0 ? days + " days before" : -days + " days after";
        String rise = days >= 0 ? "a rise before it" : "a rise that began after it";
        text.append(
                String.format(
                        Locale.ROOT,
                        " It began %s '%s' (%s); this is consistent with %s, and with other"
                                + " explanations.",
                        where, occasion.name(), occasion.date(), rise));
    }

    private static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
