package org.commonwatch.stix.pattern.value;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bytes in patterns and properties, as the text whose code points they are. */
public final class Binary {
    private Binary() {}

    /** The bytes, or null if the text is not hexadecimal. */
    public static @Nullable String hex(String text) {
        if (text.length() % 2 != 0) {
            return null;
        }
        var bytes = new StringBuilder(text.length() / 2);
        for (int i = 0; i < text.length(); i += 2) {
            int high = digit(text.charAt(i));
            int low = digit(text.charAt(i + 1));
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.append((char) (high << 4 | low));
        }
        return bytes.toString();
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** The bytes, or null if the text is not Base64; line feeds in it mean nothing. */
    public static @Nullable String base64(String text) {
        String line = text.indexOf('\n') < 0 ? text : text.replaceAll("\r?\n", "");
        if (line.length() % 4 != 0) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(line);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Whether all code points are below 256, as those of bytes are. */
    public static boolean isBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }
}
