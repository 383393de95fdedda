package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.database.Database;
import org.commonwatch.server.House.Who;
import org.commonwatch.server.membership.Tokens;
import org.commonwatch.testkit.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** What an older server kept is there in a newer one, for the same readers. */
class MigrationTest {
    private static final String TOKEN = "a-token-that-only-this-test-knows-0123456789";

    @Test
    void partiesStandingsAndObjectsOfTheSecondVersionAreKept(@TempDir Path folder)
            throws Exception {
        Database database = ofVersion("2");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : OLD.replace("DIGEST", Tokens.digest(TOKEN)).split(";", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        try (House house = House.open(folder.resolve("data"), database)) {
            var member = new Who("member", TOKEN);
            var names =
                    house.walk(member, House.INDICATORS, 1).stream()
                            .map(each -> each.path("name").asString())
                            .toList();
            // Of the other party's two the member reads what is amber, and not what is red.
            assertThat(names).containsExactly("amber");
            house.addIndicators("CERT-XB", "TLP:GREEN", "value,type,source\nb.example,domain,s\n");
            assertThat(house.walk(member, House.INDICATORS, 1)).hasSize(2);
        }
    }

    @Test
    void cellsOfTheTwentySeventhVersionAreKept(@TempDir Path folder) throws Exception {
        Database database = ofVersion("27");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(CELLS);
        }
        try (House house = House.open(folder.resolve("data"), database)) {
            assertThat(house.number("SELECT count(*) FROM series")).isEqualTo(2);
            JsonNode cells = house.counts();
            assertThat(cells.path("cells").valueStream().map(each -> each.path("count").asInt()))
                    .containsExactly(3, 4, 5);
            assertThat(cells.path("cells").path(1).path("country").asString()).isEqualTo("XA");
        }
    }

    private static Database ofVersion(String version) {
        Database database = TestDatabase.empty();
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .target(version)
                .load()
                .migrate();
        return database;
    }

    private static final String CELLS =
            """
            INSERT INTO cell (hour, sensor, unit, kind, established, country, asn, sector, rule,
                              drawn, count)
            VALUES ('2026-01-01T00:00:00Z', 'north', 'alert', 'exploit', true, '', 0, '',
                    'attacks@1', false, 3),
                   ('2026-01-01T01:00:00Z', 'north', 'alert', 'exploit', true, 'XA', 64496,
                    'health', 'attacks@1', false, 4),
                   ('2026-01-01T02:00:00Z', 'north', 'alert', 'exploit', true, '', 0, '',
                    'attacks@1', false, 5)
            """;

    private static final String OLD =
            """
            INSERT INTO party (id, name, recorded) VALUES
                ('identity--00000000-0000-4000-8000-000000000001', 'CERT-XA', now()),
                ('identity--00000000-0000-4000-8000-000000000002', 'CERT-XB', now());
            INSERT INTO standing (party, body, kind, valid_from, recorded)
            SELECT id, 'commons', 'MEMBER', now(), now() FROM party;
            INSERT INTO credential (name, party, role, tlp, digest, recorded)
            VALUES ('member', 'identity--00000000-0000-4000-8000-000000000001', 'READER', 'AMBER',
                    'DIGEST', now());
            INSERT INTO handling (owner, tlp, body) VALUES
                ('identity--00000000-0000-4000-8000-000000000002', 'AMBER', 'commons'),
                ('identity--00000000-0000-4000-8000-000000000002', 'RED', 'commons');
            INSERT INTO object (id, type, modified, handlings, date_added, text)
            SELECT 'indicator--' || uuid, 'indicator', '2026-01-01T00:00:00Z', ARRAY[number],
                   date_trunc('milliseconds', now()),
                   '{"type":"indicator","spec_version":"2.1","id":"indicator--' || uuid
                   || '","created_by_ref":"identity--00000000-0000-4000-8000-000000000002"'
                   || ',"created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z"'
                   || ',"name":"' || lower(tlp) || '"'
                   || ',"pattern":"[ipv4-addr:value = ''198.18.0.1'']"'
                   || ',"pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}'
              FROM (SELECT *, gen_random_uuid() AS uuid FROM handling) AS each
            """;
}
