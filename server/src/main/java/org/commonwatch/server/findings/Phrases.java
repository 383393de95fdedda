package org.commonwatch.server.findings;

import org.commonwatch.access.saying.Saying;
import org.commonwatch.insight.surge.Interval;
import org.commonwatch.server.web.Languages;
import org.jspecify.annotations.Nullable;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says things in one language: {@code {name}} in a text is what the fact of that name is, and
 * {@code {name|one|more}} the first word if that is one, and else the second.
 */
public final class Phrases {
    private static final Pattern PLACE =
            Pattern.compile("\\{(?<name>[A-Za-z]+)(\\|(?<one>[^|}]*)\\|(?<more>[^|}]*))?}");

    /** Below it, every digit is told. */
    private static final long LARGE = 100_000;

    private final Languages languages;
    private final String tag;
    private final Locale locale;
    private final boolean exact;

    /** In a language of those that there are. */
    public Phrases(Languages languages, String tag) {
        this(languages, tag, false);
    }

    private Phrases(Languages languages, String tag, boolean exact) {
        this.languages = languages;
        this.tag = tag;
        this.locale = Locale.forLanguageTag(tag);
        this.exact = exact;
    }

    /** The same with every digit of a number: for paper. */
    public Phrases exact() {
        return new Phrases(languages, tag, true);
    }

    /** The tag of the language. */
    public String language() {
        return tag;
    }

    /** What rulings and requests say in it. */
    public Saying.Texts sayings() {
        return languages.sayings(tag);
    }

    /** The text of a key as it is. */
    public String text(String key) {
        return languages.text(tag, key);
    }

    /** The text of a key, with the facts in their places. */
    public String say(String key, List<Fact> facts) {
        Matcher places = PLACE.matcher(text(key));
        return places.replaceAll(
                place -> Matcher.quoteReplacement(word(named(facts, place.group("name")), place)));
    }

    private static String word(Fact fact, MatchResult place) {
        @Nullable String one = place.group("one");
        if (one == null) {
            return fact.text();
        }
        boolean isOne = fact.value() != null && fact.value() == 1;
        return isOne ? one : place.group("more");
    }

    private static Fact named(List<Fact> facts, String name) {
        return facts.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no fact '" + name + "'"));
    }

    /** So many of something. */
    public Fact count(String name, long count, Fact.Basis basis) {
        return fact(name, number(count), (double) count, basis);
    }

    /** So many times as much. */
    public Fact ratio(String name, double ratio, Interval interval, Fact.Basis basis) {
        return new Fact(
                name,
                text("fact." + name),
                decimal(ratio),
                ratio,
                interval.low(),
                interval.high(),
                basis.unit(),
                basis.rule(),
                basis.link());
    }

    /** A part of a whole, from 0 to 1. */
    public Fact share(String name, double share, Fact.Basis basis) {
        return fact(name, percent(share), share, basis);
    }

    /** The same with its interval. */
    public Fact share(String name, double share, Interval interval, Fact.Basis basis) {
        Fact plain = share(name, share, basis);
        return new Fact(
                name,
                plain.label(),
                plain.text(),
                share,
                interval.low(),
                interval.high(),
                basis.unit(),
                basis.rule(),
                basis.link());
    }

    /** What was not counted, but computed: about so many. */
    public Fact about(String name, double value, Fact.Basis basis) {
        return fact(name, number(Math.round(value)), value, basis);
    }

    /** A day. */
    public Fact date(String name, LocalDate date, String link) {
        return fact(name, date(date), null, Fact.Basis.at(link));
    }

    /** A month. */
    public Fact month(String name, YearMonth month, String link) {
        String text =
                DateTimeFormatter.ofPattern(text("format.month"), locale).format(month.atDay(1));
        return fact(name, text, null, Fact.Basis.at(link));
    }

    /** A word that is the same in every language. */
    public Fact word(String name, String word, String link) {
        return fact(name, word, null, Fact.Basis.at(link));
    }

    private Fact fact(String name, String text, @Nullable Double value, Fact.Basis basis) {
        return new Fact(
                name,
                text("fact." + name),
                text,
                value,
                null,
                null,
                basis.unit(),
                basis.rule(),
                basis.link());
    }

    /** A kind of event, in words if the language has some for it. */
    public String kind(String kind) {
        return languages.has(tag, "kind." + kind) ? text("kind." + kind) : kind;
    }

    /** What a check of the doctor is called. */
    String check(String check) {
        return languages.has(tag, "check." + check) ? text("check." + check) : check;
    }

    /** A day as people write it. */
    public String date(LocalDate date) {
        return DateTimeFormatter.ofPattern(text("format.date"), locale).format(date);
    }

    /** A whole number as people write it, shortened if it is large. */
    public String number(long number) {
        if (exact || number < LARGE) {
            return NumberFormat.getIntegerInstance(locale).format(number);
        }
        NumberFormat compact =
                NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT);
        compact.setMaximumFractionDigits(1);
        return compact.format(number);
    }

    /** A part of a whole as people write it. */
    public String percent(double share) {
        return NumberFormat.getPercentInstance(locale).format(share);
    }

    /** A number with one decimal as people write it. */
    public String decimal(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }
}
