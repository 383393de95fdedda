package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.watch.DueRequests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A request that is to be answered within sixty days, and who is told that it soon must be. */
class DueRequestsTest {
    private static final String TOLD =
            "SELECT coalesce(string_agg(party.name || ' ' || (ended IS NULL), ', '"
                    + " ORDER BY number), '')"
                    + " FROM notice JOIN party ON party.id = party WHERE kind = 'request-due'";

    @TempDir private Path folder = Path.of("");
    private Optional<Assembly> opened = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        opened = Optional.of(new Assembly(folder.resolve("data")));
    }

    @AfterEach
    void close() {
        opened.ifPresent(Assembly::close);
    }

    private Assembly at() {
        return opened.orElseThrow();
    }

    private String send(int daysAgo) throws Exception {
        LocalDate sent = LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo);
        String says =
                """
                {"document": "a letter",
                 "request": {"body": "assembly", "seeks": "observer", "session": "a session",
                             "grounds": ["a ground"], "drafted": "%1$s"},
                 "letter": {"to": "Secretary General", "sent": "%1$s", "channel": "post",
                            "sha256": "%2$s"}}
                """
                        .formatted(sent, "ab".repeat(32));
        return at().sign(at().clerk, at().signer, says).path("request").path("id").asString();
    }

    private String told() throws Exception {
        at().house().part(DueRequests.class).look();
        return at().house().text(TOLD);
    }

    @Test
    void whoseRequestAndWhoMustAnswerAreToldOnceAndNobodyElse() throws Exception {
        send(30);
        assertThat(told()).isEmpty();
        String near = send(55);
        String both = told();
        assertThat(both.split(", "))
                .containsExactlyInAnyOrder(
                        "Criminal Investigation Bureau true", "General Secretariat true");
        assertThat(told()).isEqualTo(both);
        assertThat(at().house().text("SELECT DISTINCT said || link FROM notice"))
                .contains(near, "to assembly to be observer")
                .contains("is to be answered by " + LocalDate.now(ZoneOffset.UTC).plusDays(5))
                .endsWith("/api/v1/requests/" + near);

        String refused =
                """
                {"document": "minutes",
                 "decision": {"body": "assembly", "organ": "general-secretariat", "kind": "refuse",
                              "request": "%s", "taken": "%s", "effect": "refused"}}
                """
                        .formatted(near, LocalDate.now(ZoneOffset.UTC));
        at().sign(at().secretary, at().general, refused);
        assertThat(told()).isEqualTo(both.replace("true", "false"));
    }

    @Test
    void whoIsOverdueIsNotNearAndWhoSleepsIsNotWoken() throws Exception {
        send(70);
        assertThat(told()).isEmpty();
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        at().house()
                .execute(
                        """
                        INSERT INTO connector (name, kind, url, remote, collection, party, types,
                                               seconds, recorded, after, next, reached, last_said,
                                               failed, quiet)
                        SELECT 'hook', 'WEBHOOK', 'http://127.0.0.1:1/', '', collection.id,
                               party.id, '{}', 0, now(), '', '', '', '', false, '%s-%s'
                          FROM collection, party
                         WHERE party.name = 'Criminal Investigation Bureau' LIMIT 1
                        """
                                .formatted(
                                        now.minusHours(1).toString().substring(0, 5),
                                        now.plusHours(2).toString().substring(0, 5)));
        send(55);
        assertThat(told()).contains("Criminal Investigation Bureau true");
        String outcome = "";
        for (int i = 0; i < 300 && outcome.isEmpty(); i++) {
            Thread.sleep(100);
            outcome = at().house().text("SELECT string_agg(outcome, ',') FROM notice_sending");
        }
        assertThat(outcome).contains("quiet hour");
    }
}
