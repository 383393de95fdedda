package org.commonwatch.cli.input;

import org.commonwatch.archive.LineSource;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that is open and grows, and how far it was counted. */
final class FollowedFile implements Closeable {
    private static final int BLOCK_BYTES = 64 << 10;

    private final String identity;
    private final FileChannel channel;
    private Path path;
    private Mark mark;
    // Up to here there is no line end that was not counted.
    private long searched;
    private long size;
    private boolean foreign;
    private Growth.@Nullable OfFile growth;

    FollowedFile(Path path, String identity) throws IOException {
        this.path = path;
        this.identity = identity;
        channel = FileChannel.open(path, StandardOpenOption.READ);
        mark = Mark.of(path.toString(), identity, channel, 0, 0);
    }

    Path path() {
        return path;
    }

    /** It has another name now. */
    void renamed(Path to) {
        path = to;
    }

    FileChannel channel() {
        return channel;
    }

    Mark mark() {
        return mark;
    }

    /** Goes on where the same content was counted to. */
    void resume(Mark counted) throws IOException {
        long here = channel.size();
        boolean shorter = here < counted.position();
        long position = shorter ? here : counted.position();
        long lines = shorter ? lineEnds(here) : counted.lines();
        mark = Mark.of(path.toString(), identity, channel, position, lines);
        searched = position;
    }

    private long lineEnds(long to) throws IOException {
        long count = 0;
        for (long from = 0; from < to; from += BLOCK_BYTES) {
            ByteBuffer block = block(from, to);
            for (int i = 0; i < block.position(); i++) {
                count += block.get(i) == '\n' ? 1 : 0;
            }
        }
        return count;
    }

    private ByteBuffer block(long from, long to) throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, to - from));
        while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {
            // more of it
        }
        return block;
    }

    /** Whether something else is in it than what was counted. */
    boolean isAnew() throws IOException {
        return mark.position() > 0 && (channel.size() < mark.position() || !mark.beginsSo(channel));
    }

    /** Forgets what was counted of it: something else is in it now. */
    void restart() throws IOException {
        mark = Mark.of(path.toString(), identity, channel, 0, 0);
        searched = 0;
        size = 0;
        foreign = false;
        growth = null;
    }

    /**
     * Takes what was added, up to the last line end; whether there was anything.
     *
     * @param year in which it was last written to
     * @param last nothing will follow: the last line is whole as it stands
     */
    boolean grow(Growth growths, int year, boolean last) throws IOException {
        size = channel.size();
        long position = mark.position();
        long end = last ? size : lineEnd();
        searched = Math.max(searched, size);
        if (end <= position || foreign) {
            return false;
        }
        if (growth == null) {
            growth = begin(growths, year, end).orElse(null);
            foreign = growth == null;
        }
        if (growth != null) {
            long lines = growth.add(part(position, end), end - position);
            mark = Mark.of(path.toString(), identity, channel, end, lines);
        }
        return true;
    }

    private Optional<Growth.OfFile> begin(Growth growths, int year, long end) {
        LineSource first = part(0, end);
        return mark.position() == 0
                ? growths.begin(first, year)
                : growths.goOn(first, year, part(0, mark.position()), mark.lines());
    }

    private LineSource part(long from, long to) {
        return LineSource.part(path.toString(), channel, from, to);
    }

    // After the last line end there is; 0 if none is new.
    private long lineEnd() throws IOException {
        long to = size;
        while (to > searched) {
            long from = Math.max(searched, to - BLOCK_BYTES);
            ByteBuffer block = block(from, to);
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
