package org.commonwatch.server.console;

import org.springframework.http.MediaType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console.
 *
 * @param packed the same in the form gzip; empty if that is not shorter
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Asset(MediaType type, byte[] bytes, byte[] packed) {
    private static final MediaType ANY = MediaType.APPLICATION_OCTET_STREAM;

    private static final Map<String, MediaType> TYPES =
            Map.ofEntries(
                    text("html", "text/html"),
                    text("js", "text/javascript"),
                    text("css", "text/css"),
                    text("json", "application/json"),
                    text("webmanifest", "application/manifest+json"),
                    text("svg", "image/svg+xml"),
                    text("txt", "text/plain"),
                    Map.entry("png", MediaType.IMAGE_PNG),
                    Map.entry("ico", MediaType.parseMediaType("image/x-icon")),
                    Map.entry("woff2", MediaType.parseMediaType("font/woff2")));

    private static Map.Entry<String, MediaType> text(String ending, String type) {
        return Map.entry(ending, MediaType.parseMediaType(type + ";charset=utf-8"));
    }

    static Asset of(String name, byte[] bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        byte[] packed = gzip(bytes);
        return new Asset(
                TYPES.getOrDefault(ending, ANY),
                bytes,
                packed.length < bytes.length * 9L / 10 ? packed : new byte[0]);
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream(bytes.length);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("written to memory", e);
        }
        return packed.toByteArray();
    }
}
