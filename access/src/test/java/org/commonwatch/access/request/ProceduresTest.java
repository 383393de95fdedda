package org.commonwatch.access.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Interval;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.StandingKind;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Procedure;
import org.commonwatch.access.charter.StandingType;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.Ledger;
import org.commonwatch.access.history.View;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class ProceduresTest {
    private static final BodyId BODY = new BodyId("registry");
    private static final StixId PARTY = new StixId("identity", new UUID(0x4000, 1));
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final int ANSWER_DAYS = 90;
    private static final int REAPPLY_DAYS = 30;
    private static final int REFUSALS = 2;

    @Test
    void aRequestGoesItsWayToADecision() {
        List<Fact> facts =
                List.of(
                        drafted(),
                        letter(1, Correspondence.Role.BODY),
                        step(2, RequestState.RECEIVED),
                        step(3, RequestState.ADMISSIBLE),
                        step(4, RequestState.UNDER_REVIEW),
                        step(5, RequestState.ON_AGENDA),
                        decided(6, "board", Decision.Kind.GRANT),
                        step(7, RequestState.IN_FORCE));
        assertThat(progress(facts, 8).steps())
                .allMatch(Progress.Step::moved)
                .extracting(Progress.Step::state)
                .containsExactly(
                        RequestState.DRAFT,
                        RequestState.SENT,
                        RequestState.RECEIVED,
                        RequestState.ADMISSIBLE,
                        RequestState.UNDER_REVIEW,
                        RequestState.ON_AGENDA,
                        RequestState.GRANTED,
                        RequestState.IN_FORCE);
    }

    @Test
    void whatAGrantLacksOfTheProcedureIsTold() {
        List<Fact> facts = List.of(drafted(), sent(), decided(3, "board", Decision.Kind.GRANT));
        assertThat(progress(facts, 4).steps().getLast().note().text())
                .isEqualTo("decided by registry/board; 0 of 2 sponsors on record");
        assertThat(Votes.reach("75-24-34", "2/3")).isTrue();
        assertThat(Votes.reach("66-33-1", "2/3")).isTrue();
        assertThat(Votes.reach("66-34-0", "2/3")).isFalse();
        assertThat(Votes.reach("not told", "2/3")).isTrue();
    }

    @Test
    void onlyACompetentOrganCloses() {
        for (Fact attempt :
                List.of(
                        decided(5, "chair", Decision.Kind.REFUSE),
                        step(5, RequestState.REFUSED),
                        step(5, RequestState.GRANTED),
                        step(5, RequestState.INADMISSIBLE),
                        step(5, RequestState.LAPSED),
                        letter(5, Correspondence.Role.APPLICANT),
                        letter(5, Correspondence.Role.THIRD_PARTY),
                        letter(5, Correspondence.Role.PUBLIC))) {
            Progress progress = progress(List.of(drafted(), sent(), attempt), 10);
            assertThat(progress.state()).as(attempt.toString()).isEqualTo(RequestState.SENT);
            assertThat(progress.steps()).hasSize(3);
            assertThat(progress.steps().getLast().note().text()).isNotEmpty();
        }
    }

    @Test
    void silencePastTheDeadlineIsALapse() {
        List<Fact> facts = List.of(drafted(), sent());
        assertThat(progress(facts, ANSWER_DAYS).state()).isEqualTo(RequestState.SENT);
        assertThat(progress(facts, 1 + ANSWER_DAYS).state()).isEqualTo(RequestState.LAPSED);
        List<Fact> late = new ArrayList<>(facts);
        late.add(decided(200, "board", Decision.Kind.REFUSE));
        assertThat(progress(late, 199).isOverdue()).isTrue();
        Progress progress = progress(late, 300);
        assertThat(progress.state()).isEqualTo(RequestState.LAPSED);
        assertThat(progress.isOverdue()).as("a late answer is one").isFalse();
        assertThat(progress.steps().getLast().note().text())
                .isEqualTo("what is lapsed does not become refused");
    }

    @Test
    void aLetterThatWasReceivedSaysSinceWhenTheBodyHasTheRequest() {
        Moment received = Moment.exactly(at(4));
        Correspondence acknowledged = letter(1, Correspondence.Role.BODY, Optional.of(received));
        List<Fact> facts = List.of(drafted(), sent(), acknowledged);
        assertThat(progress(facts, 3).state()).isEqualTo(RequestState.SENT);
        Progress progress = progress(facts, 5);
        assertThat(progress.steps())
                .as("the letter is told once, whoever claims it")
                .extracting(Progress.Step::state)
                .containsExactly(RequestState.DRAFT, RequestState.SENT, RequestState.RECEIVED);
        assertThat(progress.steps().getLast().at()).isEqualTo(received);
        assertThat(progress.due()).contains(Moment.exactly(at(4 + ANSWER_DAYS)));
        assertThat(progress.isOverdue()).isFalse();
        assertThat(progress(facts, 4 + ANSWER_DAYS).isOverdue()).isTrue();
    }

    @Test
    void anAnswerThatWasReceivedMovesNothing() {
        Correspondence answer =
                letter(2, Correspondence.Role.APPLICANT, Optional.of(Moment.exactly(at(4))));
        Progress progress = progress(List.of(drafted(), sent(), answer), 5);
        assertThat(progress.steps()).hasSize(3);
        assertThat(progress.state()).isEqualTo(RequestState.SENT);
    }

    @Test
    void whoeverAppliesAgainTooEarlyOrTooOftenIsToldSo() {
        List<Fact> facts = new ArrayList<>(List.of(drafted(), sent()));
        facts.add(decided(10, "board", Decision.Kind.REFUSE));
        facts.add(step(10 + REAPPLY_DAYS - 1, RequestState.RE_APPLIED));
        assertThat(progress(facts, 300).state()).isEqualTo(RequestState.REFUSED);
        facts.add(step(10 + REAPPLY_DAYS, RequestState.RE_APPLIED));
        assertThat(progress(facts, 50).state()).isEqualTo(RequestState.RE_APPLIED);
        facts.add(decided(60, "board", Decision.Kind.REFUSE));
        facts.add(step(200, RequestState.RE_APPLIED));
        assertThat(progress(facts, 300).state()).isEqualTo(RequestState.AUTO_REJECTED);
    }

    @Test
    void aGrantMayBeRestrictedSuspendedAndRevoked() {
        List<Fact> facts = new ArrayList<>(List.of(drafted(), sent()));
        facts.add(decided(3, "board", Decision.Kind.GRANT));
        facts.add(step(4, RequestState.IN_FORCE));
        facts.add(decided(5, "board", Decision.Kind.RESTRICT));
        facts.add(decided(6, "board", Decision.Kind.LIFT));
        facts.add(decided(7, "board", Decision.Kind.SUSPEND));
        facts.add(decided(8, "board", Decision.Kind.REVOKE));
        assertThat(progress(facts, 9).steps())
                .extracting(Progress.Step::state)
                .endsWith(
                        RequestState.RESTRICTED,
                        RequestState.IN_FORCE,
                        RequestState.SUSPENDED,
                        RequestState.REVOKED);
    }

    /** Whatever is claimed, no step leads where the machine has no way. */
    @Test
    void noStepLeavesTheMachine() {
        Cases.check(random -> {
            List<Fact> facts = new ArrayList<>(List.of(drafted(), sent()));
            for (int i = 0; i < 8; i++) {
                int day = 2 + random.nextInt(200);
                facts.add(
                        switch (random.nextInt(4)) {
                            case 0 -> step(day, Cases.any(RequestState.values(), random));
                            case 1 -> letter(day, Cases.any(Correspondence.Role.values(), random));
                            case 2 ->
                                    decided(
                                            day,
                                            random.nextBoolean() ? "board" : "chair",
                                            Cases.any(Decision.Kind.values(), random));
                            default -> step(day, RequestState.RE_APPLIED);
                        });
            }
            RequestState before = RequestState.DRAFT;
            Instant last = Instant.MIN;
            for (Progress.Step step : progress(facts, 250).steps().stream().skip(1).toList()) {
                assertThat(step.moved() ? before.leadsTo(step.state()) : before == step.state())
                        .as("from %s by %s", before, step)
                        .isTrue();
                assertThat(step.at().earliest()).isAfterOrEqualTo(last);
                before = step.state();
                last = step.at().earliest();
            }
        });
    }

    private static Progress progress(List<Fact> facts, int day) {
        List<Assertion> assertions = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            assertions.add(
                    new Assertion(
                            "A" + i,
                            "m" + i,
                            "s",
                            "d",
                            START,
                            Optional.empty(),
                            Optional.of(facts.get(i))));
        }
        AsOf asOf = AsOf.then(at(day));
        var procedures = new Procedures(List.of(charter()), View.EVERYBODY, asOf);
        var reading = Ledger.of(assertions).readings(View.EVERYBODY, asOf, fact -> true).getFirst();
        return procedures.progress("R", reading, Moment::earliest).orElseThrow();
    }

    private static Charter charter() {
        return new Charter(
                new Charter.Edition(BODY, "of tests", 1, "tests", Interval.EVER, Instant.EPOCH),
                new Charter.Words(
                        List.of(new StandingType("listed", StandingKind.OBSERVER)),
                        List.of(),
                        List.of(),
                        List.of()),
                new Charter.Traffic("teams", Map.of(), Tlp.AMBER),
                List.of(),
                List.of(
                        new Procedure(
                                Set.of("listed"),
                                List.of("board"),
                                new Procedure.Demands("2/3", 2, REFUSALS),
                                new Procedure.Days(ANSWER_DAYS, 21, REAPPLY_DAYS),
                                "rules")));
    }

    private static Request drafted() {
        return new Request(
                "R",
                PARTY,
                BODY,
                "listed",
                "",
                new Request.Support(List.of(), List.of()),
                Moment.exactly(at(0)));
    }

    private static Correspondence sent() {
        return letter(1, Correspondence.Role.BODY);
    }

    private static Correspondence letter(int day, Correspondence.Role role) {
        return letter(day, role, Optional.empty());
    }

    private static Correspondence letter(
            int day, Correspondence.Role role, Optional<Moment> received) {
        return new Correspondence(
                "L" + day,
                role == Correspondence.Role.BODY ? PARTY.toString() : BODY.name(),
                "addressee",
                new Correspondence.Transit(Moment.exactly(at(day)), received, "post"),
                role,
                Optional.of("R"),
                Optional.empty(),
                "");
    }

    private static RequestStep step(int day, RequestState to) {
        return new RequestStep("R", to, Moment.exactly(at(day)), "seen");
    }

    private static Decision decided(int day, String organ, Decision.Kind kind) {
        return new Decision(
                "D-" + day + "-" + organ + "-" + kind,
                BODY,
                organ,
                kind,
                Moment.exactly(at(day)),
                new Decision.About(Optional.of(PARTY), Optional.of("R"), List.of()),
                "",
                "");
    }

    private static Instant at(int day) {
        return START.plus(Duration.ofDays(day));
    }
}
