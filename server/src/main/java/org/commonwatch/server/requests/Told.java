package org.commonwatch.server.requests;

import static java.util.stream.Collectors.joining;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Moment;
import org.commonwatch.access.history.Answer;
import org.commonwatch.access.request.Progress;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.access.saying.Saying;
import org.commonwatch.server.procedure.Dated;
import org.commonwatch.server.procedure.Draft;
import org.commonwatch.server.procedure.Filed;
import org.commonwatch.server.procedure.Letter;
import org.commonwatch.server.procedure.Matter;
import org.commonwatch.server.procedure.Waiting;
import org.commonwatch.server.web.Languages;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How requests, letters and drafts are told; parties go by their names. */
final class Told {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Languages LANGUAGES = Languages.SHIPPED;

    private final UnaryOperator<String> names;
    private final Instant at;

    Told(UnaryOperator<String> names, AsOf asOf) {
        this.names = names;
        this.at = asOf.validAt();
    }

    /** A request in a list. */
    record Line(
            String id,
            String party,
            String body,
            String seeks,
            String session,
            List<String> states,
            boolean certain,
            boolean overdue,
            Optional<String> due,
            Optional<Long> daysLeft) {}

    Line line(Filed filed) {
        List<String> states =
                filed.ways().stream().map(each -> each.state().label()).distinct().toList();
        return new Line(
                filed.request().id(),
                names.apply(filed.request().party().toString()),
                filed.request().body().name(),
                filed.request().seeks(),
                filed.request().session(),
                states,
                states.size() == 1 && filed.isOverdue() == filed.isSurelyOverdue(),
                filed.isOverdue(),
                filed.due().map(Dated::text),
                filed.due().map(this::daysLeft));
    }

    // Whole days that are left, or, below zero, that have passed.
    private long daysLeft(Moment due) {
        long seconds = ChronoUnit.SECONDS.between(at, due.latest());
        return Math.floorDiv(seconds, Duration.ofDays(1).toSeconds());
    }

    /** A request by itself. */
    record Whole(
            Line request,
            List<String> grounds,
            List<String> supporters,
            String drafted,
            List<String> organs,
            List<Way> ways,
            List<String> because) {}

    /** One way in which it may have gone. */
    record Way(String state, Optional<String> due, List<Step> steps) {}

    /** One step of it. */
    record Step(
            String at, String recorded, String state, boolean moved, String why, String evidence) {}

    Whole whole(Filed filed, Saying.Texts texts) {
        return new Whole(
                line(filed),
                filed.request().support().grounds(),
                filed.request().support().supporters().stream()
                        .map(each -> names.apply(each.toString()))
                        .toList(),
                Dated.text(filed.request().drafted()),
                filed.organs(),
                filed.ways().stream().map(each -> way(each, texts)).toList(),
                filed.progress() instanceof Answer.Uncertain<?> uncertain
                        ? uncertain.because().stream()
                                .map(each -> each.text(texts))
                                .map(names)
                                .toList()
                        : List.of());
    }

    private Way way(Progress progress, Saying.Texts texts) {
        return new Way(
                progress.state().label(),
                progress.due().map(Dated::text),
                progress.steps().stream()
                        .map(each ->
                                new Step(
                                        Dated.text(each.at()),
                                        each.recorded().toString(),
                                        each.state().label(),
                                        each.moved(),
                                        names.apply(each.note().text(texts)),
                                        names.apply(each.evidence())))
                        .toList());
    }

    /** A letter. */
    record Post(
            String id,
            String from,
            String to,
            String sent,
            Optional<String> received,
            String channel,
            String role,
            Optional<String> request,
            Optional<String> inReplyTo,
            String sha256,
            List<String> claimedBy) {}

    static Post post(Letter letter, UnaryOperator<String> names) {
        return new Post(
                letter.told().id(),
                names.apply(letter.told().from()),
                names.apply(letter.told().to()),
                Dated.text(letter.told().transit().sent()),
                letter.received().map(Dated::text),
                letter.told().transit().channel(),
                letter.told().role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                letter.request(),
                letter.inReplyTo(),
                letter.told().sha256(),
                letter.claimedBy());
    }

    /**
     * Something that waits.
     *
     * @param about said in the reader's language, of which {@code code} and what follows it are
     *     what is said, the same in every language
     * @param sorts of facts that a draft states
     */
    record Item(
            String act,
            String id,
            String about,
            String code,
            Map<String, String> words,
            List<String> sorts,
            Optional<String> due,
            Optional<Long> daysLeft) {}

    Item item(Waiting waiting, String language) {
        Matter about = waiting.about();
        return new Item(
                waiting.act().label(),
                waiting.id(),
                said(about, language),
                about.code(),
                about.words(),
                about.sorts(),
                waiting.due().map(Dated::text),
                waiting.due().map(this::daysLeft));
    }

    private static String said(Matter about, String language) {
        Map<String, String> words = new LinkedHashMap<>(about.words());
        if (!about.sorts().isEmpty()) {
            words.put(
                    "sorts",
                    about.sorts().stream()
                            .map(each -> LANGUAGES.text(language, "waits.sort." + each))
                            .collect(joining(between(language))));
        }
        return LANGUAGES.say(language, "waits." + about.code(), words);
    }

    private static String between(String language) {
        return LANGUAGES
                .sayings(language)
                .text(Phrase.LIST_COMMA)
                .orElseGet(Phrase.LIST_COMMA::english);
    }

    /** A draft. */
    record Written(
            String id,
            String drafter,
            String drafted,
            JsonNode says,
            Optional<String> outcome,
            Optional<String> endedBy,
            Optional<String> ended) {}

    static Written written(Draft draft) {
        return new Written(
                draft.id(),
                draft.drafter(),
                draft.drafted().toString(),
                JSON.readTree(draft.text().toString()),
                draft.end().map(Draft.End::outcome),
                draft.end().map(Draft.End::by),
                draft.end().map(each -> each.at().toString()));
    }
}
