package org.commonwatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;

/** Naming a PostgreSQL that somebody else keeps. */
class DatabaseTest {
    private static final String URL = "jdbc:postgresql://db.example.org:5432/watch?sslmode=require";

    @Test
    void noTextShowsThePassword() {
        assertThat(Database.at(URL, "watch", "geheim")).asString().contains(URL, "watch");
        assertThat(Database.at(URL, "watch", "geheim")).asString().doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.org/watch?password=geheim",
                "jdbc:postgresql://db.example.org/watch?ssl=true&PASSWORD=geheim",
                "jdbc:postgresql://db.example.org/watch?user=watch",
                "jdbc:postgresql://db.example.org/watch?sslpassword=geheim",
                "jdbc:postgresql://watch:geheim@db.example.org/watch",
                "postgres://watch:geheim@db.example.org/watch",
                "watch:geheim@db.example.org",
            })
    void aUrlWithASecretIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Database.at(url, "watch", "geheim"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({"jdbc:mysql://db/watch,jdbc:mysql:", "postgres://db/watch,postgres:", "db,''"})
    void aUrlOfAnotherKindIsRefused(String url, String scheme) {
        var e = catchThrowableOfType(DatabaseException.class, () -> Database.at(url, "u", "p"));
        assertThat(e.refusal()).isEqualTo(new DatabaseRefusal.NotPostgres(scheme));
    }

    @Test
    void oldServersAreRefused() {
        Database.checkVersion(15, "15.0");
        assertThatThrownBy(() -> Database.checkVersion(14, "14.11"))
                .hasMessage("The database is PostgreSQL 14.11.");
    }

    @Test
    void anAnswerIsQuotedWithoutTheDataInIt() {
        var answer =
                new SQLException(
                        "ERROR: duplicate key\n  Detail: Key (mail)=(a@b.example) exists.",
                        "23505");
        var e = DatabaseException.of(answer);
        assertThat(e)
                .hasCause(answer)
                .hasMessageContaining("duplicate key")
                .hasMessageContaining("23505");
        assertThat(e).hasMessageNotContaining("a@b.example");
    }

    @Test
    void anUnreachableServerIsRefusedWithAWayOut() {
        var nobody = Database.at("jdbc:postgresql://127.0.0.1:1/watch", "watch", "geheim");
        var e = catchThrowableOfType(DatabaseException.class, nobody::connect);
        assertThat(e.refusal().remedy()).contains("Check that PostgreSQL runs");
        assertThat(e).hasMessageNotContaining("geheim");
    }
}
