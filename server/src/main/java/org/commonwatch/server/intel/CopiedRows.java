package org.commonwatch.server.intel;

import org.commonwatch.server.database.Rows;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Rows that are added to a table by COPY, in the text that PostgreSQL's manual describes there.
 * While it stores the first, the next are written. Closing without {@link #end} adds none.
 */
final class CopiedRows implements AutoCloseable {
    private static final int FLUSHED = 1 << 16;
    private static final Instant YEAR_ONE = Instant.parse("0001-01-01T00:00:00Z");
    private static final DateTimeFormatter BEFORE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSX 'BC'", Locale.ROOT);

    private final CopyIn copy;
    private final Map<Instant, String> times = new HashMap<>();
    private final StringBuilder text = new StringBuilder(FLUSHED + (FLUSHED >> 1));

    /**
     * Begins.
     *
     * @param columns the table and, in brackets, its columns in the order of the fields
     */
    CopiedRows(Connection connection, String columns) throws SQLException {
        copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + columns + " FROM STDIN");
    }

    CopiedRows field(String value) {
        write(value, false);
        return and();
    }

    CopiedRows field(long value) {
        text.append(value);
        return and();
    }

    CopiedRows field(boolean value) {
        text.append(value ? 't' : 'f');
        return and();
    }

    // Many rows bear the same few, and writing one takes long.
    CopiedRows field(Instant value) {
        text.append(times.computeIfAbsent(value, CopiedRows::text));
        return and();
    }

    private static String text(Instant value) {
        return value.isBefore(YEAR_ONE) ? BEFORE.format(Rows.at(value)) : value.toString();
    }

    /** An array, every element of which is quoted. */
    CopiedRows field(Collection<String> values) {
        char before = '{';
        for (String value : values) {
            text.append(before).append('"');
            write(value, true);
            text.append('"');
            before = ',';
        }
        text.append(values.isEmpty() ? "{}" : "}");
        return and();
    }

    private CopiedRows and() {
        text.append('\t');
        return this;
    }

    // Most texts have nothing to escape.
    private void write(String value, boolean quoted) {
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '\\' || (quoted && c == '"')) {
                text.append(value, written, i).append(escaped(c, quoted));
                written = i + 1;
            }
        }
        text.append(value, written, value.length());
    }

    private static String escaped(char c, boolean quoted) {
        return switch (c) {
            case '\\' -> quoted ? "\\\\\\\\" : "\\\\";
            case '"' -> "\\\\\"";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> String.valueOf(c);
        };
    }

    /** Ends a row, which has fields. */
    void next() throws SQLException {
        text.setCharAt(text.length() - 1, '\n');
        if (text.length() >= FLUSHED) {
            flush();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    /** Adds them. */
    void end() throws SQLException {
        flush();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
