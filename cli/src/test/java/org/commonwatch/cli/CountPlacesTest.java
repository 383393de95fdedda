package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command on where sources and targets are, and on who took part. */
class CountPlacesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder = Path.of("");

    private static String alert(int minute, String source, boolean established, int port) {
        return ("{\"timestamp\":\"2030-03-04T06:%02d:00+0000\",\"event_type\":\"alert\","
                        + "\"src_ip\":\"%s\",\"dest_ip\":\"198.19.0.7\",\"dest_port\":%d,"
                        + "\"proto\":\"%s\"%s,\"alert\":{\"signature\":\"to port %d\"}}\n")
                .formatted(
                        minute,
                        source,
                        port,
                        established ? "TCP" : "UDP",
                        established ? ",\"app_proto\":\"http\"" : "",
                        port);
    }

    private String eve() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            lines.append(alert(i % 60, "198.18.1." + i % 3, false, 53));
        }
        lines.append(alert(1, "198.18.0.1", true, 80).repeat(5));
        lines.append(alert(2, "2001:db8::1", true, 80));
        return "" + Files.writeString(folder.resolve("eve.json"), lines);
    }

    private String geo() throws IOException {
        return ""
                + Files.writeString(
                        folder.resolve("synthetic.csv"),
                        "network,country,asn\n198.18.0.0/24,XA,65536\n198.18.1.0/24,XB,\n");
    }

    private String sectors() throws IOException {
        return ""
                + Files.writeString(
                        folder.resolve("sectors.csv"), "network,sector\n198.19.0.0/24,energy\n");
    }

    @Test
    void theTableTellsCountryAndSystemAndSectorApart() throws IOException {
        assertThat(
                        done(
                                "count",
                                eve(),
                                "--no-country",
                                "--geo",
                                geo(),
                                "--sectors",
                                sectors(),
                                "--by",
                                "source,country,asn,sector",
                                "--csv"))
                .isEqualTo(
                        """
                        source,country,asn,sector,unit,count,rule,kinds
                        claimed,XB,unknown,energy,alert,120,attacks/1,kinds/1
                        established,XA,AS65536,energy,alert,5,attacks/1,kinds/1
                        established,unknown,unknown,energy,alert,1,attacks/1,kinds/1
                        """);
    }

    @Test
    void aReportNamesTheDatabasesAndCallsThemWeakEvidence() throws IOException {
        assertThat(done("count", eve(), "--geo", geo()))
                .contains("synthetic.csv. Weak evidence")
                .contains("iptoasn 2.3.")
                .contains("alerts: 2 established and 3 claimed sources, 1 targets");
        assertThat(done("count", eve(), "--no-country")).doesNotContain("Weak evidence");
    }

    @Test
    void likelyVictimsAreToldApartAndLeadNoList() throws IOException {
        String told = done("count", eve(), "--top", "5");
        assertThat(told)
                .contains("likely victims of reflection: 120 alerts to UDP port 53 name 3 sources");
        String attackers =
                told.substring(
                        told.indexOf("established sources by alerts"),
                        told.indexOf("targets by alerts"));
        assertThat(attackers).contains("5  198.18.0.1").doesNotContain("198.18.1.");
        assertThat(told.substring(told.indexOf("by alerts that name them"))).contains("198.18.1.2");
    }

    @Test
    void everythingIsThereAsJson() throws IOException {
        JsonNode json = JSON.readTree(done("count", eve(), "--geo", geo(), "--top", "2", "--json"));
        assertThat(json.path("geography").path(0).path("name").asString())
                .isEqualTo("synthetic.csv");
        assertThat(json.path("cells").path(0).path("country").asString()).isEqualTo("XB");
        JsonNode flood = json.path("likelyVictims").path(0);
        assertThat(flood.path("udpPort").asInt()).isEqualTo(53);
        assertThat(flood.path("sources").path("exact").asBoolean()).isTrue();
        JsonNode leaders = json.path("leaders").path(0);
        assertThat(leaders.path("establishedSources").path("first").path(0).path("name").asString())
                .isEqualTo("198.18.0.1");
        assertThat(leaders.path("signatures").path("first")).hasSize(2);
        assertThat(json.path("distinctByHour")).isNotEmpty();
        assertThat(json.path("folded").asLong()).isZero();
    }

    @Test
    void keptCountsAddUpAndNoInputCountsTwice() throws IOException {
        String one = eve();
        String other =
                "" + Files.writeString(folder.resolve("b"), alert(9, "198.18.0.9", true, 22));
        String a = "" + folder.resolve("a.cwt");
        String b = "" + folder.resolve("b.cwt");
        String both = "" + folder.resolve("both.cwt");
        done("count", one, "--state-out", a);
        done("count", other, "--state-out", b);
        assertThat(done("merge", a, b, a, "--state-out", both, "--csv"))
                .isEqualTo(done("count", one, other, "--csv"))
                .isEqualTo(done("merge", both, b, "--csv"));
        assertThat(done("count", "--quiet", one, one, "--state-out", a, "--csv"))
                .isEqualTo(done("count", one, "--csv"));
        assertThat(done("merge", both, "--by", "country")).contains("iptoasn 2.3.");
        Cli.Result bad = Cli.runHere("merge", one);
        assertThat(bad.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(bad.out()).contains("no state of a count").doesNotContain("\tat ");
        assertThat(Cli.runHere("merge", folder + "/none.cwt").out()).contains("There is no file");
    }

    @Test
    void aDatabaseThatIsNoneIsRefused() throws IOException {
        Cli.Result result = Cli.runHere("count", eve(), "--geo", eve());
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("line 1").contains("network,country,asn");
    }

    private static String done(String... arguments) {
        Cli.Result result = Cli.runHere(arguments);
        assertThat(result.exitCode()).as(result.out()).isZero();
        return result.out();
    }
}
