package org.commonwatch.server.sharing;

import org.commonwatch.server.database.Rows;
import org.commonwatch.server.sharing.Receipt.Item;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What became of everything that was posted. */
final class Receipts {
    private Receipts() {}

    /** Keeps it, in place of what it said while something of it waited. */
    static void put(Connection connection, StixId party, Receipt receipt) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO receipt (id, party, requested, text) VALUES (?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET text = excluded.text
                        """)) {
            statement.setObject(1, receipt.id());
            statement.setString(2, party.toString());
            statement.setObject(3, Rows.at(receipt.requested()));
            statement.setString(4, text(receipt));
            statement.executeUpdate();
        }
    }

    static Optional<Receipt> find(Connection connection, StixId party, UUID id)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT id, requested, text FROM receipt WHERE id = ? AND party = ?")) {
            statement.setObject(1, id);
            statement.setString(2, party.toString());
            return read(statement).stream().findFirst();
        }
    }

    /** Those of a party that were given before an instant, the last first. */
    static List<Receipt> before(Connection connection, StixId party, Instant before, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, requested, text FROM receipt
                         WHERE party = ? AND requested < ? ORDER BY requested DESC LIMIT ?
                        """)) {
            statement.setString(1, party.toString());
            statement.setObject(2, Rows.at(before));
            statement.setInt(3, limit);
            return read(statement);
        }
    }

    private static List<Receipt> read(PreparedStatement statement) throws SQLException {
        List<Receipt> receipts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                byte[] text = row.getString(3).getBytes(StandardCharsets.UTF_8);
                JsonObject json = (JsonObject) new JsonReader().read(text);
                receipts.add(
                        new Receipt(
                                row.getObject(1, UUID.class),
                                Rows.instant(row, 2),
                                items(json, "successes"),
                                items(json, "failures"),
                                items(json, "pendings")));
            }
        }
        return receipts;
    }

    private static String text(Receipt receipt) {
        return JsonObject.builder()
                .put("successes", array(receipt.successes()))
                .put("failures", array(receipt.failures()))
                .put("pendings", array(receipt.pendings()))
                .build()
                .toString();
    }

    private static JsonArray array(List<Item> items) {
        return new JsonArray(
                items.stream()
                        .<Json>map(each ->
                                JsonObject.builder()
                                        .put("id", each.id())
                                        .put("version", each.version().toString())
                                        .put("message", each.message())
                                        .build())
                        .toList());
    }

    private static List<Item> items(JsonObject json, String name) {
        return json.get(name) instanceof JsonArray array
                ? array.items().stream().map(each -> item((JsonObject) each)).toList()
                : List.of();
    }

    private static Item item(JsonObject json) {
        return new Item(
                text(json, "id"), Instant.parse(text(json, "version")), text(json, "message"));
    }

    private static String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString text ? text.value() : "";
    }
}
