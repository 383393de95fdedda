package org.commonwatch.insight.surge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a surge in plain words; none of them says why it is. */
final class Words {
    private Words() {}

    static String of(
            Surge.Extent extent, Surge.Size size, Surge.Parts parts, Optional<Occasion> nearest) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "From %s to %s %.2f times as much was counted as expected (95 %% interval"
                                + " %.2f to %.2f), %.0f more.",
                        day(extent.from()),
                        day(extent.to().minusMillis(1)),
                        size.ratio(),
                        size.interval().low(),
                        size.interval().high(),
                        size.excess()));
        parts(text, "by kind", parts.kinds());
        parts(text, "by sector", parts.sectors());
        text.append(
                String.format(
                        Locale.ROOT,
                        " It began on %s, or between %s and %s.",
                        day(extent.from()),
                        day(extent.earliest()),
                        day(extent.latest())));
        nearest.ifPresent(occasion -> occasion(text, extent, occasion));
        return text.toString();
    }

    private static void parts(StringBuilder text, String which, List<Surge.Share> shares) {
        if (shares.isEmpty()) {
            return;
        }
        List<String> parts =
                shares.stream()
                        .map(each ->
                                String.format(
                                        Locale.ROOT, "%s %.0f %%", each.name(), 100 * each.share()))
                        .toList();
        text.append(" Most of it ")
                .append(which)
                .append(": ")
                .append(String.join(", ", parts))
                .append('.');
    }

    private static void occasion(StringBuilder text, Surge.Extent extent, Occasion occasion) {
        long days = ChronoUnit.DAYS.between(day(extent.from()), occasion.date());
        String where = days >= 0 ? days + " days before" : -days + " days after";
        String rise = days >= 0 ? "a rise before it" : "a rise that began after it";
        text.append(
                String.format(
                        Locale.ROOT,
                        " It began %s '%s' (%s); this is consistent with %s, and with other"
                                + " explanations.",
                        where,
                        occasion.name(),
                        occasion.date(),
                        rise));
    }

    private static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
