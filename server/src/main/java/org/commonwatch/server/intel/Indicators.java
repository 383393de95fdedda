package org.commonwatch.server.intel;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.Handling;
import org.commonwatch.database.Transactions;
import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every indicator: what to look for, and who says so. */
public final class Indicators {
    private static final int BATCH = 1_000;

    private final Transactions transactions;

    public Indicators(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Adds indicators to what the body shares, all or none; one that its owner has already said is
     * left as it is. Returns how many are new.
     */
    public int add(List<Indicator> indicators, BodyId body, Instant now) {
        return transactions.run(connection -> {
            Instant dateAdded = StixObjects.begin(connection, now);
            int added = 0;
            for (int i = 0; i < indicators.size(); i += BATCH) {
                int end = Math.min(i + BATCH, indicators.size());
                Map<StixId, Indicator> batch = new LinkedHashMap<>();
                indicators.subList(i, end).forEach(each -> batch.put(each.id(), each));
                removeKnown(connection, batch);
                insert(connection, batch, body, dateAdded);
                added += batch.size();
            }
            return added;
        });
    }

    /** Every observable to look for, with the indicator that names it. */
    public void forEach(BiConsumer<Observable, StixId> use) {
        transactions.<Boolean>read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT id, kind, value FROM indicator")) {
                statement.setFetchSize(BATCH);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Observable.Kind kind = Observable.Kind.valueOf(row.getString(2));
                        use.accept(
                                new Observable(kind, row.getString(3)),
                                StixId.parse(row.getString(1)));
                    }
                }
            }
            return true;
        });
    }

    private static void removeKnown(Connection connection, Map<StixId, Indicator> batch)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id FROM indicator WHERE id = ANY (?)")) {
            Rows.bind(statement, 1, List.copyOf(batch.keySet()), id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    batch.remove(StixId.parse(row.getString(1)));
                }
            }
        }
    }

    private static void insert(
            Connection connection, Map<StixId, Indicator> batch, BodyId body, Instant dateAdded)
            throws SQLException {
        Map<StixObject, Handling> objects = new LinkedHashMap<>();
        for (Indicator indicator : batch.values()) {
            objects.put(indicator.toStix(), new Handling(indicator.owner(), indicator.tlp(), body));
        }
        StixObjects.put(connection, dateAdded, objects);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO indicator (id, kind, value, tlp) VALUES (?, ?, ?, ?)")) {
            for (Map.Entry<StixId, Indicator> entry : batch.entrySet()) {
                Observable observable = entry.getValue().observable();
                statement.setString(1, entry.getKey().toString());
                statement.setString(2, observable.kind().name());
                statement.setString(3, observable.value());
                statement.setString(4, entry.getValue().tlp().name());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
