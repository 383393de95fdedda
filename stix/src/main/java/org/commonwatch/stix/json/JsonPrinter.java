package org.commonwatch.stix.json;

/** Writes values as text; numbers in the letters they were read in. */
public final class JsonPrinter {
    private static final String INDENT = "  ";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text;
    private final boolean pretty;

    private JsonPrinter(StringBuilder text, boolean pretty) {
        this.text = text;
        this.pretty = pretty;
    }

    /** On one line, without any blanks. */
    public static String compact(Json value) {
        StringBuilder text = new StringBuilder();
        new JsonPrinter(text, false).write(value, 0);
        return text.toString();
    }

    /** One member or item a line, indented by two blanks, without a final line end. */
    public static String pretty(Json value) {
        return pretty(value, 0);
    }

    /** The same for a value that stands so many levels deep in another. */
    public static String pretty(Json value, int depth) {
        StringBuilder text = new StringBuilder();
        new JsonPrinter(text, true).write(value, depth);
        return text.toString();
    }

    private void write(Json value, int depth) {
        switch (value) {
            case JsonObject object -> writeObject(object, depth);
            case JsonArray array -> writeArray(array, depth);
            case JsonString string -> quote(string.value(), text);
            case JsonNumber number -> text.append(number.text());
            case JsonBoolean truth -> text.append(truth);
            case JsonNull nothing -> text.append(nothing);
        }
    }

    private void writeObject(JsonObject object, int depth) {
        text.append('{');
        for (int i = 0; i < object.size(); i++) {
            begin(i, depth + 1);
            quote(object.name(i), text);
            text.append(pretty ? ": " : ":");
            write(object.value(i), depth + 1);
        }
        end(object.size(), depth);
        text.append('}');
    }

    private void writeArray(JsonArray array, int depth) {
        text.append('[');
        for (int i = 0; i < array.items().size(); i++) {
            begin(i, depth + 1);
            write(array.items().get(i), depth + 1);
        }
        end(array.items().size(), depth);
        text.append(']');
    }

    private void begin(int index, int depth) {
        if (index > 0) {
            text.append(',');
        }
        if (pretty) {
            text.append('\n').repeat(INDENT, depth);
        }
    }

    private void end(int size, int depth) {
        if (pretty && size > 0) {
            text.append('\n').repeat(INDENT, depth);
        }
    }

    /** A string with no more escapes than it needs, as RFC 8785 §3.2.2.2 wants them. */
    static void quote(String value, StringBuilder text) {
        text.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            text.append(value, plain, i);
            plain = i + 1;
            escape(c, text);
        }
        text.append(value, plain, value.length()).append('"');
    }

    private static void escape(char c, StringBuilder text) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
