package org.commonwatch.cli.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Lines of one format as a row of files, none much larger than wanted. */
final class LineParts implements AutoCloseable {
    private final SimulationFolder folder;
    private final String name;
    private final String ending;
    private final long partBytes;
    private final AtomicReference<OutputStream> part =
            new AtomicReference<>(OutputStream.nullOutputStream());
    private final AtomicInteger parts = new AtomicInteger();
    private final AtomicLong room = new AtomicLong();

    /**
     * Begins with the first file when the first lines come.
     *
     * @param partBytes a file is ended before it would have more bytes of lines
     */
    LineParts(SimulationFolder folder, String name, String ending, long partBytes) {
        this.folder = folder;
        this.name = name;
        this.ending = ending;
        this.partBytes = partBytes;
    }

    /**
     * Adds whole lines.
     *
     * @param lines of an array, from its first byte on; packed or not
     * @param plainLength how many bytes they have if they are not packed
     */
    void add(ByteBuffer lines, int plainLength) throws IOException {
        if (parts.get() == 0 || plainLength > room.get()) {
            part.get().close();
            int number = parts.incrementAndGet();
            String file = String.format(Locale.ROOT, "%s-%04d%s", name, number, ending);
            part.set(folder.begin(file));
            room.set(partBytes);
        }
        part.get().write(lines.array(), lines.arrayOffset(), lines.limit());
        room.addAndGet(-plainLength);
    }

    @Override
    public void close() throws IOException {
        part.get().close();
    }
}
