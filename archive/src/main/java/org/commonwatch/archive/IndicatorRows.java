package org.commonwatch.archive;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.sensor.Chunk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Collects a list of indicators row by row. Line by line, because a quotation mark that nobody
 * closed would otherwise swallow the rest of the list.
 */
final class IndicatorRows {
    private static final String VALUE = "value";
    private static final String TYPE = "type";
    private static final String SOURCE = "source";
    private static final char UNDECODABLE = '\uFFFD';

    private final String name;
    private final CsvReader.CsvReaderBuilder csv = CsvReader.builder().allowUnclosedQuote(false);
    private final List<String> columns = new ArrayList<>();
    private final Map<Observable, String> kept = new LinkedHashMap<>();
    private final List<IndicatorList.Rejected> firstRejected = new ArrayList<>();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    IndicatorRows(String name) {
        this.name = name;
    }

    void accept(Chunk chunk) {
        switch (chunk) {
            case Chunk.TooLong(long line, long offset) -> tooLong(line);
            case Chunk.Lines lines ->
                    lines.forEach((from, to, number) -> {
                        if (to - from > IndicatorList.ROW_LIMIT) {
                            tooLong(number);
                        } else {
                            byte[] bytes = lines.bytes();
                            var utf8 = StandardCharsets.UTF_8;
                            row(new String(bytes, from, to - from, utf8), number);
                        }
                    });
        }
    }

    IndicatorList finish() {
        if (columns.isEmpty()) {
            throw noColumn(VALUE);
        }
        List<IndicatorList.Entry> entries = new ArrayList<>(kept.size());
        kept.forEach(
                (observable, source) -> entries.add(new IndicatorList.Entry(observable, source)));
        long good = kept.size() + duplicates.get();
        var rows =
                new IndicatorList.Rows(
                        good + rejected.get(), good, duplicates.get(), rejected.get());
        return new IndicatorList(entries, rows, firstRejected);
    }

    private void row(String text, long line) {
        String row = line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (row.isBlank()) {
            return;
        }
        if (row.indexOf(UNDECODABLE) >= 0) {
            reject(line, "The row is not UTF-8.");
            return;
        }
        try {
            List<String> fields = csv.ofSingleCsvRecord(row).getFields();
            if (columns.isEmpty()) {
                header(fields);
            } else {
                indicator(fields);
            }
        } catch (CsvParseException e) {
            reject(line, "The row is not CSV: a quotation mark is not closed or stands alone.");
        } catch (RefusedException e) {
            reject(line, e.refusal().message());
        } catch (MissingField e) {
            reject(line, "The row has no field '" + e.column + "'.");
        }
    }

    private void header(List<String> fields) {
        List<String> names =
                fields.stream().map(field -> field.strip().toLowerCase(Locale.ROOT)).toList();
        for (String column : List.of(VALUE, TYPE, SOURCE)) {
            if (!names.contains(column)) {
                throw noColumn(column);
            }
        }
        columns.addAll(names);
    }

    private void indicator(List<String> fields) throws MissingField {
        Observable.Kind kind = Observable.Kind.parse(field(fields, TYPE));
        Observable observable = Observable.parse(kind, field(fields, VALUE));
        if (kept.putIfAbsent(observable, field(fields, SOURCE)) != null) {
            duplicates.incrementAndGet();
        }
        if (kept.size() > IndicatorList.ENTRY_LIMIT) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.TooManyIndicators(name, IndicatorList.ENTRY_LIMIT));
        }
    }

    private String field(List<String> fields, String column) throws MissingField {
        int index = columns.indexOf(column);
        if (index >= fields.size()) {
            throw new MissingField(column);
        }
        return fields.get(index);
    }

    private void tooLong(long line) {
        reject(line, "The row is longer than " + IndicatorList.ROW_LIMIT + " bytes.");
    }

    private void reject(long line, String reason) {
        if (columns.isEmpty()) {
            throw noColumn(VALUE); // whatever is wrong with it, it is no header
        }
        rejected.incrementAndGet();
        if (firstRejected.size() < IndicatorList.KEPT_LIMIT) {
            firstRejected.add(new IndicatorList.Rejected(line, reason));
        }
    }

    private ArchiveRefusedException noColumn(String column) {
        return new ArchiveRefusedException(new ArchiveRefusal.NoHeader(name, column));
    }

    /** Ends the reading of one row, and never leaves this class. */
    private static final class MissingField extends Exception {
        private static final long serialVersionUID = 1;

        private final String column;

        MissingField(String column) {
            super(column, null, false, false);
            this.column = column;
        }
    }
}
