package org.commonwatch.server.intel;

import org.commonwatch.access.BodyId;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Order;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.intel.Audiences.Audience;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.Indicator;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of indicators, as their owners' word. */
public final class Indicators {
    /** A server looks for no more: its table of them must fit into memory twice. */
    public static final int LIMIT = 1_000_000;

    private static final String TYPE = "indicator";
    private static final int BATCH = 1_000;

    private final Transactions transactions;

    public Indicators(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Adds indicators of one owner and marking to what the body shares, all or none; what the owner
     * has already said in the same way is left as it is, in another way is refused. Returns how
     * many are new.
     */
    public int add(List<Indicator> indicators, BodyId body, Instant now) {
        return transactions.run(connection -> {
            Instant begun = Order.begin(connection, now);
            Map<StixId, Indicator> fresh = new LinkedHashMap<>();
            for (int i = 0; i < indicators.size(); i += BATCH) {
                int end = Math.min(i + BATCH, indicators.size());
                Map<StixId, Indicator> batch = new LinkedHashMap<>();
                indicators.subList(i, end).forEach(each -> batch.put(each.id(), each));
                removeKnown(connection, batch);
                fresh.putAll(batch);
            }
            checkLimit(connection, fresh.size());
            insert(connection, fresh, body, begun);
            return fresh.size();
        });
    }

    private static void removeKnown(Connection connection, Map<StixId, Indicator> batch)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT id, tlp FROM indicator
                         WHERE id = ANY (?)
                           AND EXISTS (SELECT FROM object
                                        WHERE object.id = indicator.id AND withdrawn IS NULL)
                        """)) {
            Rows.bind(statement, 1, List.copyOf(batch.keySet()), id -> id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Indicator known = batch.remove(StixId.parse(row.getString(1)));
                    Tlp kept = Tlp.valueOf(row.getString(2));
                    if (known != null && known.tlp() != kept) {
                        throw new ProblemException(
                                new Problem.Conflict(
                                        "The owner has already marked '"
                                                + known.observable()
                                                + "' "
                                                + kept.label()
                                                + "; nothing of the list was taken in.",
                                        "Send it with that marking: changing one is not possible"
                                                + " yet."));
                    }
                }
            }
        }
    }

    private static void checkLimit(Connection connection, int more) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM indicator");
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getLong(1) + more > LIMIT) {
                throw new ProblemException(
                        new Problem.TooLarge("The number of indicators with these", LIMIT + ""));
            }
        }
    }

    private static void insert(
            Connection connection, Map<StixId, Indicator> fresh, BodyId body, Instant begun)
            throws SQLException {
        Map<Terms, Integer> numbers = new HashMap<>();
        List<Addition> additions = new ArrayList<>();
        for (Indicator each : fresh.values()) {
            Terms terms = Terms.of(each.owner(), each.tlp(), body);
            Integer number = numbers.get(terms);
            if (number == null) {
                number = Audiences.handling(connection, terms.text());
                numbers.put(terms, number);
            }
            Audience audience = Audience.of(TYPE, number);
            additions.add(new Addition(each.toStix(), each.owner(), audience));
        }
        StixObjects.add(connection, begun, additions);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO indicator (id, tlp) VALUES (?, ?)
                        ON CONFLICT (id) DO UPDATE SET tlp = excluded.tlp
                        """)) {
            for (Map.Entry<StixId, Indicator> entry : fresh.entrySet()) {
                statement.setString(1, entry.getKey().toString());
                statement.setString(2, entry.getValue().tlp().name());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
