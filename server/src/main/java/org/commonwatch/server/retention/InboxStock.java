package org.commonwatch.server.retention;

import org.commonwatch.server.database.Rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files that the inbox has moved aside, by when they were written. */
final class InboxStock implements Stock {
    private static final List<String> ASIDE = List.of(".taken", ".refused");
    private static final String OF = "files of the inbox";

    private final Path folder;

    InboxStock(Path folder) {
        this.folder = folder;
    }

    private record Old(Path file, Instant at, long bytes, boolean held) {}

    private List<Old> old(Connection connection, Age age) throws SQLException, IOException {
        List<Old> old = new ArrayList<>();
        for (Path sensor : in(folder)) {
            for (String aside : ASIDE) {
                for (Path file : in(sensor.resolve(aside))) {
                    Instant at = Files.getLastModifiedTime(file).toInstant();
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && at.isBefore(age.before())) {
                        boolean held = isHeld(connection, age, at, sensor, file);
                        old.add(new Old(file, at, Files.size(file), held));
                    }
                }
            }
        }
        return old;
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static boolean isHeld(
            Connection connection, Age age, Instant at, Path sensor, Path file)
            throws SQLException {
        List<String> names =
                List.of(String.valueOf(sensor.getFileName()), String.valueOf(file.getFileName()));
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT " + Holds.covers(age.of(), "tstzrange(?, ?, '[]')", "?::text[]"))) {
            statement.setObject(1, Rows.at(age.now()));
            statement.setObject(2, Rows.at(at));
            statement.setObject(3, Rows.at(at));
            Rows.bind(statement, 4, names, each -> each);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public Account look(Connection connection, Age age) throws SQLException, IOException {
        return account(old(connection, age));
    }

    private static Account account(List<Old> old) {
        Account account = Account.none(OF);
        for (Old each : old) {
            account =
                    account.and(
                            each.held
                                    ? new Account(OF, 0, 0, null, null, 1, "")
                                    : new Account(OF, 1, each.bytes, each.at, each.at, 0, ""));
        }
        return account;
    }

    @Override
    public Erasure erase(Connection connection, Age age) throws SQLException, IOException {
        List<Old> gone = new ArrayList<>(old(connection, age));
        gone.removeIf(Old::held);
        List<String> digests = new ArrayList<>();
        for (Old each : gone) {
            // Of what it was called and how long it was: it may be long, and is read by nobody.
            String what = folder.relativize(each.file) + " " + each.bytes + " " + each.at;
            digests.add(Account.digest(List.of(what.replaceAll("[^\\x20-\\x7e]", "?"))));
        }
        return new Erasure(
                account(gone).with(digests),
                () -> {
                    for (Old each : gone) {
                        Files.deleteIfExists(each.file);
                    }
                });
    }
}
