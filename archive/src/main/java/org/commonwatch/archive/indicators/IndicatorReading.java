package org.commonwatch.archive.indicators;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.Progress;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Reads lists of indicators into a table, whatever they are written in, plain or packed: CSV, one
 * value a line, a STIX bundle, a MISP event, or a MISP feed (its folder or its manifest). What a
 * list is written in is told by how it begins.
 */
public final class IndicatorReading {
    private static final int START_BYTES = 4 << 10;
    private static final String MANIFEST = "manifest.json";

    private IndicatorReading() {}

    /**
     * Reads one list to its end. Throws {@link ArchiveRefusedException} if it cannot be read to its
     * end, or is no list.
     *
     * @param asOf what has expired by then is left out
     */
    public static ListAccount read(
            Path list, IndicatorTableBuilder into, Instant asOf, Progress progress) {
        Path file = Files.isDirectory(list) ? list.resolve(MANIFEST) : list;
        if (Files.isDirectory(list) && !Files.exists(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoFeed(list));
        }
        String start = start(file);
        String name = list.toString();
        if (start.startsWith("{") || start.startsWith("[")) {
            return new JsonList(file, into, asOf).read();
        }
        if (isCsv(start)) {
            var rows =
                    new CsvRows(
                            name,
                            (observable, source, day) ->
                                    into.add(observable, Sources.origin(name, source, day)),
                            new PlainCsvRow(name, into));
            LineFile.read(file, rows::accept, progress);
            return rows.finish();
        }
        TextRows rows = new TextRows(name, into);
        LineFile.read(file, rows::accept, progress);
        return rows.finish();
    }

    private static String start(Path file) {
        try (InputStream bytes = LineFile.open(file)) {
            String start = new String(bytes.readNBytes(START_BYTES), StandardCharsets.UTF_8);
            return start.replaceFirst("^\uFEFF", "").strip();
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unreadable(file.toString(), String.valueOf(e.getMessage())));
        }
    }

    private static boolean isCsv(String start) {
        String line = start.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
        return (!line.startsWith("#") && line.contains(",") && !line.contains("://"))
                || line.replace("\"", "").strip().equals("value");
    }
}
