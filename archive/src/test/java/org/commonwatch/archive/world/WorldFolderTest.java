package org.commonwatch.archive.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.access.world.World;
import org.commonwatch.archive.ArchiveRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class WorldFolderTest {
    private static final String HEAD =
            """
            world: test
            about: a test
            charters: ["shipped:team-forum"]
            parties: [{key: one, name: One}, {key: two, name: Two}]
            assertions:
            """;
    private static final String STANDING =
            """
              - {id: A1, matter: m, source: s, document: d, recorded: 2018-01-01,
                 standing: {party: one, body: team-forum, type: liaison, from: 2017-01-01}}
            """;

    @Test
    void aWorldIsReadFromItsFolder(@TempDir Path folder) throws IOException {
        String head = HEAD.replace("\"shipped:team-forum\"", "mine.yaml");
        Files.writeString(folder.resolve("world.yaml"), head + STANDING);
        Files.writeString(
                folder.resolve("mine.yaml"),
                Files.readString(Path.of("../access/src/main/resources/charters/team-forum.yaml")));
        World world = WorldFolder.read(folder);
        assertThat(world.parties()).hasSize(2);
        assertThat(world.ledger().all()).hasSize(1);
    }

    @Test
    void aWorldReadsNothingButWhatLiesBesideIt() {
        for (String file : new String[] {"../other.yaml", "/etc/hostname", "a/b.yaml"}) {
            String text = HEAD.replace("shipped:team-forum", file) + STANDING;
            assertThatThrownBy(() -> readCharters(text))
                    .isInstanceOf(ArchiveRefusedException.class)
                    .hasMessageContaining("no file beside it");
        }
    }

    @Test
    void namesThatNobodyHasAreRefused() {
        refused(STANDING.replace("party: one", "party: oen"), "line 7: 'oen'", "one, two");
        refused(STANDING.replace("body: team-forum", "body: x"), "line 7: 'x'", "team-forum");
        refused(STANDING.replace("type: liaison", "type: liason"), "'liason'", "'liaison'");
        refused(STANDING.replace("standing:", "standign:"), "'standign'", "'standing'");
        refused(STANDING.replace("2017-01-01", "yesterday"), "'yesterday' is no date", "2018-11");
        refused(STANDING.replace("2017-01-01", "2017-13"), "'2017-13' is no date", "2018-11");
        refused(STANDING.replace(",\n     standing", "}\n  #"), "one fact", "standing");
    }

    @Test
    void aTimeThatEndsBeforeItBeginsIsRefused() {
        refused(
                STANDING.replace("from: 2017-01-01", "from: 2017-01-01, to: 2016-01-01"),
                "line 7: From 2017-01-01 to 2016-01-01 is no time",
                "earlier date first");
        refused(
                STANDING.replace("from: 2017-01-01", "from: 2017-02/2017-01"),
                "is no time",
                "earlier date first");
    }

    @Test
    void twoStandingsAtOnceAreRefusedOfOneSourceOnly() {
        String other =
                STANDING.replace("A1", "A2")
                        .replace("liaison", "full-member")
                        .replace("matter: m", "matter: n");
        refused(STANDING + other, "line 8: 's' claims in A1 and A2 two standings", "supersede");
        assertThat(world(STANDING + other.replace("source: s", "source: t")).ledger().all())
                .hasSize(2);
    }

    @Test
    void citationsInACircleAndOfNothingAreRefused() {
        refused(
                decision("D1", "D2") + decision("D2", "D3") + decision("D3", "D1"),
                "cite each other in a circle: D1, D2, D3",
                "older ones only");
        refused(decision("D1", "D9"), "There is no decision 'D9'", "Add it");
    }

    @Test
    void nothingIsReplacedButBySuperseding() {
        refused(STANDING + STANDING, "two of assertion 'A1'", "another name");
        refused(
                STANDING.replace("recorded:", "supersedes: A7, recorded:"),
                "A1 cannot supersede A7",
                "same source");
        String later =
                STANDING.replace("A1", "A2")
                        .replace("2018-01-01", "2019-01-01")
                        .replace("recorded:", "supersedes: A1, recorded:");
        assertThat(world(STANDING + later).ledger().all()).hasSize(2);
        refused(
                STANDING + later.replace("2019-01-01", "2017-12-31"),
                "A2 cannot supersede A1",
                "not recorded before");
    }

    private static String decision(String id, String cites) {
        return """
          - {id: of-ID, matter: ID, source: s, document: d, recorded: 2018-01-01,
             decision: {id: ID, body: team-forum, organ: board, kind: refuse,
                        taken: 2017-01-01, cites: [CITES]}}
        """
                .replace("ID", id)
                .replace("CITES", cites);
    }

    private static World world(String assertions) {
        return WorldFolder.parse("world.yaml", HEAD + assertions, Map.of());
    }

    private static void readCharters(String text) throws IOException {
        Path folder = Files.createTempDirectory("world");
        try {
            Files.writeString(folder.resolve("world.yaml"), text);
            WorldFolder.read(folder);
        } finally {
            Files.delete(folder.resolve("world.yaml"));
            Files.delete(folder);
        }
    }

    private static void refused(String assertions, String message, String remedy) {
        assertThatThrownBy(() -> world(assertions))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> {
                            assertThat(e.refusal().message()).contains("'world.yaml'", message);
                            assertThat(e.refusal().remedy()).contains(remedy);
                        });
    }
}
