package org.commonwatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/** All of it or nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsTest {
    private final Home home = new Home();
    private EmbeddedPostgres postgres;
    private Transactions transactions;

    @BeforeAll
    void start() throws IOException {
        postgres = EmbeddedPostgres.start(home.prepared());
        transactions = new Transactions(new Unpooled(postgres.database()));
    }

    @AfterAll
    void stop() {
        postgres.close();
        home.remove();
    }

    @BeforeEach
    void twoRows() throws SQLException {
        Probe.execute(
                postgres.database(),
                "DROP TABLE IF EXISTS cell; CREATE TABLE cell (id int, count int);"
                        + "INSERT INTO cell VALUES (1, 0), (2, 0)");
    }

    @Test
    void whatEndsWellIsKept() throws SQLException {
        String answer =
                transactions.run(connection -> {
                    count(connection, 1);
                    assertThat(total()).as("before the commit").isEqualTo("0");
                    return "done";
                });
        assertThat(answer).isEqualTo("done");
        assertThat(total()).isEqualTo("1");
    }

    @Test
    void whatThrowsLeavesNothing() throws SQLException {
        var bug = new IllegalStateException("a bug");
        assertThat(
                        catchThrowable(() ->
                                transactions.run(connection -> {
                                    count(connection, 1);
                                    throw bug;
                                })))
                .isSameAs(bug);
        assertThat(total()).isEqualTo("0");
    }

    @Test
    void anSqlExceptionKeepsItsCause() throws SQLException {
        assertThatThrownBy(() ->
                        transactions.run(connection -> {
                            count(connection, 1);
                            Probe.execute(connection, "SELECT nonsense");
                            return true;
                        }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("42703")
                .hasCauseInstanceOf(SQLException.class);
        assertThat(total()).isEqualTo("0");
    }

    @Test
    void aSwallowedErrorIsNotTakenForACommit() throws SQLException {
        assertThatThrownBy(() ->
                        transactions.run(connection -> {
                            count(connection, 1);
                            return catchThrowable(() -> Probe.execute(connection, "nonsense"));
                        }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("25P02"); // in_failed_sql_transaction
        assertThat(total()).isEqualTo("0");
    }

    @Test
    void readingCannotWrite() throws SQLException {
        assertThat(transactions.<String>read(c -> Probe.ask(c, "SELECT count(*) FROM cell")))
                .isEqualTo("2");
        var e =
                catchThrowableOfType(
                        DatabaseException.class,
                        () ->
                                transactions.read(connection -> {
                                    count(connection, 1);
                                    return true;
                                }));
        assertThat(e).hasMessageContaining("25006"); // read_only_sql_transaction
        assertThat(total()).isEqualTo("0");
    }

    @Test
    void aDeadlockIsRunAgain() throws Exception {
        var begun = new AtomicInteger();
        var bothHoldOne = new CyclicBarrier(2);
        var other = CompletableFuture.supplyAsync(() -> countBoth(2, 1, begun, bothHoldOne));
        countBoth(1, 2, begun, bothHoldOne);
        other.get();
        assertThat(begun).as("two, and the loser once more").hasValue(3);
        assertThat(total()).as("each counted both, once").isEqualTo("4");
    }

    private boolean countBoth(int first, int second, AtomicInteger begun, CyclicBarrier barrier) {
        return transactions.run(connection -> {
            int turn = begun.incrementAndGet();
            count(connection, first);
            if (turn <= 2) {
                await(barrier);
            }
            count(connection, second);
            return true;
        });
    }

    @Test
    void aSerializationFailureIsRunAgain() throws SQLException {
        var begun = new AtomicInteger();
        transactions.run(connection -> {
            Probe.execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            String seen = Probe.ask(connection, "SELECT count FROM cell WHERE id = 1");
            if (begun.incrementAndGet() == 1) {
                Probe.execute(postgres.database(), "UPDATE cell SET count = 10");
            }
            Probe.execute(connection, "UPDATE cell SET count = 1 + " + seen + " WHERE id = 1");
            return true;
        });
        assertThat(begun).hasValue(2);
        assertThat(total()).isEqualTo("21");
    }

    @Test
    void losingForEverEnds() {
        var begun = new AtomicInteger();
        assertThatThrownBy(() ->
                        transactions.run(connection -> {
                            begun.incrementAndGet();
                            throw new SQLException("lost again", "40001");
                        }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("lost again");
        assertThat(begun).hasValue(Transactions.ATTEMPTS);
    }

    @Test
    void otherFailuresAreNotRunAgain() {
        var begun = new AtomicInteger();
        assertThatThrownBy(() ->
                        transactions.run(connection -> {
                            begun.incrementAndGet();
                            throw new SQLException("no state at all");
                        }))
                .isInstanceOf(DatabaseException.class);
        assertThat(begun).hasValue(1);
    }

    @Test
    void aRollbackThatFailsMasksNothing() {
        var bug = new IllegalStateException("the first failure");
        var thrown =
                catchThrowable(() ->
                        transactions.run(connection -> {
                            connection.close();
                            throw bug;
                        }));
        assertThat(thrown).isSameAs(bug);
        assertThat(thrown.getSuppressed()).hasAtLeastOneElementOfType(SQLException.class);
    }

    @Test
    void noConnectionIsLeftOpen() throws SQLException {
        for (int i = 0; i < 2 * Cluster.MAX_CONNECTIONS; i++) {
            transactions.<String>read(connection -> Probe.ask(connection, "SELECT 1"));
        }
        assertThat(total()).isEqualTo("0");
    }

    private static void count(Connection connection, int id) throws SQLException {
        Probe.execute(connection, "UPDATE cell SET count = count + 1 WHERE id = " + id);
    }

    private String total() throws SQLException {
        return Probe.ask(postgres.database(), "SELECT sum(count) FROM cell");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
