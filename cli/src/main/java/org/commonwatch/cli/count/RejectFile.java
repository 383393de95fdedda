package org.commonwatch.cli.count;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Rejected;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All lines that could not be read, as JSON lines: {@code file}, {@code line} and {@code byte}
 * where it stands in the unpacked file, {@code reason}, {@code detail}, and its first bytes as
 * {@code text}, which a line that is too long has none of. Of one file they are in its order.
 */
final class RejectFile implements Closeable {
    /** No more bytes of a line are kept. */
    static final int TEXT_BYTES = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WholeFile file;

    RejectFile(Path file) {
        this.file = WholeFile.at(file);
    }

    /** The beginnings of a chunk's rejected lines, while its bytes are there. */
    static List<String> texts(Chunk chunk, List<Rejected> rejected) {
        return switch (chunk) {
            case Chunk.TooLong _ -> List.of();
            case Chunk.Lines lines -> {
                List<String> texts = new ArrayList<>(rejected.size());
                for (Rejected line : rejected) {
                    texts.add(text(lines, lines.from() + (int) (line.offset() - lines.offset())));
                }
                yield texts;
            }
        };
    }

    private static String text(Chunk.Lines lines, int from) {
        byte[] bytes = lines.bytes();
        int most = Math.min(lines.to(), from + TEXT_BYTES);
        int to = from;
        while (to < most && bytes[to] != '\n') {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * Adds a line.
     *
     * @param text its beginning, if there is one
     */
    void add(String name, Rejected line, @Nullable String text) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", name);
        row.put("line", line.line());
        row.put("byte", line.offset());
        row.put("reason", line.reason().label());
        if (!line.detail().isEmpty()) {
            row.put("detail", line.detail());
        }
        if (text != null) {
            row.put("text", text);
        }
        try {
            file.out().write(JSON.writeValueAsBytes(row));
            file.out().write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the file its name. */
    void finish() throws IOException {
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
