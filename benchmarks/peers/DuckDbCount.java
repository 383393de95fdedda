import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * The peer of count.sh: counts an EVE file by three keys with DuckDB, in one pass over typed
 * columns, and joins its addresses with a list.
 *
 * <p>Arguments: EVE file, CSV list with the columns value, type, source.
 */
public final class DuckDbCount {
    private static final String LIST =
            """
            CREATE TABLE bad AS
            SELECT DISTINCT value FROM read_csv('%s', all_varchar = true) WHERE type = 'ipv4'
            """;
    private static final String EVENTS =
            """
            CREATE VIEW eve AS
            SELECT * FROM read_json('%s', format = 'newline_delimited', ignore_errors = true,
                columns = {timestamp: 'VARCHAR', event_type: 'VARCHAR', src_ip: 'VARCHAR',
                    dest_ip: 'VARCHAR', proto: 'VARCHAR', app_proto: 'VARCHAR',
                    alert: 'STRUCT(category VARCHAR, signature VARCHAR, severity INTEGER)',
                    flow: 'STRUCT(state VARCHAR, pkts_toclient BIGINT)'})
            """;
    private static final String QUESTIONS =
            """
            WITH e AS MATERIALIZED (
                SELECT substr(timestamp, 1, 13) AS hour, event_type, alert.category AS category,
                       src_ip, dest_ip
                  FROM eve)
            SELECT 'hour', count(*), sum(n)
              FROM (SELECT hour, event_type, count(*) n FROM e GROUP BY ALL)
             UNION ALL
            SELECT 'category', count(*), sum(n)
              FROM (SELECT category, count(*) n FROM e GROUP BY ALL)
             UNION ALL
            SELECT 'type', count(*), sum(n)
              FROM (SELECT event_type, count(*) n FROM e GROUP BY ALL)
             UNION ALL
            SELECT 'matched', 0, count(*)
              FROM e
             WHERE src_ip IN (SELECT value FROM bad) OR dest_ip IN (SELECT value FROM bad)
            """;

    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
            statement.execute("SET memory_limit = '4GB'");
            statement.execute("SET preserve_insertion_order = false");
            statement.execute(LIST.formatted(arguments[1]));
            statement.execute(EVENTS.formatted(arguments[0]));
            print(statement, QUESTIONS);
        }
    }

    private static void print(Statement statement, String question) throws Exception {
        try (ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                System.out.println(
                        rows.getString(1) + " " + rows.getLong(2) + " " + rows.getLong(3));
            }
        }
    }
}
