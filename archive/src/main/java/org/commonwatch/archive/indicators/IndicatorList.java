package org.commonwatch.archive.indicators;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.Progress;
import org.commonwatch.stix.Observable;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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
    public static final int ROW_LIMIT = CsvRows.ROW_LIMIT;

    /** No list that is held row by row may have more indicators. */
    public static final int ENTRY_LIMIT = 5_000_000;

    /** No more rejected rows are kept; the rest are only counted. */
    public static final int KEPT_LIMIT = Rejected.KEPT_LIMIT;

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

    public IndicatorList {
        indicators = List.copyOf(indicators);
        firstRejected = List.copyOf(firstRejected);
    }

    /**
     * Reads a file. Throws {@link ArchiveRefusedException} if it cannot be read to its end, names
     * no columns or lists too much.
     */
    public static IndicatorList read(Path file, Progress progress) {
        return read(file.toString(), rows -> LineFile.read(file, rows::accept, progress));
    }

    /**
     * The same for bytes from elsewhere, which are read to their end and not closed.
     *
     * @param name what to call them in a refusal
     */
    public static IndicatorList read(String name, InputStream bytes) {
        return read(name, rows -> LineFile.read(name, bytes, rows::accept));
    }

    private static IndicatorList read(String name, Consumer<CsvRows> read) {
        Map<Observable, String> kept = new LinkedHashMap<>();
        AtomicLong duplicates = new AtomicLong();
        var rows =
                new CsvRows(
                        name,
                        (observable, source, day) -> {
                            if (kept.putIfAbsent(observable, source) != null) {
                                duplicates.incrementAndGet();
                            }
                            if (kept.size() > ENTRY_LIMIT) {
                                throw new ArchiveRefusedException(
                                        new ArchiveRefusal.TooManyIndicators(name, ENTRY_LIMIT));
                            }
                        });
        read.accept(rows);
        ListAccount account = rows.finish();
        List<Entry> entries = new ArrayList<>(kept.size());
        kept.forEach((observable, source) -> entries.add(new Entry(observable, source)));
        return new IndicatorList(
                entries,
                new Rows(
                        account.rows().all(),
                        account.rows().kept(),
                        duplicates.get(),
                        account.rows().rejected()),
                account.firstRejected());
    }
}
