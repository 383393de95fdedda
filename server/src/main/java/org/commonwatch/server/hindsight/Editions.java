package org.commonwatch.server.hindsight;

import org.commonwatch.database.Transactions;
import org.commonwatch.insight.gap.ToldGap;
import org.commonwatch.insight.gap.ToldGap.Kept;
import org.commonwatch.insight.knowledge.Window;
import org.commonwatch.server.database.Rows;
import org.commonwatch.stix.StixId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a party was told of gaps, each with what it was made of. */
final class Editions {
    private final Transactions transactions;
    private final StixId party;
    private final Words words;
    private final int wordsKept;

    private record Edition(Kept kept, long delaySeconds) {}

    /** Of one party. */
    Editions(Transactions transactions, StixId party) {
        this.transactions = transactions;
        this.party = party;
        this.words =
                new Words(
                        transactions.read(connection -> words(connection, party)),
                        UnaryOperator.identity());
        this.wordsKept = words.size();
    }

    /** The words in all that it was told. */
    Words words() {
        return words;
    }

    /** What is told now, and the delay with which it was worked out. */
    record Told(ToldGap gap, long delaySeconds) {}

    /** Tells it, and keeps what is new. */
    Told tell(Looked looked, Wanted wanted, Instant now) {
        var form = new EditionText(looked.names());
        List<Edition> earlier = transactions.read(connection -> earlier(connection, form));
        ToldGap.Telling telling =
                ToldGap.tell(
                        looked.catalogue(),
                        looked.side(),
                        looked.question(),
                        earlier.stream().map(Edition::kept).toList());
        if (telling.kept().isPresent()) {
            String text = form.write(telling.kept().get());
            transactions.run(connection -> keep(connection, wanted, text, now));
            return new Told(telling.told(), wanted.delaySeconds());
        }
        long delay =
                earlier.stream()
                        .filter(each -> each.kept.edition().window().equals(wanted.window()))
                        .reduce((before, after) -> after)
                        .map(Edition::delaySeconds)
                        .orElse(wanted.delaySeconds());
        return new Told(telling.told(), delay);
    }

    private static List<String> words(Connection connection, StixId party) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT word FROM gap_word WHERE party = ? ORDER BY number")) {
            statement.setString(1, party.toString());
            List<String> words = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    words.add(row.getString(1));
                }
            }
            return words;
        }
    }

    private List<Edition> earlier(Connection connection, EditionText form) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT window_from, window_to, delay_seconds, text
                          FROM gap_edition WHERE party = ? ORDER BY number
                        """)) {
            statement.setString(1, party.toString());
            List<Edition> earlier = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    var window =
                            new Window(
                                    Rows.instant(row, 1).getEpochSecond(),
                                    Rows.instant(row, 2).getEpochSecond());
                    Kept kept = form.read(window, row.getString(4));
                    earlier.add(new Edition(kept, row.getLong(3)));
                }
            }
            return earlier;
        }
    }

    private int keep(Connection connection, Wanted wanted, String text, Instant now)
            throws SQLException {
        List<String> more = words.from(wordsKept);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO gap_word (party, number, word) VALUES (?, ?, ?)")) {
            for (int i = 0; i < more.size(); i++) {
                statement.setString(1, party.toString());
                statement.setInt(2, wordsKept + i);
                statement.setString(3, more.get(i));
                statement.addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO gap_edition
                               (party, window_from, window_to, delay_seconds, told, text)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """)) {
            statement.setString(1, party.toString());
            statement.setObject(2, Rows.at(wanted.from()));
            statement.setObject(3, Rows.at(wanted.to()));
            statement.setLong(4, wanted.delaySeconds());
            statement.setObject(5, Rows.at(now));
            statement.setString(6, text);
            return statement.executeUpdate();
        }
    }
}
