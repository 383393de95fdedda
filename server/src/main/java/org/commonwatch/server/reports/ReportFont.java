package org.commonwatch.server.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The font that reports are set in, in the form TrueType. It draws some characters with the glyph
 * of another, and what is copied from a PDF is the least of all that have the glyph: radicals where
 * words were meant. So it is taken to have no radicals of its own, nor a figure dash.
 */
final class ReportFont {
    private static final String FILE = "/fonts/NotoSansTC_400Regular.ttf";

    private static final int FIRST_RADICAL = 0x2E80;
    private static final int LAST_RADICAL = 0x2FDF;
    private static final int FIGURE_DASH = 0x2012;

    // As the OpenType specification lays tables out.
    private static final int TABLES = 4;
    private static final int FIRST_TABLE = 12;
    private static final int TABLE_ENTRY = 16;
    private static final int CMAP = 0x636D6170;
    private static final int SEGMENTED = 12;

    private ReportFont() {}

    static byte[] read() {
        try (InputStream file = ReportFont.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the build has no " + FILE);
            }
            byte[] font = file.readAllBytes();
            takeRadicalsOut(ByteBuffer.wrap(font));
            return font;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private static void takeRadicalsOut(ByteBuffer font) {
        for (int i = 0; i < font.getShort(TABLES); i++) {
            int entry = FIRST_TABLE + i * TABLE_ENTRY;
            if (font.getInt(entry) == CMAP) {
                int cmap = font.getInt(entry + 8);
                for (int j = 0; j < font.getShort(cmap + 2); j++) {
                    int subtable = cmap + font.getInt(cmap + 4 + j * 8 + 4);
                    if (font.getShort(subtable) == SEGMENTED) {
                        takeRadicalsOut(font, subtable);
                    }
                }
            }
        }
    }

    // Groups of a first character, a last one, and the glyph of the first.
    private static void takeRadicalsOut(ByteBuffer font, int subtable) {
        int groups = font.getInt(subtable + 12);
        for (int i = 0; i < groups; i++) {
            int group = subtable + 16 + i * 12;
            int first = font.getInt(group);
            int last = font.getInt(group + 4);
            boolean radicals = first >= FIRST_RADICAL && last <= LAST_RADICAL;
            if (radicals || (first == FIGURE_DASH && last == FIGURE_DASH)) {
                font.putInt(group + 8, 0);
                font.putInt(group + 4, first);
            }
        }
    }
}
