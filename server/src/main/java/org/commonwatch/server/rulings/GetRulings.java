package org.commonwatch.server.rulings;

import org.commonwatch.access.saying.Saying;
import org.commonwatch.server.sharing.Rulings;
import org.commonwatch.server.sharing.Rulings.Why;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.commonwatch.server.web.Requests;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code GET /api/v1/rulings?object=…} and the same below {@code /api/v1/parties/{party}}: whether
 * the caller's party, or another, may read an object, and why.
 */
final class GetRulings implements HandlerFunction<ServerResponse> {
    private final Asker asker;
    private final Rulings rulings;

    /** All that is told. */
    record All(String object, String party, String validAt, String knownAt, List<One> rulings) {}

    /** What is told of versions that are handled in one way. */
    record One(
            String body,
            String dataClass,
            List<String> versions,
            String answer,
            List<Wording> told,
            List<String> because) {}

    GetRulings(Asker asker, Rulings rulings) {
        this.asker = asker;
        this.rulings = rulings;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        UnaryOperator<String> named = asker.named(request);
        Saying.Texts texts = Languages.SHIPPED.sayings(Languages.SHIPPED.asked(request));
        byte[] body =
                rulings.why(
                        asker.inquiry(request),
                        Requests.needed(request, "object"),
                        request.param("collection"),
                        why -> Answers.bytes(all(why, texts, named)));
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static All all(Why why, Saying.Texts texts, UnaryOperator<String> named) {
        return new All(
                why.object(),
                why.about().toString(),
                why.asOf().validAt().toString(),
                why.asOf().knownAt().toString(),
                why.rulings().stream().map(each -> one(each, texts, named)).toList());
    }

    private static One one(Rulings.Of ruling, Saying.Texts texts, UnaryOperator<String> named) {
        return new One(
                ruling.body().name(),
                ruling.dataClass(),
                ruling.versions().stream().map(Instant::toString).toList(),
                ruling.answer(),
                ruling.told().stream().map(each -> Wording.of(each, texts, named)).toList(),
                ruling.because().stream().map(each -> each.text(texts)).map(named).toList());
    }
}
