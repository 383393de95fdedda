package org.commonwatch.archive;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.matching.IndicatorTable;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A list of indicators as exchanged between analysts: CSV (RFC 4180) in UTF-8, plain or gzip. The
 * first line names the columns, of which {@code value}, {@code type} and {@code source} are read,
 * in whatever order. A row is one line; a bad row is rejected and harms no other.
 *
 * @param indicators every good observable once, in the order of the list
 * @param rows what became of every row
 * @param firstRejected the first {@link #KEPT_LIMIT} rejected rows
 */
public record IndicatorList(List<Entry> indicators, Rows rows, List<Rejected> firstRejected) {
    /** No row may have more bytes. */
    public static final int ROW_LIMIT = 16 << 10;

    /** No list may have more indicators: as many as there is room for in a table. */
    public static final int ENTRY_LIMIT = IndicatorTable.ENTRY_LIMIT;

    /** No more rejected rows are kept; the rest are only counted. */
    public static final int KEPT_LIMIT = 1_000;

    /**
     * One indicator.
     *
     * @param source where the list has it from, as written; of a duplicate, the first
     */
    public record Entry(Observable observable, String source) {}

    /**
     * What became of every row; the header and blank lines are none.
     *
     * @param all kept and rejected together
     * @param kept good ones, duplicates included
     * @param duplicates good ones whose observable an earlier row had
     * @param rejected bad ones
     */
    public record Rows(long all, long kept, long duplicates, long rejected) {
        public Rows {
            if (all != kept + rejected || duplicates > kept || duplicates < 0 || rejected < 0) {
                throw new IllegalArgumentException("rows that do not add up");
            }
        }
    }

    /**
     * A row that is no indicator.
     *
     * @param line its number in the file, from 1
     * @param reason one sentence for a person
     */
    public record Rejected(long line, String reason) {}

    public IndicatorList {
        indicators = List.copyOf(indicators);
        firstRejected = List.copyOf(firstRejected);
    }

    /**
     * Reads a file. Throws {@link ArchiveRefusedException} if it cannot be read to its end, names
     * no columns or lists too much.
     */
    public static IndicatorList read(Path file, Progress progress) {
        var rows = new IndicatorRows(file.toString());
        LineFile.read(file, rows::accept, progress);
        return rows.finish();
    }

    /**
     * The same for bytes from elsewhere, which are read to their end and not closed.
     *
     * @param name what to call them in a refusal
     */
    public static IndicatorList read(String name, InputStream bytes) {
        var rows = new IndicatorRows(name);
        LineFile.read(name, bytes, rows::accept);
        return rows.finish();
    }
}
