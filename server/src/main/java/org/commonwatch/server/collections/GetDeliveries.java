package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.sharing.Sharing.Delivered;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/**
 * {@code GET /api/v1/deliveries?object=…}: who was given what the caller's party has said of an
 * object, and when.
 */
final class GetDeliveries implements HandlerFunction<ServerResponse> {
    private final Sharing sharing;

    GetDeliveries(Sharing sharing) {
        this.sharing = sharing;
    }

    /** One of them, in words. */
    record Delivery(String version, String party, String at, String surface, long entry) {}

    /** All of them. */
    record Deliveries(String object, List<Delivery> deliveries) {}

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        String object = Requests.needed(request, "object");
        List<Delivered> found = sharing.deliveries(Asked.caller(request), object);
        return Answers.ok(
                new Deliveries(object, found.stream().map(GetDeliveries::words).toList()));
    }

    private static Delivery words(Delivered each) {
        return new Delivery(
                each.version().toString(),
                each.party(),
                each.at().toString(),
                each.surface(),
                each.entry());
    }
}
