package org.commonwatch.server.retention;

import org.commonwatch.archive.events.ArchiveIntake;
import org.commonwatch.archive.events.Manifest;
import org.commonwatch.archive.events.Manifest.Part;
import org.commonwatch.server.database.Rows;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Parts of the archive: one goes when its last event is old. A run without parts is gone. */
final class EventStock implements Stock {
    /** So many go in one step. */
    private static final int AT_ONCE = 1_000;

    private static final String OF = "archived events";

    private final ArchiveIntake archive;

    EventStock(ArchiveIntake archive) {
        this.archive = archive;
    }

    private record Old(Manifest run, List<Part> parts, List<Part> held) {
        boolean isAll() {
            return parts.size() == run.parts().size();
        }
    }

    private List<Old> old(Connection connection, Age age, int limit)
            throws SQLException, IOException {
        List<Old> old = new ArrayList<>();
        int count = 0;
        for (Manifest run : archive.runs()) {
            List<Part> parts = new ArrayList<>();
            List<Part> held = new ArrayList<>();
            for (Part part : run.parts()) {
                if (part.last().isBefore(age.before())) {
                    (isHeld(connection, age, run, part) ? held : parts).add(part);
                }
            }
            if (!parts.isEmpty() || !held.isEmpty()) {
                old.add(new Old(run, parts, held));
                count += parts.size();
            }
            if (count >= limit) {
                break;
            }
        }
        return old;
    }

    private static boolean isHeld(Connection connection, Age age, Manifest run, Part part)
            throws SQLException {
        List<String> names =
                Stream.concat(
                                Stream.of(run.origin().sensor().split(", ", -1)),
                                run.origin().segments().stream()
                                        .flatMap(each -> Stream.of(each.name().split(" ", 2))))
                        .distinct()
                        .toList();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT " + Holds.covers(age.of(), "tstzrange(?, ?, '[]')", "?::text[]"))) {
            statement.setObject(1, Rows.at(age.now()));
            statement.setObject(2, Rows.at(part.first()));
            statement.setObject(3, Rows.at(part.last()));
            Rows.bind(statement, 4, names, each -> each);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public Account look(Connection connection, Age age) throws SQLException, IOException {
        return account(old(connection, age, Integer.MAX_VALUE));
    }

    private static Account account(List<Old> old) {
        Account account = Account.none(OF);
        for (Old each : old) {
            for (Part part : each.parts) {
                account =
                        account.and(
                                new Account(
                                        OF,
                                        part.count(),
                                        part.bytes(),
                                        part.first(),
                                        part.last(),
                                        0,
                                        ""));
            }
            long held = each.held.stream().mapToLong(Part::count).sum();
            account = account.and(new Account(OF, 0, 0, null, null, held, ""));
        }
        return account;
    }

    @Override
    public Erasure erase(Connection connection, Age age) throws SQLException, IOException {
        List<Old> gone = old(connection, age, AT_ONCE);
        List<Old> whole = gone.stream().filter(Old::isAll).toList();
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM archive_run WHERE run = ANY (?)")) {
            Rows.bind(statement, 1, whole, each -> each.run.run());
            statement.executeUpdate();
        }
        List<String> digests =
                gone.stream().flatMap(each -> each.parts.stream()).map(Part::sha256).toList();
        return new Erasure(
                account(gone).with(digests),
                () -> {
                    for (Old each : gone) {
                        Set<Part> parts = new HashSet<>(each.parts);
                        archive.forget(each.run.run(), parts);
                    }
                });
    }
}
