package org.commonwatch.archive.world;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Figure;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.Session;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.request.Progress;
import org.commonwatch.access.ruling.Asking;
import org.commonwatch.access.ruling.Ground;
import org.commonwatch.access.ruling.Ruling;
import org.commonwatch.access.world.World;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the shipped worlds answer. */
class GoldenWorldTest {
    private static final Path QUESTIONS = Path.of("src/test/resources/world/standing.csv");
    private static final World RECORD = WorldFolder.shipped("2018");
    private static final World MODELLED = WorldFolder.shipped("modelled");

    @Test
    void everyGoldenQuestionAboutStandingIsAnswered() throws IOException {
        Map<String, World> worlds = new HashMap<>();
        WorldFolder.SHIPPED.forEach(name -> worlds.put(name, WorldFolder.shipped(name)));
        int questions = 0;
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(QUESTIONS)) {
            for (NamedCsvRecord row : rows) {
                World world = Objects.requireNonNull(worlds.get(row.getField("world")));
                AsOf asOf = new AsOf(day(row.getField("valid")), day(row.getField("known")));
                Answer<?> answer =
                        world.standing(
                                world.party(row.getField("party")).id(),
                                world.body(row.getField("body")),
                                world.view(row.getField("view")),
                                asOf);
                assertThat(told(answer)).as(row.toString()).isEqualTo(row.getField("answer"));
                questions++;
            }
        }
        assertThat(questions).isGreaterThanOrEqualTo(40);
    }

    @Test
    void theMailToAThirdPartyMovesNothing() {
        Progress progress = progress("R3", "secretariat-competent", "2018-10-17T12:00:00Z");
        assertThat(progress.state()).isEqualTo(RequestState.SENT);
        Progress.Step mail = progress.steps().getLast();
        assertThat(mail.evidence()).startsWith("A17");
        assertThat(mail.moved()).isFalse();
        assertThat(mail.note().text()).isEqualTo("said to a third party, which moves nothing");
    }

    @Test
    void theRefusalClosesTheRequestWhereTheSecretariatIsTakenForCompetent() {
        Progress progress = progress("R3", "secretariat-competent", "2018-11-20T00:00:00Z");
        assertThat(progress.state()).isEqualTo(RequestState.REFUSED);
        Progress.Step refusal =
                progress.steps().stream()
                        .filter(each -> each.moved() && each.state() == RequestState.REFUSED)
                        .findFirst()
                        .orElseThrow();
        assertThat(refusal.evidence()).contains("A19", "evidenced by the reply");
        assertThat(refusal.note().text())
                .isEqualTo("decided by assembly/general-secretariat, citing D-1984");
        assertThat(progress.steps().getLast().note().text())
                .isEqualTo("a letter alone moves nothing");
    }

    @Test
    void theRequestStaysOpenWhereTheSecretariatIsContested() {
        Progress progress = progress("R3", "secretariat-contested", "2018-11-20T00:00:00Z");
        assertThat(progress.state()).isEqualTo(RequestState.SENT);
        assertThat(progress.steps())
                .extracting(each -> each.note().text())
                .contains("this view does not take assembly/general-secretariat for competent");
    }

    @Test
    void onlyTheApplicantSaysThatItAppliedAgain() {
        assertThat(progress("R3", "applicant", "2018-11-20T00:00:00Z").state())
                .isEqualTo(RequestState.RE_APPLIED);
        assertThat(
                        RECORD.request(
                                "R3",
                                RECORD.view("applicant"),
                                new AsOf(day("2018-10-25"), day("2018-11-20"))))
                .as("the second letter's date is not known to the day")
                .isInstanceOf(Answer.Uncertain.class);
    }

    @Test
    void whatThePressCallsARefusalIsNoneWithoutADecision() {
        assertThat(progress("R1", "secretariat-competent", "2018-11-20T00:00:00Z").state())
                .isEqualTo(RequestState.SENT);
    }

    @Test
    void whatWouldHaveToChangeIsWalkedToTheRoot() {
        AsOf asOf = new AsOf(day("2018-11-24"), day("2018-11-24"));
        Ruling ruling =
                certain(
                        RECORD.ruling(
                                RECORD.party("bureau").id(),
                                RECORD.object("example-record").orElseThrow().handling(),
                                RECORD.view("secretariat-competent"),
                                asOf,
                                reader -> Asking.toRead(reader, asOf)));
        assertThat(ruling).isInstanceOf(Ruling.Withhold.class);
        assertThat(ruling.grounds())
                .extracting(Ground::text)
                .anyMatch(text -> text.contains("D-2018, which rests on D-1984"));
    }

    @Test
    void bothDatesAndBothWordsStand() {
        AsOf asOf = new AsOf(day("2018-11-20"), day("2018-11-20"));
        assertThat(
                        RECORD.ledger().all().stream()
                                .flatMap(each -> each.fact().stream())
                                .filter(Session.class::isInstance)
                                .map(each -> each.span().toString())
                                .toList())
                .contains("from 2018-11-18 to 2018-11-22", "from 2018-11-16 to 2018-11-22");
        assertThat(effect("secretariat-competent", asOf)).endsWith("withdrew");
        assertThat(effect("applicant", asOf)).endsWith("ejected");
        assertThat(
                        Answer.of(
                                RECORD.ledger()
                                        .readings(
                                                RECORD.view("everybody"),
                                                asOf,
                                                fact ->
                                                        fact instanceof Decision each
                                                                && each.id().equals("D-1984")),
                                reading -> reading.begun(Decision.class)))
                .isInstanceOf(Answer.Uncertain.class);
    }

    @Test
    void whatOfficialsStateKeepsItsUnitAndRange() {
        assertThat(
                        RECORD.ledger().all().stream()
                                .flatMap(each -> each.fact().stream())
                                .filter(Figure.class::isInstance)
                                .map(Figure.class::cast)
                                .map(each ->
                                        each.atLeast() + "-" + each.atMost() + " " + each.unit()))
                .containsExactly(
                        "20000000-40000000 attacks a month as stated by officials",
                        "33-33 investigations, not convictions");
    }

    @Test
    void silenceIsALapseAndNoRefusal() {
        AsOf before = new AsOf(day("2019-07-16"), day("2023-01-01"));
        AsOf after = new AsOf(day("2019-07-17"), day("2023-01-01"));
        assertThat(state(MODELLED, "RQ1", before)).isEqualTo(RequestState.SENT);
        assertThat(state(MODELLED, "RQ1", after)).isEqualTo(RequestState.LAPSED);
        assertThat(state(MODELLED, "RQ2", asOf("2021-01-01"))).isEqualTo(RequestState.GRANTED);
    }

    @Test
    void aChannelThatOneSideDeniesIsUncertainUntilAViewIsChosen() {
        AsOf asOf = asOf("2020-01-01");
        assertThat(indirectly("everybody", asOf)).isInstanceOf(Answer.Uncertain.class);
        assertThat(certain(indirectly("of-the-assembly", asOf))).isInstanceOf(Ruling.Permit.class);
        assertThat(certain(indirectly("of-harbour", asOf))).isInstanceOf(Ruling.Withhold.class);
    }

    @Test
    void aCutOfDirectAccessLeavesStandingAndOtherChannels() {
        assertThat(reads("hill", "lake-report", "2023-01-01")).isInstanceOf(Ruling.Withhold.class);
        assertThat(reads("hill", "notice", "2015-01-01")).isInstanceOf(Ruling.Withhold.class);
        assertThat(reads("hill", "notice", "2022-06-01")).isInstanceOf(Ruling.Permit.class);
        assertThat(reads("delta", "notice", "2023-01-01")).isInstanceOf(Ruling.Permit.class);
    }

    private static Answer<Ruling> indirectly(String view, AsOf asOf) {
        return MODELLED.ruling(
                MODELLED.party("harbour").id(),
                MODELLED.object("notice").orElseThrow().handling(),
                MODELLED.view(view),
                asOf,
                reader ->
                        new Asking(
                                reader,
                                Action.READ,
                                "indirect",
                                Optional.of(MODELLED.party("office").id()),
                                asOf));
    }

    private static Ruling reads(String party, String object, String at) {
        AsOf asOf = asOf(at);
        return certain(
                MODELLED.ruling(
                        MODELLED.party(party).id(),
                        MODELLED.object(object).orElseThrow().handling(),
                        MODELLED.view("everybody"),
                        asOf,
                        reader -> Asking.toRead(reader, asOf)));
    }

    private static String effect(String view, AsOf asOf) {
        return RECORD.ledger()
                .readings(
                        RECORD.view(view),
                        asOf,
                        fact -> fact instanceof Decision each && each.id().equals("D-1984"))
                .getFirst()
                .begun(Decision.class)
                .getFirst()
                .effect();
    }

    private static Progress progress(String request, String view, String at) {
        AsOf asOf = new AsOf(Instant.parse(at), Instant.parse("2018-11-24T00:00:00Z"));
        return certain(RECORD.request(request, RECORD.view(view), asOf)).orElseThrow();
    }

    private static RequestState state(World world, String request, AsOf asOf) {
        return certain(world.request(request, world.view("everybody"), asOf)).orElseThrow().state();
    }

    private static <T> T certain(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Certain.class);
        return answer.all().getFirst();
    }

    private static AsOf asOf(String valid) {
        return new AsOf(day(valid), day("2023-01-01"));
    }

    private static Instant day(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }

    private static String told(Answer<?> answer) {
        List<String> all = answer.all().stream().map(String::valueOf).toList();
        return all.size() == 1
                ? all.getFirst()
                : all.stream().collect(Collectors.joining(" | ", "uncertain between ", ""));
    }
}
