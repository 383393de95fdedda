package org.commonwatch.telemetry.sensor.json;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Words;
import org.commonwatch.telemetry.sensor.line.QuickFormat;
import org.commonwatch.telemetry.sensor.line.Spans;

import java.util.Map;
import java.util.TreeMap;

/**
 * Takes lines apart that are flat JSON objects as sensors write them, byte by byte or eight at
 * once. It does so only where the line certainly is valid JSON (RFC 8259) of ASCII, where nothing
 * is nested but lists of values nobody wants, where no wanted key comes twice, and where no key and
 * no wanted value contains escapes. What it finds then is what {@link JsonFields} would find.
 */
final class FlatObject {
    private static final int DOUBTFUL = QuickFormat.UNUSUAL;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private final Spans spans;
    private final JsonKeys keys;
    private byte[] bytes = {};

    /** Puts what is wanted into the spans. */
    FlatObject(Spans spans) {
        this.spans = spans;
        Map<String, Integer> wanted = new TreeMap<>(spans.cells());
        wanted.keySet().removeIf(name -> name.contains("/"));
        keys = new JsonKeys(wanted);
    }

    /** See {@link QuickFormat#take}. */
    int take(byte[] line, int from) {
        bytes = line;
        spans.clear(line);
        if (line[from] != '{') {
            return DOUBTFUL;
        }
        int at = members(from + 1);
        if (at == DOUBTFUL) {
            return DOUBTFUL;
        }
        if (line[at] == '\r') {
            at++;
        }
        return line[at] == '\n' && at - from <= Chunk.LINE_LIMIT ? at : DOUBTFUL;
    }

    // Index after the bracket that ends the object.
    private int members(int from) {
        long seen = 0;
        JsonKey before = keys.start();
        int at = from;
        while (true) {
            at = blanks(at);
            if (bytes[at] != '"') {
                return DOUBTFUL;
            }
            at++;
            JsonKey key = before.next();
            if (key != null && key.is(bytes, at)) {
                at += key.length();
            } else {
                int end = plainEnd(at);
                if (bytes[end] != '"') {
                    return DOUBTFUL;
                }
                key = keys.of(bytes, at, end);
                before.precedes(key);
                at = blanks(end + 1);
                if (bytes[at] != ':') {
                    return DOUBTFUL;
                }
                at++;
            }
            before = key;
            at = blanks(at);
            int cell = key.cell();
            if (cell == JsonKey.NO_CELL) {
                at = bytes[at] == '[' ? list(at + 1) : unwanted(at);
            } else {
                long bit = 1L << cell;
                at = (seen & bit) == 0 ? wanted(cell, at) : DOUBTFUL;
                seen |= bit;
            }
            if (at == DOUBTFUL) {
                return DOUBTFUL;
            }
            at = blanks(at);
            if (bytes[at] == '}') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return DOUBTFUL;
            }
            at++;
        }
    }

    // Index after a value that is put into a cell.
    private int wanted(int cell, int at) {
        if (bytes[at] == '"') {
            int end = plainEnd(at + 1);
            spans.put(cell, at + 1, end);
            return bytes[end] == '"' ? end + 1 : DOUBTFUL;
        }
        int end = plain(at);
        if (end != DOUBTFUL && bytes[at] != 'n') {
            spans.put(cell, at, end);
        }
        return end;
    }

    // Index after a value that is no list.
    private int unwanted(int at) {
        return bytes[at] == '"' ? stringEnd(at + 1) : plain(at);
    }

    // Index after the bracket that ends a list of which nothing is wanted.
    private int list(int from) {
        int at = blanks(from);
        if (bytes[at] == ']') {
            return at + 1;
        }
        while (true) {
            at = unwanted(blanks(at));
            if (at == DOUBTFUL) {
                return DOUBTFUL;
            }
            at = blanks(at);
            if (bytes[at] == ']') {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return DOUBTFUL;
            }
            at++;
        }
    }

    // Index after the quote that ends a string, which may contain escapes.
    private int stringEnd(int from) {
        int at = plainEnd(from);
        while (bytes[at] == '\\') {
            int after = escapeEnd(at + 1);
            if (after == DOUBTFUL) {
                return DOUBTFUL;
            }
            at = plainEnd(after);
        }
        return bytes[at] == '"' ? at + 1 : DOUBTFUL;
    }

    private int escapeEnd(int at) {
        return switch (bytes[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> codeEnd(at + 1);
            default -> DOUBTFUL;
        };
    }

    private int codeEnd(int from) {
        int at = from;
        while (at < from + 4) {
            if (Character.digit(bytes[at], 16) < 0) {
                return DOUBTFUL;
            }
            at++;
        }
        return at;
    }

    // Index of the first byte that is no plain character of a string: a quote, a backslash, a
    // control character or a byte of anything beyond ASCII.
    private int plainEnd(int from) {
        int at = from;
        while (at + Words.BYTES <= bytes.length) {
            long special = special(Words.at(bytes, at));
            if (special != 0) {
                return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            at += Words.BYTES;
        }
        while (bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    // The high bit of the first byte that is special; what it says of those behind means nothing.
    private static long special(long word) {
        long quotes = word ^ '"' * Words.ONES;
        long slashes = word ^ '\\' * Words.ONES;
        long found =
                ((quotes - Words.ONES) & ~quotes)
                        | ((slashes - Words.ONES) & ~slashes)
                        | ((word - ' ' * Words.ONES) & ~word)
                        | word;
        return found & HIGH;
    }

    // Index after a number or literal; what follows is for the caller to look at.
    private int plain(int at) {
        return switch (bytes[at]) {
            case 't' -> literal(at, 'r', 'u', 'e');
            case 'n' -> literal(at, 'u', 'l', 'l');
            case 'f' -> bytes[at + 1] == 'a' ? literal(at + 1, 'l', 's', 'e') : DOUBTFUL;
            default -> number(at);
        };
    }

    private int literal(int at, char second, char third, char fourth) {
        boolean is = bytes[at + 1] == second && bytes[at + 2] == third && bytes[at + 3] == fourth;
        return is ? at + 4 : DOUBTFUL;
    }

    private int number(int from) {
        int digits = bytes[from] == '-' ? from + 1 : from;
        int at = digitsEnd(digits);
        if (at == digits || (bytes[digits] == '0' && at > digits + 1)) {
            return DOUBTFUL;
        }
        if (bytes[at] == '.') {
            int end = digitsEnd(at + 1);
            return end > at + 1 ? end : DOUBTFUL;
        }
        return at;
    }

    private int digitsEnd(int from) {
        int at = from;
        while (bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private int blanks(int from) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        return at;
    }
}
