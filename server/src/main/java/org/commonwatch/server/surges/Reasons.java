package org.commonwatch.server.surges;

import org.commonwatch.insight.surge.Occasion;
import org.commonwatch.insight.surge.Surge;
import org.commonwatch.server.web.Languages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a surge in the words of a language; none of them says why it is. */
final class Reasons {
    private static final int HUNDRED = 100;

    private final Languages languages;
    private final String tag;

    Reasons(Languages languages, String tag) {
        this.languages = languages;
        this.tag = tag;
    }

    /** Which method says so, and why that one. */
    String of(Watching.Method method, int periods) {
        return said(
                        method == Watching.Method.EARS ? "reason.ears" : "reason.level",
                        Map.of("days", Integer.toString(periods)))
                .strip();
    }

    String of(Surge surge) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("from", day(surge.extent().from()).toString());
        words.put("to", day(surge.extent().to().minusMillis(1)).toString());
        words.put("earliest", day(surge.extent().earliest()).toString());
        words.put("latest", day(surge.extent().latest()).toString());
        words.put("ratio", decimal(surge.size().ratio()));
        words.put("low", decimal(surge.size().interval().low()));
        words.put("high", decimal(surge.size().interval().high()));
        words.put("excess", Long.toString(Math.round(surge.size().excess())));
        words.put("kinds", parts(surge.parts().kinds(), "kind."));
        words.put("sectors", parts(surge.parts().sectors(), ""));
        StringBuilder text = new StringBuilder(said("reason.size", words));
        text.append(words.getOrDefault("kinds", "").isEmpty() ? "" : said("reason.kinds", words));
        text.append(
                words.getOrDefault("sectors", "").isEmpty() ? "" : said("reason.sectors", words));
        text.append(said("reason.began", words));
        surge.nearest().ifPresent(each -> text.append(near(surge, each, words)));
        return text.toString().strip();
    }

    private String near(Surge surge, Occasion occasion, Map<String, String> words) {
        long days = ChronoUnit.DAYS.between(day(surge.extent().from()), occasion.date());
        words.put("days", Long.toString(Math.abs(days)));
        words.put("occasion", occasion.name());
        words.put("date", occasion.date().toString());
        return said(days >= 0 ? "reason.before" : "reason.after", words);
    }

    private String parts(List<Surge.Share> shares, String prefix) {
        return shares.stream()
                .map(each ->
                        named(prefix + each.name(), each.name())
                                + " "
                                + Math.round(HUNDRED * each.share())
                                + " %")
                .collect(Collectors.joining(languages.text(tag, "list.comma")));
    }

    private String named(String key, String otherwise) {
        return languages.has(tag, key) ? languages.text(tag, key) : otherwise;
    }

    private String said(String key, Map<String, String> words) {
        return languages.say(tag, key, words);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
