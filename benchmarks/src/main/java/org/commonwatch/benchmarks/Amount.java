package org.commonwatch.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What was read, which JMH divides by the time it took. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Amount {
    /** Bytes of lines. */
    public long bytes;

    /** Lines, each of which is an event. */
    public long lines;

    void add(SampleLines read) {
        bytes += read.bytes();
        lines += read.lines();
    }
}
