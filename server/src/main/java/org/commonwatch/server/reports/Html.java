package org.commonwatch.server.reports;

import org.commonwatch.server.findings.Fact;
import org.commonwatch.server.findings.Phrases;
import org.commonwatch.server.reports.Document.Block;
import org.commonwatch.server.reports.Document.Section;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/**
 * Writes a document as a page that is XML as well, so that it can be set as PDF. Every text is
 * escaped here and nowhere else.
 */
final class Html {
    private static final String STYLE =
            """
            @page { size: A4; margin: 24mm 18mm 20mm 18mm;
              @top-left { content: string-of-the-top; }
              @bottom-right { content: counter(page) " / " counter(pages);
                font-family: "Noto Sans TC"; font-size: 8pt; color: #535e6c; } }
            body { font-family: "Noto Sans TC", Inter, system-ui, sans-serif; font-size: 10pt;
              line-height: 1.5; color: #161b22; max-width: 46em; margin: 0 auto; }
            h1 { font-size: 17pt; line-height: 1.3; margin: 0 0 2mm; font-weight: normal; }
            h2 { font-size: 12.5pt; margin: 8mm 0 2mm; font-weight: normal;
              border-bottom: 0.6pt solid #d5dbe3; padding-bottom: 1mm;
              page-break-after: avoid; }
            p { margin: 0 0 2.5mm; }
            .sub { color: #535e6c; }
            .mark { border: 0.8pt solid #8a5600; color: #8a5600; padding: 1.5mm 3mm;
              margin: 0 0 5mm; }
            table { border-collapse: collapse; width: 100%; margin: 2mm 0 4mm;
              table-layout: fixed; -fs-table-paginate: paginate; }
            table.short { page-break-inside: avoid; }
            tr { page-break-inside: avoid; }
            th { text-align: left; font-weight: normal; color: #535e6c; font-size: 8.5pt;
              border-bottom: 0.6pt solid #535e6c; padding: 1mm 2mm 1mm 0; }
            td { vertical-align: top; border-bottom: 0.4pt solid #d5dbe3;
              padding: 1.2mm 2mm 1.2mm 0; word-wrap: break-word; }
            td.n, th.n { text-align: right; padding-right: 4mm; }
            th.l { width: 27%; } th.v { width: 14%; } th.i { width: 15%; } th.r { width: 13%; }
            .steps th:nth-child(1) { width: 15%; } .steps th:nth-child(2) { width: 13%; }
            .steps th:nth-child(3) { width: 38%; }
            .decisions th:nth-child(1) { width: 27%; } .decisions th:nth-child(3) { width: 19%; }
            .pairs td:first-child { width: 22%; color: #535e6c; }
            td.a { font-size: 7.5pt; color: #535e6c; }
            .foot { margin-top: 8mm; font-size: 8.5pt; color: #535e6c; }
            """;

    private final Phrases phrases;
    private final Letterhead letterhead;
    private final StringBuilder text = new StringBuilder();

    private Html(Phrases phrases, Letterhead letterhead) {
        this.phrases = phrases;
        this.letterhead = letterhead;
    }

    /** The page. */
    static String of(Document document, Phrases phrases, Letterhead letterhead) {
        return new Html(phrases, letterhead).written(document);
    }

    /** What may be in such a page, and nothing else: the one style sheet. */
    static String policy(String page) {
        int from = page.indexOf("<style>") + "<style>".length();
        String style = page.substring(from, page.indexOf("</style>"));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(style.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(digest)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String written(Document document) {
        text.append("<!DOCTYPE html>\n<html lang=\"")
                .append(escaped(document.language()))
                .append("\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\"/>\n");
        element("title", document.title());
        text.append("<style>").append(style()).append("</style>\n</head>\n<body>\n");
        if (letterhead.synthetic()) {
            element("p class=\"mark\"", phrases.text("report.synthetic"));
        }
        element("h1", document.title());
        element("p class=\"sub\"", document.subtitle());
        document.sections().forEach(this::section);
        String made = letterhead.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        element(
                "p class=\"foot\"",
                letterhead.name() + ", " + made + ". " + phrases.text("report.rests"));
        return text.append("</body>\n</html>\n").toString();
    }

    // On paper, the mark stands on every page.
    private String style() {
        String top = letterhead.synthetic() ? phrases.text("report.synthetic") : letterhead.name();
        String box =
                "\"%s\"; font-family: \"Noto Sans TC\"; font-size: 8pt; color: %s"
                        .formatted(
                                top.replaceAll("[\"\\\\<&\\n]", ""),
                                letterhead.synthetic() ? "#8a5600" : "#535e6c");
        return STYLE.replace("string-of-the-top", box);
    }

    private void section(Section section) {
        element("h2", section.heading());
        section.blocks().forEach(this::block);
    }

    private void block(Block block) {
        switch (block) {
            case Document.Words words -> element("p", words.text());
            case Document.Numbers numbers -> numbers(numbers.facts());
            case Document.Rows rows -> rows(rows);
        }
    }

    private void numbers(List<Fact> facts) {
        text.append("<table class=\"short\">\n<thead><tr>");
        element("th class=\"l\"", "");
        element("th class=\"n v\"", phrases.text("report.value"));
        element("th class=\"n i\"", phrases.text("report.interval"));
        element("th class=\"r\"", phrases.text("report.rule"));
        element("th", phrases.text("report.link"));
        text.append("</tr></thead>\n<tbody>");
        for (Fact each : facts) {
            text.append("<tr>");
            element("td", each.label());
            element("td class=\"n\"", each.text());
            element("td class=\"n\"", interval(each));
            element("td", each.rule());
            element("td class=\"a\"", each.link());
            text.append("</tr>\n");
        }
        text.append("</tbody></table>\n");
    }

    private String interval(Fact fact) {
        @Nullable Double low = fact.low();
        @Nullable Double high = fact.high();
        return low == null || high == null
                ? ""
                : interval(fact, low) + " – " + interval(fact, high);
    }

    // A share is told in hundredths, as the value beside it is.
    private String interval(Fact fact, double end) {
        return fact.text().endsWith("%") ? phrases.percent(end) : phrases.decimal(end);
    }

    private void rows(Document.Rows rows) {
        text.append("<table class=\"").append(rows.form()).append("\">\n");
        if (!rows.head().isEmpty()) {
            text.append("<thead><tr>");
            rows.head().forEach(each -> element("th", each));
            text.append("</tr></thead>\n");
        }
        text.append("<tbody>");
        for (List<String> row : rows.rows()) {
            text.append("<tr>");
            row.forEach(each -> element("td", each));
            text.append("</tr>\n");
        }
        text.append("</tbody></table>\n");
    }

    /** With its attributes, which are ours. */
    private void element(String tag, String content) {
        text.append('<').append(tag).append('>').append(escaped(content));
        text.append("</").append(tag.split(" ", 2)[0]).append(">\n");
    }

    private static String escaped(String content) {
        StringBuilder escaped = new StringBuilder();
        content.codePoints()
                .forEach(each -> {
                    switch (each) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\n', '\t' -> escaped.appendCodePoint(each);
                        default -> escaped.appendCodePoint(each < ' ' ? '\uFFFD' : each);
                    }
                });
        return escaped.toString();
    }
}
