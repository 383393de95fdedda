package org.commonwatch.server.backup;

import java.util.List;
import java.util.Map;

/**
 * What a backup says of itself; the last thing in it, so that one that broke off has none.
 *
 * @param format of the file, {@link #FORMAT}
 * @param taken when, as an instant
 * @param schema number of the last migration of the tables
 * @param files that rows name; none if they were left out
 */
record Manifest(String format, String taken, String schema, List<Part> tables, List<Kept> files) {
    static final String FORMAT = "commonwatch-backup/2";

    /** Without files, but else the same. */
    static final String FORMER = "commonwatch-backup/1";

    static final String NAME = "manifest.json";

    @SuppressWarnings("NullAway") // a former one says nothing of files
    Manifest {
        files = files == null ? List.of() : List.copyOf(files);
    }

    /** One file, by its name in the data directory. */
    record Kept(String name, long bytes, String sha256) {
        /** Its name in the file. */
        String entry() {
            return entry(name);
        }

        static String entry(String name) {
            return "files/" + name;
        }
    }

    /**
     * One table.
     *
     * @param columns in the order of the rows' values
     * @param next the next number of each column that numbers its rows
     * @param sha256 of its rows as they stand in the file, in hexadecimal
     */
    record Part(
            String table,
            List<String> columns,
            Map<String, Long> next,
            long rows,
            long bytes,
            String sha256) {
        /** Its name in the file. */
        String entry() {
            return entry(table);
        }

        static String entry(String table) {
            return "tables/" + table + ".copy";
        }
    }
}
