package org.commonwatch.access.request;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Correspondence;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Request;
import org.commonwatch.access.RequestState;
import org.commonwatch.access.RequestStep;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.access.charter.Procedure;
import org.commonwatch.access.history.Assertion;
import org.commonwatch.access.history.Reading;
import org.commonwatch.access.history.Reading.Past;
import org.commonwatch.access.history.View;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tells how far requests have come, by the procedures of the charters in force. */
public final class Procedures {
    private final List<Charter> charters;
    private final View view;
    private final AsOf asOf;

    /**
     * As one view has it.
     *
     * @param charters those in force
     */
    public Procedures(List<Charter> charters, View view, AsOf asOf) {
        this.charters = List.copyOf(charters);
        this.view = view;
        this.asOf = asOf;
    }

    /**
     * What became of a request, if it was drafted by then.
     *
     * @param dated which instant an imprecise date is taken for
     */
    public Optional<Progress> progress(
            String request, Reading reading, Function<Moment, Instant> dated) {
        return reading.begun(Request.class).stream()
                .filter(each -> each.id().equals(request))
                .findFirst()
                .map(each -> new Run(each, reading, dated).progress());
    }

    /**
     * Something that may move a request.
     *
     * @param arrival whether it is that a letter was received, and not what is claimed otherwise
     */
    private record Event(Assertion by, Fact fact, Moment at, boolean arrival) {}

    /** One request's way through the states. */
    private final class Run {
        private static final Set<RequestState> BY_DECISION_ONLY =
                EnumSet.of(
                        RequestState.GRANTED,
                        RequestState.REFUSED,
                        RequestState.SUSPENDED,
                        RequestState.RESTRICTED,
                        RequestState.REVOKED);

        private final Request request;
        private final List<Event> events;
        private final Function<Moment, Instant> dated;
        private final Optional<Procedure> procedure;
        private final List<Progress.Step> steps = new ArrayList<>();
        private final Set<String> letters = new HashSet<>();

        Run(Request request, Reading reading, Function<Moment, Instant> dated) {
            this.request = request;
            this.dated = dated;
            this.procedure =
                    charters.stream()
                            .filter(each -> each.body().equals(request.body()))
                            .findFirst()
                            .flatMap(each -> each.procedure(request.seeks()));
            this.events =
                    reading.past().stream()
                            .filter(this::isOfIt)
                            .flatMap(this::events)
                            .sorted(
                                    Comparator.comparing((Event each) -> dated.apply(each.at()))
                                            .thenComparing(each -> each.by().recorded()))
                            .toList();
        }

        // A letter is sent, and it comes to the body.
        private Stream<Event> events(Past past) {
            Assertion by = past.assertion();
            Event begun = new Event(by, past.fact(), past.fact().span().from(), false);
            return past.fact() instanceof Correspondence letter
                            && letter.role() == Correspondence.Role.BODY
                    ? Stream.concat(
                            Stream.of(begun),
                            letter.transit().received().stream()
                                    .filter(at -> !dated.apply(at).isAfter(asOf.validAt()))
                                    .map(at -> new Event(by, letter, at, true)))
                    : Stream.of(begun);
        }

        private boolean isOfIt(Past past) {
            return switch (past.fact()) {
                case Request each -> each.id().equals(request.id());
                case Decision each ->
                        each.about().request().filter(request.id()::equals).isPresent();
                case Correspondence each -> each.request().filter(request.id()::equals).isPresent();
                case RequestStep each -> each.request().equals(request.id());
                default -> false;
            };
        }

        Progress progress() {
            for (Event event : events) {
                lapseBefore(dated.apply(event.at()));
                switch (event.fact()) {
                    case Request each -> first(event);
                    case Correspondence each when event.arrival() -> received(event, each);
                    case Correspondence each when letters.add(each.id()) -> letter(event, each);
                    case Decision each -> decision(event, each);
                    case RequestStep each -> step(event, each);
                    default -> {}
                }
            }
            lapseBefore(asOf.validAt());
            Optional<Moment> due =
                    state().isOpen()
                            ? due()
                            : Optional.of(state()).filter(this::isSilent).map(each -> since());
            return new Progress(request.id(), steps, due);
        }

        private RequestState state() {
            return steps.isEmpty() ? RequestState.DRAFT : steps.getLast().state();
        }

        private void first(Event event) {
            if (steps.isEmpty()) {
                add(RequestState.DRAFT, true, event, Saying.of(Phrase.STEP_DRAFTED));
            }
        }

        private void letter(Event event, Correspondence letter) {
            switch (letter.role()) {
                case THIRD_PARTY, PUBLIC -> stay(event, Saying.of(Phrase.STEP_TO_THIRD_PARTY));
                case APPLICANT -> stay(event, Saying.of(Phrase.STEP_LETTER_CLOSES_NOTHING));
                case BODY -> {
                    if (state() == RequestState.DRAFT
                            && letter.from().equals(request.party().toString())) {
                        add(RequestState.SENT, true, event, Saying.of(Phrase.STEP_SENT));
                    } else {
                        stay(event, Saying.of(Phrase.STEP_LETTER_MOVES_NOTHING));
                    }
                }
            }
        }

        private void received(Event event, Correspondence letter) {
            if (state().leadsTo(RequestState.RECEIVED)
                    && letter.from().equals(request.party().toString())) {
                add(RequestState.RECEIVED, true, event, Saying.of(Phrase.STEP_RECEIVED));
            }
        }

        private void decision(Event event, Decision decision) {
            String organ = organ(decision);
            if (!mayDecide(decision)) {
                stay(event, Saying.of(Phrase.STEP_NOT_FOR_ORGAN).with("organ", organ));
            } else if (view.contested().contains(organ)) {
                stay(event, Saying.of(Phrase.STEP_CONTESTED).with("organ", organ));
            } else {
                Optional<RequestState> next =
                        switch (decision.kind()) {
                            case GRANT -> Optional.of(RequestState.GRANTED);
                            case REFUSE -> Optional.of(RequestState.REFUSED);
                            case SUSPEND -> Optional.of(RequestState.SUSPENDED);
                            case RESTRICT -> Optional.of(RequestState.RESTRICTED);
                            case REVOKE -> Optional.of(RequestState.REVOKED);
                            case LIFT -> Optional.of(RequestState.IN_FORCE);
                            case DEFER -> Optional.of(RequestState.DEFERRED);
                            case INTERPRET -> Optional.empty();
                        };
                next.ifPresentOrElse(
                        to -> move(event, to, decided(decision, organ)),
                        () -> stay(event, Saying.of(Phrase.STEP_INTERPRETED)));
            }
        }

        private static String organ(Decision decision) {
            return decision.body() + "/" + decision.organ();
        }

        private boolean mayDecide(Decision decision) {
            return decision.body().equals(request.body())
                    && procedure
                            .filter(each -> each.organs().contains(decision.organ()))
                            .isPresent();
        }

        // Lapsed, and not decided on since then: a late answer moves nothing, but is one.
        private boolean isSilent(RequestState state) {
            return state == RequestState.LAPSED
                    && events.stream()
                            .filter(each -> !dated.apply(each.at()).isBefore(dated.apply(since())))
                            .noneMatch(
                                    each -> each.fact() instanceof Decision late && answers(late));
        }

        private boolean answers(Decision decision) {
            return decision.kind() != Decision.Kind.INTERPRET
                    && mayDecide(decision)
                    && !view.contested().contains(organ(decision));
        }

        // What a grant lacks of the procedure is told; whether it stands nevertheless is not ours.
        private Saying decided(Decision decision, String organ) {
            List<String> cites = decision.about().cites();
            List<Saying> all = new ArrayList<>();
            all.add(
                    cites.isEmpty()
                            ? Saying.of(Phrase.STEP_DECIDED).with("organ", organ)
                            : Saying.of(Phrase.STEP_DECIDED_CITING)
                                    .with("organ", organ)
                                    .withAll("cites", cites));
            if (procedure.isPresent() && decision.kind() == Decision.Kind.GRANT) {
                Procedure.Demands demands = procedure.get().demands();
                int sponsors = request.support().supporters().size();
                if (sponsors < demands.sponsors()) {
                    all.add(
                            Saying.of(Phrase.STEP_SPONSORS)
                                    .with("sponsors", sponsors)
                                    .with("needed", demands.sponsors()));
                }
                if (!Votes.reach(decision.vote(), demands.threshold())) {
                    all.add(
                            Saying.of(Phrase.STEP_VOTE_SHORT)
                                    .with("vote", decision.vote())
                                    .with("threshold", demands.threshold()));
                }
            }
            return Saying.of(Phrase.POINTS).withAll("points", all, Phrase.LIST_POINTS);
        }

        private void step(Event event, RequestStep step) {
            RequestState to = step.to();
            if (BY_DECISION_ONLY.contains(to)) {
                stay(event, Saying.of(Phrase.STEP_BY_DECISION_ONLY).with("state", Phrase.of(to)));
            } else if (to == RequestState.LAPSED || to == RequestState.AUTO_REJECTED) {
                stay(event, Saying.of(Phrase.STEP_BY_PROCEDURE_ONLY).with("state", Phrase.of(to)));
            } else if (to == RequestState.INADMISSIBLE && !isShownByDecision(step)) {
                stay(event, Saying.of(Phrase.STEP_NO_DECISION_SHOWN));
            } else if (to == RequestState.RE_APPLIED) {
                reapply(event);
            } else {
                move(event, to, Saying.of(Phrase.STEP_CLAIMED).with("source", event.by().source()));
            }
        }

        private boolean isShownByDecision(RequestStep step) {
            return events.stream()
                    .anyMatch(each ->
                            each.fact() instanceof Decision decision
                                    && decision.id().equals(step.evidence()));
        }

        private void reapply(Event event) {
            long refusals =
                    steps.stream()
                            .filter(each -> each.moved() && each.state() == RequestState.REFUSED)
                            .count();
            int limit = procedure.map(each -> each.demands().refusalLimit()).orElse(0);
            int days = procedure.map(each -> each.days().reapply()).orElse(0);
            if (limit > 0 && refusals >= limit) {
                move(
                        event,
                        RequestState.AUTO_REJECTED,
                        Saying.of(Phrase.STEP_REFUSED_BEFORE).with("times", refusals));
            } else if (state() == RequestState.REFUSED
                    && dated.apply(event.at())
                            .isBefore(dated.apply(since()).plus(Duration.ofDays(days)))) {
                stay(event, Saying.of(Phrase.STEP_TOO_EARLY).with("days", days));
            } else {
                long times =
                        1
                                + steps.stream()
                                        .filter(each ->
                                                each.moved()
                                                        && each.state() == RequestState.RE_APPLIED)
                                        .count();
                move(
                        event,
                        RequestState.RE_APPLIED,
                        Saying.of(Phrase.STEP_RE_APPLIED)
                                .with("times", times)
                                .with("source", event.by().source()));
            }
        }

        // When it came into the state it is in.
        private Moment since() {
            return steps.reversed().stream()
                    .filter(Progress.Step::moved)
                    .findFirst()
                    .map(Progress.Step::at)
                    .orElseThrow();
        }

        // When silence becomes a lapse, if it does.
        private Optional<Moment> due() {
            return procedure
                    .map(each -> Duration.ofDays(each.days().answer()))
                    .filter(Duration::isPositive)
                    .map(days ->
                            new Moment(since().earliest().plus(days), since().latest().plus(days)));
        }

        private void lapseBefore(Instant instant) {
            if (steps.isEmpty() || !state().isOpen()) {
                return;
            }
            due().filter(end -> !instant.isBefore(dated.apply(end))).ifPresent(this::lapse);
        }

        private void lapse(Moment end) {
            int days = procedure.map(each -> each.days().answer()).orElse(0);
            steps.add(
                    new Progress.Step(
                            RequestState.LAPSED,
                            true,
                            end,
                            end.latest(),
                            procedure.map(Procedure::instrument).orElse(""),
                            Saying.of(Phrase.STEP_SILENCE).with("days", days)));
        }

        private void move(Event event, RequestState to, Saying note) {
            if (state().leadsTo(to)) {
                add(to, true, event, note);
            } else {
                stay(
                        event,
                        Saying.of(Phrase.STEP_NOT_FROM_HERE)
                                .with("state", Phrase.of(state()))
                                .with("other", Phrase.of(to)));
            }
        }

        private void stay(Event event, Saying note) {
            add(state(), false, event, note);
        }

        private void add(RequestState state, boolean moved, Event event, Saying note) {
            steps.add(
                    new Progress.Step(
                            state,
                            moved,
                            event.at(),
                            event.by().recorded(),
                            event.by().id() + " (" + event.by().document() + ")",
                            note));
        }
    }
}
