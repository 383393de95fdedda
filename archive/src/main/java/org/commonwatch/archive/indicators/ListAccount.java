package org.commonwatch.archive.indicators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of every row of a list.
 *
 * @param list its name
 * @param format what it is written in
 * @param rows how many became what
 * @param firstRejected the first {@link Rejected#KEPT_LIMIT} bad ones
 */
public record ListAccount(String list, String format, Rows rows, List<Rejected> firstRejected) {
    /**
     * Numbers of rows; a header, comments and blank lines are none.
     *
     * @param kept indicators that are looked for, repeated and known-good ones included
     * @param leftOut good ones that are not looked for, by the reason
     * @param rejected bad ones
     */
    public record Rows(long kept, Map<String, Long> leftOut, long rejected) {
        public Rows {
            leftOut = Map.copyOf(leftOut);
        }

        /** All together. */
        public long all() {
            return kept + leftOut.values().stream().mapToLong(Long::longValue).sum() + rejected;
        }
    }

    public ListAccount {
        firstRejected = List.copyOf(firstRejected);
    }

    /** Collects what becomes of rows. */
    static final class Collector {
        private final AtomicLong kept = new AtomicLong();
        private final AtomicLong rejected = new AtomicLong();
        private final Map<String, Long> leftOut = new TreeMap<>();
        private final List<Rejected> first = new ArrayList<>();

        boolean isEmpty() {
            return kept.get() + rejected.get() == 0 && leftOut.isEmpty();
        }

        void keep() {
            kept.setPlain(kept.getPlain() + 1);
        }

        void leaveOut(String reason) {
            leftOut.merge(reason, 1L, Long::sum);
        }

        void reject(long line, String reason) {
            rejected.incrementAndGet();
            if (first.size() < Rejected.KEPT_LIMIT) {
                first.add(new Rejected(line, reason));
            }
        }

        ListAccount account(String list, String format) {
            return new ListAccount(
                    list, format, new Rows(kept.get(), leftOut, rejected.get()), first);
        }
    }
}
