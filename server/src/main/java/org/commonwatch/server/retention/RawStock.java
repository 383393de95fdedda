package org.commonwatch.server.retention;

import org.commonwatch.archive.raw.RawFiles;
import org.commonwatch.server.database.Rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files of deliveries: one goes when its last delivery is old and none of them is held. */
final class RawStock implements Stock {
    private static final String OF = "raw files";

    private final RawFiles files;

    RawStock(RawFiles files) {
        this.files = files;
    }

    private record Old(
            String file, long bytes, Instant first, Instant last, boolean held, String digests) {}

    private static List<Old> old(Connection connection, Age age) throws SQLException {
        String held =
                Holds.covers(
                        age.of(),
                        "tstzrange(t.received, t.received, '[]')",
                        "ARRAY[t.sensor, t.segment]");
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT file, sum(bytes)::bigint, min(received), max(received), bool_or(%s),
                               encode(sha256(convert_to(
                                   string_agg(digest, '' ORDER BY start), 'UTF8')), 'hex')
                          FROM raw_segment t GROUP BY file HAVING max(received) < ? ORDER BY file
                        """
                                .formatted(held))) {
            statement.setObject(1, Rows.at(age.now()));
            statement.setObject(2, Rows.at(age.before()));
            List<Old> old = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    old.add(
                            new Old(
                                    row.getString(1),
                                    row.getLong(2),
                                    Rows.instant(row, 3),
                                    Rows.instant(row, 4),
                                    row.getBoolean(5),
                                    row.getString(6)));
                }
            }
            return old;
        }
    }

    @Override
    public Account look(Connection connection, Age age) throws SQLException {
        Account account = Account.none(OF);
        for (Old each : old(connection, age)) {
            account = account.and(account(each));
        }
        return account;
    }

    private static Account account(Old old) {
        return old.held
                ? new Account(OF, 0, 0, null, null, 1, "")
                : new Account(OF, 1, old.bytes, old.first, old.last, 0, old.digests);
    }

    @Override
    public Erasure erase(Connection connection, Age age) throws SQLException {
        List<Old> gone = new ArrayList<>(old(connection, age));
        gone.removeIf(Old::held);
        Account account = Account.none(OF);
        for (Old each : gone) {
            account = account.and(account(each));
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM raw_segment WHERE file = ANY (?)")) {
            Rows.bind(statement, 1, gone, Old::file);
            statement.executeUpdate();
        }
        return new Erasure(
                account.with(gone.stream().map(Old::digests).toList()),
                () -> {
                    for (Old each : gone) {
                        files.delete(each.file);
                    }
                });
    }
}
