package org.commonwatch.server.pipeline;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.pipeline.Delivery.Receipt;
import org.commonwatch.server.pipeline.Segments.Kept;
import org.commonwatch.server.pipeline.Segments.Segment;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The segments that were counted, and those that are about to be: whoever has claimed an id is the
 * only one who counts under it, and another with the same waits for the outcome.
 */
final class Known {
    private final Transactions transactions;
    private final Map<Id, CompletableFuture<Void>> claimed = new ConcurrentHashMap<>();

    private record Id(String sensor, String segment) {}

    /** The right to count under an id, until it is closed. */
    final class Claim implements AutoCloseable {
        private final Id id;
        private final CompletableFuture<Void> end;
        private final Optional<Kept> kept;

        private Claim(Id id, CompletableFuture<Void> end, Optional<Kept> kept) {
            this.id = id;
            this.end = end;
            this.kept = kept;
        }

        /** What is kept of the segment if it was counted already. */
        Optional<Kept> kept() {
            return kept;
        }

        @Override
        public void close() {
            claimed.remove(id, end);
            end.complete(null);
        }
    }

    Known(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Claims an id of a sensor, as soon as nobody else has. */
    Claim claim(String sensor, String segment) {
        Id id = new Id(sensor, segment);
        CompletableFuture<Void> end = new CompletableFuture<>();
        for (var other = claimed.putIfAbsent(id, end);
                other != null;
                other = claimed.putIfAbsent(id, end)) {
            other.join();
        }
        try {
            return new Claim(id, end, transactions.read(connection -> find(connection, id)));
        } catch (RuntimeException e) {
            new Claim(id, end, Optional.empty()).close();
            throw e;
        }
    }

    private static Optional<Kept> find(Connection connection, Id id) throws SQLException {
        return Segments.find(connection, new Segment(id.sensor, id.segment, ""));
    }

    /** The receipt of a segment that was counted; refused if it had other bytes. */
    static Receipt again(Kept kept, Segment segment) {
        if (!kept.digest().equals(segment.digest())) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "The segment '" + segment.id() + "' was counted with other bytes.",
                            "Send these bytes under an id of their own."));
        }
        return kept.receipt();
    }
}
