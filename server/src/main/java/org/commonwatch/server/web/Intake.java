package org.commonwatch.server.web;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.springframework.web.servlet.function.ServerRequest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens what is posted. It is held in memory until it is kept, so all that is held at one time has
 * a limit as each body has.
 */
public final class Intake {
    /** A body is read within this time, or it makes way for others. */
    public static final Duration TIME_LIMIT = Duration.ofMinutes(2);

    /** All bodies together are no more than so many of the largest. */
    public static final int BODIES = 8;

    private static final int RETRY_SECONDS = 5;
    private static final String WHAT = "What was sent";

    private final long bodyLimit;
    private final AtomicLong held = new AtomicLong();

    /** Of bodies of so many bytes at most. */
    public Intake(long bodyLimit) {
        this.bodyLimit = bodyLimit;
    }

    /** The body; it is held until the stream is closed. */
    public InputStream open(ServerRequest request) throws IOException {
        return open(request.headers().contentLength(), request.servletRequest().getInputStream());
    }

    /** The same of a body of which its sender may have said how long it is. */
    InputStream open(OptionalLong length, InputStream body) {
        if (length.orElse(0) > bodyLimit) {
            throw new ProblemException(Problem.TooLarge.than(bodyLimit, WHAT));
        }
        return new LimitedInput(new Held(body), WHAT, bodyLimit, TIME_LIMIT);
    }

    private final class Held extends FilterInputStream {
        private final AtomicLong own = new AtomicLong();

        Held(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            hold(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            hold(Math.max(read, 0));
            return read;
        }

        private void hold(int more) {
            own.addAndGet(more);
            if (held.addAndGet(more) > BODIES * bodyLimit) {
                throw new ProblemException(new Problem.Busy(RETRY_SECONDS));
            }
        }

        @Override
        public void close() throws IOException {
            held.addAndGet(-own.getAndSet(0));
            super.close();
        }
    }
}
