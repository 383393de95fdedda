package org.commonwatch.telemetry.sensor.line;

import java.nio.charset.StandardCharsets;

/** One line, without its line end, in the chunk that holds it. */
public final class Line {
    private final byte[] bytes;
    private final int from;
    private final int to;

    /**
     * A window of the bytes, which are not copied.
     *
     * @param from index of the first byte
     * @param to index after the last byte
     */
    public Line(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The chunk's bytes, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte. */
    public int from() {
        return from;
    }

    /** Index after the last byte. */
    public int to() {
        return to;
    }

    /** The line as a byte string: one char for each byte. */
    public String text() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The byte string of a text. */
    public static String bytesOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                return new String(encoded, StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /** The text of a byte string. */
    public static String textOf(String byteString) {
        return new String(byteString.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
