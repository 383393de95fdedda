package org.commonwatch.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What PostgreSQL writes to {@code postgres.log}. */
record ServerLog(Path file) {
    /** Begun anew at a start after this size; the one before it is kept beside it. */
    static final long FULL_BYTES = 10L << 20;

    private static final int MOST_BYTES_READ = 64 << 10;
    private static final int MOST_LINES_QUOTED = 10;

    static ServerLog in(Folder home) {
        return new ServerLog(home.path().resolve("postgres.log"));
    }

    /** Where the next line will begin. */
    long end() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    void beginAnewIfFull() throws IOException {
        if (end() > FULL_BYTES) {
            Path old = file.resolveSibling("postgres.log.old");
            Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What was written from a place on, without what is too long ago to matter. */
    String since(long place) throws IOException {
        if (end() <= place) {
            return "";
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bytes = ByteBuffer.allocate(MOST_BYTES_READ);
            channel.position(Math.max(place, channel.size() - MOST_BYTES_READ));
            while (channel.read(bytes) > 0) {
                // until the buffer is full or the file ends
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }

    /** The last lines of a log, for a person. */
    static String lastLines(String text) {
        List<String> lines = text.strip().lines().toList();
        int from = Math.max(0, lines.size() - MOST_LINES_QUOTED);
        return String.join("\n", lines.subList(from, lines.size()));
    }
}
