package org.commonwatch.archive.indicators;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.matching.Origin;
import org.commonwatch.telemetry.sensor.Chunk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a plain list: one value a line, of any kind; what follows a {@code #} is a comment. */
final class TextRows {
    private static final int SHOWN = 80;

    private final String name;
    private final IndicatorTableBuilder into;
    private final Origin origin;
    private final ListAccount.Collector account = new ListAccount.Collector();

    TextRows(String name, IndicatorTableBuilder into) {
        this.name = name;
        this.into = into;
        origin = Sources.origin(name, "", 0);
    }

    void accept(Chunk chunk) {
        switch (chunk) {
            case Chunk.TooLong(long line, long offset) -> tooLong(line);
            case Chunk.Lines lines ->
                    lines.forEach((from, to, number) -> {
                        if (to - from > CsvRows.ROW_LIMIT) {
                            tooLong(number);
                        } else {
                            row(lines.bytes(), from, to, number);
                        }
                    });
        }
    }

    ListAccount finish() {
        return account.account(name, "plain list");
    }

    private void row(byte[] bytes, int from, int to, long line) {
        long address = Canonical.address4(bytes, from, to);
        if (address >= 0) {
            into.addAddress4((int) address, origin);
            account.keep();
        } else if (Canonical.isName(bytes, from, to)) {
            into.addText(Kind.DOMAIN, bytes, from, to, origin);
            account.keep();
        } else {
            row(new String(bytes, from, to - from, StandardCharsets.UTF_8), line);
        }
    }

    private void row(String text, long line) {
        String clean = line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        String value = withoutComment(clean).strip();
        if (value.isEmpty()) {
            return;
        }
        Optional<Observable> observable = Guess.any(value);
        if (observable.isPresent()) {
            into.add(observable.get(), origin);
            account.keep();
        } else {
            String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
            account.reject(line, "'" + shown + "' is no address, network, name, URL or hash.");
        }
    }

    // A URL may have a # of its own, without a space before it.
    private static String withoutComment(String text) {
        if (text.startsWith("#")) {
            return "";
        }
        int comment = text.indexOf(" #");
        int tabbed = text.indexOf("\t#");
        int end = comment < 0 || (tabbed >= 0 && tabbed < comment) ? tabbed : comment;
        return end < 0 ? text : text.substring(0, end);
    }

    private void tooLong(long line) {
        account.reject(line, "The row is longer than " + CsvRows.ROW_LIMIT + " bytes.");
    }
}
