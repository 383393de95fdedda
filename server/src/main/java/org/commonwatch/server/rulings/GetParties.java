package org.commonwatch.server.rulings;

import org.commonwatch.access.world.Held;
import org.commonwatch.server.membership.Directory;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /api/v1/parties}: those that there are for the caller, by their names. */
final class GetParties implements HandlerFunction<ServerResponse> {
    private static final int USUAL = 100;
    private static final int LIMIT = 1_000;

    private final Directory directory;

    /** One of them. */
    record One(String id, String name, List<Place> bodies) {
        static One of(Directory.Entry entry) {
            return new One(
                    entry.id().toString(),
                    entry.name(),
                    entry.bodies().stream().map(Place::of).toList());
        }
    }

    /** What it is to a body, in the body's words; more than one of a kind if that is open. */
    record Place(String body, List<String> designations, List<What> standings) {
        static Place of(Directory.Place place) {
            return new Place(
                    place.body().name(),
                    place.designations(),
                    place.standings().stream().map(What::of).toList());
        }
    }

    /** A standing; without a scope it is for everything. */
    record What(String type, String kind, String scope) {
        static What of(Held held) {
            return new What(held.type(), held.kind().label(), held.scope().orElse(""));
        }
    }

    GetParties(Directory directory) {
        this.directory = directory;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        long asked = Requests.number(request, "limit").orElse(USUAL);
        int limit = Math.clamp(asked, 1, LIMIT);
        List<Directory.Entry> all =
                directory.parties(Asker.who(request).party(), Asker.examines(request));
        int from = request.param("cursor").map(each -> after(all, each)).orElse(0);
        int end = Math.min(all.size(), from + limit);
        Map<String, Object> some = new LinkedHashMap<>();
        some.put("parties", all.subList(from, end).stream().map(One::of).toList());
        if (end < all.size()) {
            some.put("next", cursor(all.get(end - 1).name()));
        }
        return Answers.ok(request, some);
    }

    // No party has the name of another, so a name is a place even if its party has gone.
    private static String cursor(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static int after(List<Directory.Entry> all, String cursor) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return (int) all.stream().filter(each -> each.name().compareTo(name) <= 0).count();
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(Problem.Malformed.cursor("cursor"));
        }
    }
}
