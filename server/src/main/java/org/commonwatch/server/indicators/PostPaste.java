package org.commonwatch.server.indicators;

import org.commonwatch.archive.indicators.PastedText;
import org.commonwatch.archive.indicators.PastedText.Piece;
import org.commonwatch.server.matching.Entries;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.LimitedInput;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /api/v1/indicators/paste}: tells what is found in a text and why the rest is left
 * out; with {@code take=true} it is taken in, as the word of the caller's party or, for the
 * operator, of the one that is named.
 */
final class PostPaste implements HandlerFunction<ServerResponse> {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(1);
    private static final int SOURCE_LIMIT = 200;

    private final Entries entries;
    private final Parties parties;

    /**
     * What was found.
     *
     * @param added how many are new to their owner; 0 if nothing was to be taken in
     */
    record Found(int taken, int dropped, int added, List<Line> found) {}

    /**
     * One place of the text.
     *
     * @param type of what it is, empty if of nothing known
     * @param value of what it is, in its one form
     * @param dropped why it is left out; empty if it is not
     */
    record Line(int line, String text, String type, String value, String dropped) {
        static Line of(Piece piece) {
            return new Line(
                    piece.line(),
                    piece.text(),
                    piece.observable().map(each -> each.kind().label()).orElse(""),
                    piece.observable().map(each -> each.value()).orElse(""),
                    piece.dropped());
        }
    }

    PostPaste(Entries entries, Parties parties) {
        this.entries = entries;
        this.parties = parties;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        boolean take = request.param("take").filter("true"::equals).isPresent();
        Optional<Entries.Meant> meant = take ? Optional.of(meant(request)) : Optional.empty();
        List<Piece> pieces = entries.look(text(request));
        int added = meant.map(each -> entries.take(pieces, each)).orElse(0);
        int taken = (int) pieces.stream().filter(Piece::isTaken).count();
        return Answers.ok(
                new Found(
                        taken,
                        pieces.size() - taken,
                        added,
                        pieces.stream().map(Line::of).toList()));
    }

    private static String text(ServerRequest request) throws IOException {
        try (InputStream body =
                new LimitedInput(
                        request.servletRequest().getInputStream(),
                        "The text",
                        PastedText.LENGTH_LIMIT,
                        TIME_LIMIT)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Entries.Meant meant(ServerRequest request) {
        String source = request.param("source").orElse("");
        if (source.length() > SOURCE_LIMIT) {
            throw new ProblemException(
                    new Problem.TooLarge("The source", SOURCE_LIMIT + " characters"));
        }
        return new Entries.Meant(
                owner(request),
                Tlp.parse(Requests.needed(request, "tlp")),
                source,
                request.param("valid_until").map(text -> until(text)));
    }

    private static Instant until(String text) {
        return Requests.time("valid_until", text);
    }

    private StixId owner(ServerRequest request) {
        Credential who = request.principal().map(Credential::signedIn).orElseThrow();
        if (who.is(Credential.Role.OPERATOR)) {
            return parties.named(Requests.needed(request, "owner")).id();
        }
        if (request.param("owner").isPresent()
                && !parties.named(Requests.needed(request, "owner")).id().equals(who.party())) {
            throw new ProblemException(new Problem.Forbidden());
        }
        return who.party();
    }
}
