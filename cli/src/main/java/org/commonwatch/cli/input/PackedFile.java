package org.commonwatch.cli.input;

import org.commonwatch.archive.LineFile;
import org.commonwatch.archive.LineSource;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A packed file among those that are followed: it does not grow, and may hold what was counted. */
final class PackedFile {
    private final Path path;
    private final String identity;
    private final int year;

    PackedFile(Path path, String identity, int year) {
        this.path = path;
        this.identity = identity;
        this.year = year;
    }

    /**
     * Takes what of it was not counted yet, and gives its own mark; empty if it was counted itself.
     *
     * @param counted what was counted, under this name or any other
     */
    Optional<Mark> take(Growth growth, List<Mark> counted) throws IOException {
        try (FileChannel raw = FileChannel.open(path, StandardOpenOption.READ)) {
            for (Mark mark : counted) {
                if (mark.isIn(raw)) {
                    return Optional.empty();
                }
            }
            byte[] start;
            try (LineSource source = LineSource.of(path)) {
                start = source.start(Mark.SAMPLE_BYTES);
            }
            Optional<Mark> same =
                    counted.stream()
                            .filter(mark -> mark.beginsSo(start))
                            .max(Comparator.comparingLong(Mark::position));
            long size = raw.size();
            long lines = same.isPresent() ? rest(growth, same.get(), size) : all(growth, size);
            return Optional.of(Mark.of(path.toString(), identity, raw, size, lines));
        }
    }

    private long all(Growth growth, long bytes) throws IOException {
        try (LineSource source = LineSource.of(path)) {
            return growth.begin(source, year).map(file -> file.add(source, bytes)).orElse(0L);
        }
    }

    private long rest(Growth growth, Mark mark, long bytes) throws IOException {
        String name = path.toString();
        try (InputStream in = LineFile.open(path);
                InputStream before = LineFile.open(path);
                LineSource whole = LineSource.of(path)) {
            in.skipNBytes(mark.position());
            LineSource counted = LineSource.of(name, new Head(before, mark.position()));
            LineSource rest = LineSource.of(name, in, mark.position());
            return growth.goOn(whole, year, counted, mark.lines())
                    .map(file -> file.add(rest, bytes))
                    .orElse(mark.lines());
        } catch (EOFException all) {
            return mark.lines(); // and more than it has was counted already
        }
    }

    /** The beginning of a stream. */
    private static final class Head extends FilterInputStream {
        private final AtomicLong left;

        Head(InputStream in, long bytes) {
            super(in);
            left = new AtomicLong(bytes);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int most = (int) Math.min(length, left.get());
            int count = most == 0 ? -1 : in.read(bytes, offset, most);
            left.addAndGet(-Math.max(0, count));
            return count;
        }
    }
}
