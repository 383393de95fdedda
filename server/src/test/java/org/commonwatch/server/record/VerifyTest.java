package org.commonwatch.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.Optional;
import java.util.random.RandomGenerator;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyTest {
    private static final int ENTRIES = 25;

    private final Shelf shelf = Shelf.empty();
    private final Record record = shelf.open();

    @BeforeAll
    void fill() {
        for (int i = 1; i <= ENTRIES; i++) {
            if (i % 5 == 0) {
                shelf.commit("change " + i);
                record.changed();
            } else {
                record.append(Shelf.answer("n=" + i, i % 3 == 0 ? new long[0] : new long[] {i}));
            }
        }
        shelf.execute("CREATE TABLE kept AS SELECT * FROM record");
    }

    @AfterAll
    void close() {
        record.close();
        shelf.close();
    }

    @Test
    void anythingDoneToASingleRowIsTold() {
        String noted = record.head().hash();
        Cases.check(
                200,
                random -> {
                    long number = random.nextInt(ENTRIES) + 1L;
                    long due = tamper(number, random);
                    Optional<Finding> finding =
                            Record.verify(Shelf.all(record), Optional.of(noted)).finding();
                    shelf.execute("DELETE FROM record");
                    shelf.execute("INSERT INTO record SELECT * FROM kept");
                    assertThat(finding.map(Finding::number)).contains(due);
                });
        assertThat(Record.verify(Shelf.all(record), Optional.of(noted)).finding()).isEmpty();
    }

    /** Does something to a row, and gives the number of the first entry that does not fit. */
    private long tamper(long number, RandomGenerator random) {
        String where = " WHERE number = " + number;
        String sql =
                switch (random.nextInt(12)) {
                    case 0 -> "DELETE FROM record" + where;
                    case 1 -> "UPDATE record SET body = replace(body, '2030', '2031')" + where;
                    case 2 -> "UPDATE record SET body = body || ' '" + where;
                    case 3 -> "UPDATE record SET at = at + interval '1 microsecond'" + where;
                    case 4 -> "UPDATE record SET kind = kind || 's'" + where;
                    case 5 -> "UPDATE record SET hash = sha256(hash)" + where;
                    case 6 ->
                            "UPDATE record SET first = coalesce(first, 0) + 1,"
                                    + " last = coalesce(last, 0) + 1,"
                                    + " rows = coalesce(rows, '\\x01')"
                                    + where;
                    case 7 ->
                            "UPDATE record SET first = 4, last = 4, rows = '\\x04'"
                                    + (number == 4 ? " WHERE number = 1" : where);
                    case 8 -> "UPDATE record SET number = number - 1000" + where;
                    case 9 -> "UPDATE record SET number = number + 1000" + where;
                    case 10 -> swap(number, random.nextInt(ENTRIES) + 1L);
                    default -> insert(number);
                };
        shelf.execute(sql);
        return firstOf(sql, number);
    }

    private static long firstOf(String sql, long number) {
        if (sql.contains("- 1000")) {
            return number - 1000;
        }
        if (sql.contains("first = 4") && number == 4) {
            return 1;
        }
        if (sql.contains("other")) {
            return Long.parseLong(sql.replaceAll("(?s).*least\\((\\d+)\\).*", "$1"));
        }
        return number;
    }

    // Bodies, and all that goes with them, change places; numbers stay.
    private static String swap(long one, long chosen) {
        long other = chosen == one ? one % ENTRIES + 1 : chosen;
        return """
        UPDATE record SET at = other.at, kind = other.kind, body = other.body,
                          first = other.first, last = other.last, rows = other.rows,
                          hash = other.hash
          FROM kept other
         WHERE record.number IN (%d, %d) AND other.number = %d + %d - record.number
           AND 0 < least(%d)
        """
                .formatted(one, other, one, other, Math.min(one, other));
    }

    // All from there on move up by one, and a copy takes the place.
    private static String insert(long number) {
        return """
        WITH gone AS (DELETE FROM record WHERE number >= %d)
        INSERT INTO record
        SELECT number + 1000, at, kind, body, first, last, rows, hash FROM kept WHERE number >= %d
        """
                .formatted(number, number);
    }

    @Test
    void aRowPutInBetweenIsTold() {
        shelf.execute("DELETE FROM record WHERE number >= 10");
        shelf.execute(
                """
                INSERT INTO record
                SELECT number + 1, at, kind, body, first, last, rows, hash FROM kept
                 WHERE number >= 9
                """);
        assertThat(Shelf.finding(record)).contains(new Finding(10, Finding.Kind.CHANGED));
        shelf.execute("DELETE FROM record");
        shelf.execute("INSERT INTO record SELECT * FROM kept");
    }

    @Test
    void aRecordCutAtItsEndIsToldToWhoeverNotedItsHead() {
        Head head = record.head();
        shelf.execute("DELETE FROM record WHERE number > 20");
        assertThat(Shelf.finding(record)).isEmpty();
        assertThat(Record.verify(Shelf.all(record), Optional.of(head.hash())).finding())
                .contains(new Finding(21, Finding.Kind.CUT));
        shelf.execute("DELETE FROM record");
        assertThat(Record.verify(Shelf.all(record), Optional.of(head.hash())).finding())
                .contains(new Finding(1, Finding.Kind.CUT));
        assertThat(Record.verify(Shelf.all(record), Optional.of(Head.GENESIS.hash())).finding())
                .isEmpty();
        shelf.execute("INSERT INTO record SELECT * FROM kept");
        assertThat(Record.verify(Shelf.all(record), Optional.of(head.hash())))
                .isEqualTo(new Verification(head, Optional.empty()));
    }
}
