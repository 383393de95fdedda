package org.commonwatch.server.reports;

import org.commonwatch.access.AsOf;
import org.commonwatch.access.Decision;
import org.commonwatch.access.request.Progress;
import org.commonwatch.access.saying.Phrase;
import org.commonwatch.server.findings.Fact;
import org.commonwatch.server.findings.Finding;
import org.commonwatch.server.findings.Findings;
import org.commonwatch.server.findings.Phrases;
import org.commonwatch.server.findings.Wish;
import org.commonwatch.server.membership.Credential.Role;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.procedure.Dated;
import org.commonwatch.server.procedure.Filed;
import org.commonwatch.server.procedure.Registry;
import org.commonwatch.server.reports.Document.Section;
import org.commonwatch.stix.StixId;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code request-pack}: what a party puts before a body, from its standing to what its sensors
 * counted; and {@code decision}: one decision that its standing rests on.
 */
final class Dossier {
    private static final Role[] PEOPLE = {
        Role.READER, Role.CLERK, Role.SIGNER, Role.SECRETARY, Role.ANALYST, Role.AUDITOR
    };

    private static final String STANDING = "/api/v1/standing";
    private static final String REQUESTS = "/api/v1/requests/";

    private final Findings findings;
    private final Directory directory;
    private final Registry registry;
    private final InstantSource clock;

    Dossier(Findings findings, Directory directory, Registry registry, InstantSource clock) {
        this.findings = findings;
        this.directory = directory;
        this.registry = registry;
        this.clock = clock;
    }

    Document requestPack(Wish wish) {
        wish.checkIs(PEOPLE);
        Phrases phrases = wish.phrases();
        List<Section> sections = new ArrayList<>();
        Directory.Own own = own(wish.who().party());
        sections.add(new Section(phrases.text("report.standing"), standing(wish, own)));
        sections.add(
                new Section(phrases.text("report.requests"), requests(wish, registry.names())));
        if (wish.who().is(Role.ANALYST)) {
            sections.add(section(findings.about("gap", wish)));
        }
        if (wish.who().is(Role.READER) || wish.who().is(Role.ANALYST)) {
            // All that was counted, whatever the window of the gap.
            sections.add(section(findings.about("surges", wish.without("from", "to"))));
        }
        List<Fact> of = List.of(phrases.word("party", own.entry().name(), STANDING));
        return new Document(
                phrases.language(),
                phrases.say("report.request-pack.of", of),
                phrases.text("report.request-pack.more"),
                sections);
    }

    // What it is to each body that there is for it, and the decisions about that.
    private List<Document.Block> standing(Wish wish, Directory.Own own) {
        List<Document.Block> blocks = new ArrayList<>();
        if (own.entry().bodies().isEmpty()) {
            blocks.addAll(sentences(wish, findings.about("own-standing", wish)));
        }
        for (Directory.Place place : own.entry().bodies()) {
            String body = place.body().name();
            blocks.addAll(sentences(wish, findings.about("own-standing", wish.with("body", body))));
        }
        blocks.add(decisions(wish.phrases(), own.decisions()));
        blocks.add(source(wish.phrases(), STANDING));
        return blocks;
    }

    private static List<Document.Block> sentences(Wish wish, Finding finding) {
        Phrases phrases = wish.phrases();
        Fact title = phrases.word("text", finding.title(), STANDING);
        return List.of(
                new Document.Words(phrases.say("report.sentence", List.of(title))),
                new Document.Words(finding.subtitle()));
    }

    private static Document.Block source(Phrases phrases, String address) {
        Fact link = phrases.word("link", address, address);
        return new Document.Words(phrases.say("report.source", List.of(link)));
    }

    /** A finding with its numbers, if it has any. */
    static Section section(Finding finding) {
        List<Document.Block> blocks = new ArrayList<>();
        blocks.add(new Document.Words(finding.subtitle()));
        List<Fact> numbers = Monthly.numbers(finding);
        if (!numbers.isEmpty()) {
            blocks.add(new Document.Numbers(numbers));
        }
        return new Section(finding.title(), blocks);
    }

    Document gap(Wish wish) {
        Finding gap = findings.about("gap", wish);
        return new Document(
                wish.phrases().language(),
                gap.title(),
                wish.phrases().text("report.gap"),
                List.of(section(gap)));
    }

    private Directory.Own own(StixId party) {
        return directory.own(party, List.of());
    }

    private static Document.Block decisions(Phrases phrases, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return new Document.Words(phrases.text("report.decisions.none"));
        }
        return new Document.Rows(
                "decisions",
                List.of(
                        phrases.text("fact.decision"),
                        phrases.text("fact.body"),
                        phrases.text("report.organ"),
                        phrases.text("report.kind"),
                        phrases.text("fact.taken"),
                        phrases.text("report.vote"),
                        phrases.text("report.cites")),
                decisions.stream()
                        .map(each ->
                                List.of(
                                        each.id(),
                                        each.body().name(),
                                        each.organ(),
                                        Phrase.of(each.kind()).text(phrases.sayings()),
                                        Dated.text(each.taken()),
                                        each.vote(),
                                        String.join(", ", each.about().cites())))
                        .toList());
    }

    private List<Document.Block> requests(Wish wish, UnaryOperator<String> names) {
        Phrases phrases = wish.phrases();
        List<Filed> all =
                registry
                        .requests(
                                wish.who(),
                                AsOf.then(clock.instant()),
                                new Registry.Part(Optional.empty(), Registry.LIMIT))
                        .stream()
                        .filter(each -> each.request().party().equals(wish.who().party()))
                        .toList();
        if (all.isEmpty()) {
            return List.of(new Document.Words(phrases.text("report.requests.none")));
        }
        List<Document.Block> blocks = new ArrayList<>();
        for (Filed each : all) {
            blocks.add(
                    new Document.Words(
                            phrases.say(
                                    "report.request.of",
                                    List.of(
                                            phrases.word("request", each.request().id(), REQUESTS),
                                            phrases.word("seeks", each.request().seeks(), REQUESTS),
                                            phrases.word(
                                                    "body",
                                                    each.request().body().name(),
                                                    REQUESTS)))));
            each.ways().forEach(way -> blocks.add(steps(phrases, way, names)));
            blocks.add(source(phrases, REQUESTS + each.request().id()));
        }
        return blocks;
    }

    private static Document.Block steps(
            Phrases phrases, Progress way, UnaryOperator<String> names) {
        List<List<String>> rows = new ArrayList<>();
        for (Progress.Step step : way.steps()) {
            rows.add(
                    List.of(
                            Dated.text(step.at()),
                            Phrase.of(step.state()).text(phrases.sayings()),
                            names.apply(step.note().text(phrases.sayings())),
                            names.apply(step.evidence())));
        }
        return new Document.Rows(
                "steps",
                List.of(
                        phrases.text("fact.date"),
                        phrases.text("report.state"),
                        phrases.text("report.why"),
                        phrases.text("report.evidence")),
                rows);
    }

    Document decision(Wish wish) {
        wish.checkIs(PEOPLE);
        String id = wish.parameters().apply("decision").orElse("");
        Phrases phrases = wish.phrases();
        Directory.Own own = own(wish.who().party());
        Decision decision =
                own.decisions().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () -> new ProblemException(new Problem.NotFound("decision", id)));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(phrases.text("fact.body"), decision.body().name()));
        rows.add(List.of(phrases.text("report.organ"), decision.organ()));
        rows.add(
                List.of(
                        phrases.text("report.kind"),
                        Phrase.of(decision.kind()).text(phrases.sayings())));
        rows.add(List.of(phrases.text("fact.taken"), Dated.text(decision.taken())));
        rows.add(List.of(phrases.text("report.vote"), decision.vote()));
        rows.add(List.of(phrases.text("report.effect"), decision.effect()));
        rows.add(
                List.of(phrases.text("report.cites"), String.join(", ", decision.about().cites())));
        rows.add(List.of(phrases.text("report.request"), decision.about().request().orElse("")));
        rows.removeIf(each -> each.getLast().isEmpty());
        Finding standing =
                findings.about("own-standing", wish.with("body", decision.body().name()));
        return new Document(
                phrases.language(),
                phrases.text("fact.decision") + " " + decision.id(),
                own.entry().name() + " · " + decision.body().name(),
                List.of(
                        new Section(
                                phrases.text("report.decision"),
                                List.of(Document.Rows.pairs(rows), source(phrases, STANDING))),
                        new Section(
                                phrases.text("report.decision.standing"),
                                sentences(wish, standing))));
    }
}
