package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Ends in a problem where a limit is passed, before memory or patience does. */
public final class LimitedInput extends FilterInputStream {
    private final String what;
    private final long limit;
    private final Duration timeLimit;
    private final AtomicLong count = new AtomicLong();
    private final long end;

    /**
     * Lets so many bytes through, for so long from now on.
     *
     * @param what is read, to begin a sentence
     */
    public LimitedInput(InputStream in, String what, long limit, Duration timeLimit) {
        super(in);
        this.what = what;
        this.limit = limit;
        this.timeLimit = timeLimit;
        this.end = System.nanoTime() + timeLimit.toNanos();
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        add(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        add(read);
        return read;
    }

    private void add(int read) {
        if (System.nanoTime() - end > 0) {
            throw new ProblemException(new Problem.TooSlow(timeLimit.toSeconds()));
        }
        if (count.addAndGet(Math.max(read, 0)) > limit) {
            throw new ProblemException(Problem.TooLarge.than(limit, what));
        }
    }
}
