import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * What DuckDB alone takes to write the columns of an archive, from a table in its memory, by one
 * thread: the least that archiving can take which writes Parquet with it.
 *
 * <pre>
 * java --enable-native-access=ALL-UNNAMED -cp duckdb_jdbc.jar \
 *     benchmarks/peers/DuckDbCopy.java ARCHIVE
 * </pre>
 */
class DuckDbCopy {
    static final String CORE =
            "time, sensor, type, facts, unit, kind, alert_kind, established, zoned, source4,"
                    + " source6_high, source6_low, source_port, target4, target6_high,"
                    + " target6_low, target_port, protocol, severity, segment, signature";

    public static void main(String[] args) throws Exception {
        Path file = Files.createTempFile("copy", ".parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute(
                    "CREATE TABLE event AS SELECT * FROM read_parquet('%s/events/*/*.parquet')"
                            .formatted(args[0]));
            long events = events(statement);
            System.out.printf("%,d events%n", events);
            for (int round = 0; round < 3; round++) {
                for (String columns : new String[] {CORE, "*"}) {
                    double before = cpu();
                    statement.execute(
                            """
                            COPY (SELECT %s FROM event) TO '%s'
                            (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd,
                             ROW_GROUP_SIZE 262144)
                            """
                                    .formatted(columns, file));
                    double micros = (cpu() - before) * 1e6 / events;
                    System.out.printf(
                            "%s: %.2f CPU us an event, %.1f bytes an event%n",
                            columns.equals("*") ? "all columns" : "core columns",
                            micros,
                            (double) Files.size(file) / events);
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    static long events(Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM event")) {
            row.next();
            return row.getLong(1);
        }
    }

    static double cpu() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }
}
