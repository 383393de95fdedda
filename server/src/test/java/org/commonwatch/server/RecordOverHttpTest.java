package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.database.Database;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class RecordOverHttpTest {
    private static final String JSON = "application/json";

    @TempDir private Path folder = Path.of("");

    @Test
    void onlyTheOperatorReadsTheRecord() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            House.Who reader = house.party("CERT-XA", "member", "reader", "reader");
            for (String path : List.of("/api/v1/record", "/api/v1/record/head")) {
                assertThat(house.get(Optional.of(reader), path, JSON).statusCode()).isEqualTo(403);
                assertThat(house.get(Optional.empty(), path, JSON).statusCode()).isEqualTo(401);
            }
            var operator = Optional.of(house.operator());
            var head = House.json(house.get(operator, "/api/v1/record/head", JSON));
            long number = head.path("number").asLong();
            assertThat(number).isEqualTo(house.number("SELECT count(*) FROM record"));
            assertThat(head.path("hash").asString()).hasSize(64);
            var page = House.json(house.get(operator, "/api/v1/record?limit=0", JSON));
            assertThat(page.path("entries").size()).isEqualTo(Math.min(1, (int) number));
            page = House.json(house.get(operator, "/api/v1/record?from=" + (number + 1), JSON));
            assertThat(page.path("entries").isArray()).isTrue();
            assertThat(page.path("entries").isEmpty()).isTrue();
            var refused = house.get(operator, "/api/v1/record?from=first", JSON);
            assertThat(refused.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void twoServersDoNotRunOnOneDatabase() throws Exception {
        Database database = TestDatabase.empty();
        try (House house = House.open(folder.resolve("one"), database)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> House.open(folder.resolve("two"), database))
                    .withMessageContaining("Another server runs on this database");
            assertThat(house.counts().isObject()).isTrue();
        }
        House.open(folder.resolve("two"), database).close();
    }
}
