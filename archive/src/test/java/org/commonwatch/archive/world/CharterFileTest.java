package org.commonwatch.archive.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.access.charter.Charter;
import org.commonwatch.archive.ArchiveRefusedException;
import org.junit.jupiter.api.Test;

class CharterFileTest {
    private static final String WHOLE =
            """
            charter: club
            title: Of a test
            version: 1
            source: unverified
            community: the club
            standings: [{name: member, kind: member}, {name: guest, kind: observer}]
            classes: [news, files]
            channels: [direct]
            tlp: {CLEAR: none, GREEN: guest}
            usual: GREEN
            rules:
              - {id: R01, instrument: one, least: guest, actions: [read],
                 classes: [news], channels: [direct]}
              - {id: R02, instrument: two, least: member, actions: [read],
                 classes: [files], channels: [direct]}
            procedures:
              - {seeks: [member], organs: [board], answer-days: 30, instrument: three}
            """;

    @Test
    void everyCharterThatIsShippedIsTaken() {
        for (String name : CharterFile.SHIPPED) {
            Charter charter = CharterFile.shipped(name);
            assertThat(charter.body().name()).isEqualTo(name);
            assertThat(charter.edition().source()).isEqualTo("unverified");
            assertThat(charter.edition().title()).startsWith("Example");
        }
    }

    @Test
    void aCharterIsTakenAsItStands() {
        Charter charter = CharterFile.parse("club.yaml", WHOLE);
        assertThat(charter.rank("guest")).isEqualTo(1);
        assertThat(charter.rank(Charter.NONE)).isEqualTo(2);
        assertThat(charter.procedure("member").orElseThrow().days().answer()).isEqualTo(30);
    }

    @Test
    void whatIsNotKnownIsRefusedWithItsLineAndTheNearestWord() {
        refused("titel: Of", "title: Of", "line 2: 'titel'", "'title'");
        refused("least: gest", "least: guest", "line 12: 'gest'", "'guest'");
        refused("classes: [file]", "classes: [files]", "line 15: 'file'", "'files'");
        refused("channels: [direkt]}", "channels: [direct]}", "line 13: 'direkt'", "'direct'");
        refused("actions: [raed]", "actions: [read]", "line 12: 'raed'", "'read'");
        refused("kind: membr", "kind: member", "line 6: 'membr'", "'member'");
        refused("seeks: [membre]", "seeks: [member]", "line 17: 'membre'", "'member'");
    }

    @Test
    void whatMeansNothingIsRefusedWithItsLine() {
        refused(
                "channels: [direct], from: 2019, to: 2018}",
                "channels: [direct]}",
                "line 12: From 2019",
                "earlier date first");
        refused(
                "classes: [news]",
                "classes: [files]",
                "line 14: Rule R02 permits nothing that rule R01 does not permit",
                "Leave it out");
        refused("id: R01, instrument: two", "id: R02, instrument: two", "two of rule", "another");
        refused("version: 0", "version: 1", "line 3: '0'", "from 1");
        refused("classes: []", "classes: [files]", "line 15: the list is empty", "at least one");
        refused("tlp: {RED: member}", "tlp: {CLEAR: none, GREEN: guest}", "line 9: TLP:RED", "out");
        refused(
                "tlp: {CLEAR: member, GREEN: guest}",
                "tlp: {CLEAR: none, GREEN: guest}",
                "line 9: TLP:GREEN may be read by lower standings than TLP:CLEAR",
                "at least as high");
        refused(
                "[{name: none, kind: member}, {name: member",
                "[{name: member",
                "two of standing 'none'",
                "another");
        refused("charter: The Club", "charter: club", "line 1: a body's name", "such a name");
    }

    private static void refused(String by, String what, String message, String remedy) {
        int at = WHOLE.indexOf(what);
        assertThat(at).as(what).isNotNegative();
        String text = WHOLE.substring(0, at) + by + WHOLE.substring(at + what.length());
        assertThatThrownBy(() -> CharterFile.parse("club.yaml", text))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> {
                            assertThat(e.refusal().message()).contains("'club.yaml' ", message);
                            assertThat(e.refusal().remedy()).contains(remedy);
                        });
    }
}
