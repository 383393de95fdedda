package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class AccessTest {
    private static final Path CHARTERS = Path.of("../access/src/main/resources/charters");

    @Test
    void aCharterIsCheckedAndTheLineThatIsWrongIsTold(@TempDir Path folder) throws IOException {
        Path good = CHARTERS.resolve("team-registry.yaml");
        Cli.Result whole = Cli.runHere("charter", "check", good.toString());
        assertThat(whole.exitCode()).isZero();
        assertThat(whole.out()).contains("Charter of team-registry, version 1", "is whole");

        Path bad = folder.resolve("bad.yaml");
        Files.writeString(
                bad, Files.readString(good).replaceFirst("least: listed", "least: lsited"));
        Cli.Result refused = Cli.runHere("charter", "check", bad.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("bad.yaml' line", "'lsited'", "Did you mean 'listed'?");
    }

    @Test
    void standingIsToldForBothTimes() {
        assertThat(standing("--at", "2017-09-26", "--known", "2020-01-01"))
                .contains("Lake Police Bureau in police-assembly: observer");
        assertThat(standing("--at", "2017-09-27", "--known", "2020-01-01"))
                .contains("member by D-17");
        assertThat(standing("--at", "2017-09-27", "--known", "2017-09-26")).contains(": observer");
        assertThat(standing("--at", "2017-09-27", "--known", "2020-01-01", "--json"))
                .contains("\"certain\":true", "\"type\":\"member\"", "\"begunBy\":\"D-17\"");
    }

    @Test
    void whatIsUncertainSaysWhy() {
        assertThat(
                        Cli.runHere(
                                        "standing",
                                        "--world",
                                        "2018",
                                        "bureau",
                                        "assembly",
                                        "--at",
                                        "1984-07-01")
                                .out())
                .contains("uncertain between member and none", "between 1984-05-01 and 1984-09-30");
    }

    @Test
    void anExplanationWalksToTheRootAndSaysWhatWouldChangeIt() {
        Cli.Result explained =
                Cli.runHere(
                        "explain",
                        "--world",
                        "2018",
                        "bureau",
                        "example-record",
                        "--view",
                        "secretariat-competent",
                        "--at",
                        "2018-11-24");
        assertThat(explained.exitCode()).isZero();
        assertThat(explained.out())
                .contains(
                        "It is withheld.",
                        "bureau to read",
                        "D-2018, which rests on D-1984",
                        "would be permitted if the reader's standing in assembly were 'member'",
                        "ask        assembly: general-assembly")
                .doesNotContain("identity--");
    }

    @Test
    void whoeverAsksIsToldTheSameOfHiddenAndAbsentObjects() {
        for (String form : new String[] {"--view=everybody", "--json"}) {
            Cli.Result hidden = explainToRequester("delta-message", form);
            Cli.Result absent = explainToRequester("no-such-object", form);
            assertThat(hidden).isEqualTo(absent);
            assertThat(hidden.out()).contains("There is nothing here by that name.");
        }
    }

    @Test
    void aRequestIsToldStepByStep() {
        Cli.Result told =
                Cli.runHere(
                        "request",
                        "--world",
                        "2018",
                        "R3",
                        "--view",
                        "secretariat-competent",
                        "--at",
                        "2018-11-24");
        assertThat(told.out())
                .contains(
                        "Request R3 is refused",
                        "said to a third party, which moves nothing",
                        "decided by assembly/general-secretariat, citing D-1984");
    }

    @Test
    void aStandingIsTriedBeforeItIsGiven() {
        assertThat(
                        Cli.runHere(
                                        "policy",
                                        "diff",
                                        "--world",
                                        "modelled",
                                        "--as-if",
                                        "twin=member@police-assembly",
                                        "--at",
                                        "2021-06-01")
                                .out())
                .contains("twin gains 1,540 objects (notice, lake-report, delta-message)");
    }

    @Test
    void aRuleIsTriedBeforeItIsMade(@TempDir Path folder) throws IOException {
        Path stricter = folder.resolve("stricter.yaml");
        String forum = Files.readString(CHARTERS.resolve("team-forum.yaml"));
        Files.writeString(
                stricter,
                forum.replace(
                        "least: liaison, actions: [read", "least: full-member, actions: [read"));
        assertThat(
                        Cli.runHere(
                                        "policy",
                                        "diff",
                                        "--world",
                                        "modelled",
                                        "--charter",
                                        stricter.toString(),
                                        "--at",
                                        "2021-06-01")
                                .out())
                .contains("twin gains 0 objects and loses 5,000 (team-indicators)")
                .contains("isle-west gains 0 objects and loses 0");
    }

    @Test
    void whatIsNotThereIsRefusedWithWhatIs() {
        Cli.Result party = Cli.runHere("standing", "--world", "2018", "nobody", "assembly");
        assertThat(party.exitCode()).isEqualTo(2);
        assertThat(party.out()).contains("There is no party 'nobody'.", "bureau");
        assertThat(Cli.runHere("standing", "--world", "nowhere", "a", "b").exitCode()).isEqualTo(1);
        assertThat(Cli.runHere("policy", "diff", "--world", "2018").exitCode()).isEqualTo(2);
    }

    private static String standing(String... options) {
        String[] arguments = new String[5 + options.length];
        String[] begin = {"standing", "--world", "modelled", "lake", "police-assembly"};
        System.arraycopy(begin, 0, arguments, 0, begin.length);
        System.arraycopy(options, 0, arguments, begin.length, options.length);
        return Cli.runHere(arguments).out();
    }

    private static Cli.Result explainToRequester(String object, String form) {
        return Cli.runHere(
                "explain",
                "--world",
                "modelled",
                "harbour",
                object,
                "--for",
                "requester",
                "--at",
                "2020-01-01",
                form);
    }
}
