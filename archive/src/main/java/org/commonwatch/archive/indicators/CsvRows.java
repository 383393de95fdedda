package org.commonwatch.archive.indicators;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.sensor.Chunk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a CSV list row by row. Line by line, because a quotation mark that nobody closed would
 * otherwise swallow the rest of the list.
 */
final class CsvRows {
    /** No row may have more bytes. */
    static final int ROW_LIMIT = 16 << 10;

    private static final String VALUE = "value";
    private static final String TYPE = "type";
    private static final String SOURCE = "source";
    private static final List<String> USUAL = List.of(VALUE, TYPE, SOURCE);
    // What lists call the day on which they last saw an indicator.
    private static final Set<String> SEEN = Set.of("last_seen", "valid_from");
    private static final char UNDECODABLE = '\uFFFD';

    private final String name;
    private final Row row;
    private final PlainRow plain;
    private final CsvReader.CsvReaderBuilder csv = CsvReader.builder().allowUnclosedQuote(false);
    private final List<String> columns = new ArrayList<>();
    private final ListAccount.Collector account = new ListAccount.Collector();

    /** Takes a good row. */
    @FunctionalInterface
    interface Row {
        /**
         * Takes an indicator.
         *
         * @param source where the list has it from, as written
         * @param day when it was seen, in days since 1970; 0 if unknown
         */
        void take(Observable observable, String source, int day);
    }

    /** Takes a row that needs no reading with care, if it is one. */
    @FunctionalInterface
    interface PlainRow {
        /** Whether it took the row: the columns value, type and source, as they are usual. */
        boolean take(byte[] bytes, int from, int to);
    }

    CsvRows(String name, Row row) {
        this(name, row, (bytes, from, to) -> false);
    }

    CsvRows(String name, Row row, PlainRow plain) {
        this.name = name;
        this.row = row;
        this.plain = plain;
    }

    void accept(Chunk chunk) {
        switch (chunk) {
            case Chunk.TooLong(long line, long offset) -> tooLong(line);
            case Chunk.Lines lines ->
                    lines.forEach((from, to, number) -> {
                        if (to - from > ROW_LIMIT) {
                            tooLong(number);
                        } else if (columns.equals(USUAL) && plain.take(lines.bytes(), from, to)) {
                            account.keep();
                        } else {
                            byte[] bytes = lines.bytes();
                            var utf8 = StandardCharsets.UTF_8;
                            row(new String(bytes, from, to - from, utf8), number);
                        }
                    });
        }
    }

    ListAccount finish() {
        if (columns.isEmpty()) {
            throw noColumn(VALUE);
        }
        return account.account(name, "CSV");
    }

    private void row(String text, long line) {
        String clean = line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (clean.isBlank()) {
            return;
        }
        if (clean.indexOf(UNDECODABLE) >= 0) {
            reject(line, "The row is not UTF-8.");
            return;
        }
        try {
            List<String> fields = csv.ofSingleCsvRecord(clean).getFields();
            if (columns.isEmpty()) {
                header(fields);
            } else {
                indicator(fields, line);
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
        for (String column : USUAL) {
            if (!names.contains(column)) {
                throw noColumn(column);
            }
        }
        columns.addAll(names);
    }

    private void indicator(List<String> fields, long line) throws MissingField {
        Observable.Kind kind = Observable.Kind.parse(field(fields, TYPE));
        Observable observable = Observable.parse(kind, field(fields, VALUE));
        if (kind == Observable.Kind.EMAIL) {
            reject(line, "No record of a sensor has an e-mail address to match.");
            return;
        }
        row.take(observable, field(fields, SOURCE), day(fields));
        account.keep();
    }

    private int day(List<String> fields) {
        for (int i = 0; i < Math.min(columns.size(), fields.size()); i++) {
            if (SEEN.contains(columns.get(i))) {
                return Days.of(fields.get(i).strip());
            }
        }
        return 0;
    }

    private String field(List<String> fields, String column) throws MissingField {
        int index = columns.indexOf(column);
        if (index >= fields.size()) {
            throw new MissingField(column);
        }
        return fields.get(index);
    }

    private void tooLong(long line) {
        reject(line, "The row is longer than " + ROW_LIMIT + " bytes.");
    }

    private void reject(long line, String reason) {
        if (columns.isEmpty()) {
            throw noColumn(VALUE); // whatever is wrong with it, it is no header
        }
        account.reject(line, reason);
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
