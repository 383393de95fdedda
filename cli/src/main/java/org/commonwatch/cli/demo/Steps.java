package org.commonwatch.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Tells what is done, and how many seconds it took. */
final class Steps {
    private static final double SECOND = 1e9;

    private final PrintWriter err;
    private final AtomicLong since = new AtomicLong(System.nanoTime());

    Steps(PrintWriter err) {
        this.err = err;
    }

    void done(String what) {
        long now = System.nanoTime();
        double seconds = (now - since.getAndSet(now)) / SECOND;
        err.println(String.format(Locale.ROOT, "  done  %5.1f s  %s", seconds, what));
        err.flush();
    }
}
