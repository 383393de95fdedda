package org.commonwatch.server.pipeline;

import org.commonwatch.archive.raw.RawCopy;
import org.commonwatch.archive.raw.RawFiles.Place;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.pipeline.Segments.Segment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Where deliveries are kept as they came. */
public final class RawSegments {
    private RawSegments() {}

    /** What is kept of a delivery, under what its receipt calls it and the SHA-256 of its lines. */
    record Kept(RawCopy copy, Segment segment) {}

    static void add(Connection connection, List<Kept> kept, List<Place> places, Instant received)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO raw_segment
                            (file, start, bytes, sensor, segment, lines, digest, received)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            Iterator<Place> at = places.iterator();
            for (Kept each : kept) {
                Place place = at.next();
                statement.setString(1, place.file());
                statement.setLong(2, place.start());
                statement.setLong(3, place.bytes());
                statement.setString(4, each.segment().sensor());
                statement.setString(5, each.segment().id());
                statement.setLong(6, each.copy().length());
                statement.setString(7, each.segment().digest());
                statement.setObject(8, Rows.at(received));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The length of every file as far as it is named. */
    public static Map<String, Long> lengths(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT file, max(start + bytes) FROM raw_segment GROUP BY file")) {
            Map<String, Long> lengths = new HashMap<>();
            while (row.next()) {
                lengths.put(row.getString(1), row.getLong(2));
            }
            return lengths;
        }
    }
}
