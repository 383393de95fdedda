package org.commonwatch.server.taxii;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Receipt;
import org.commonwatch.server.sharing.Sharing;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JsonGenerator;

import java.util.Optional;
import java.util.UUID;

/** {@code GET /{root}/status/{status}/}: what became of what one posted (TAXII 2.1 §4.3). */
final class GetStatus implements HandlerFunction<ServerResponse> {
    private final Addressed addressed;
    private final Sharing sharing;

    GetStatus(Addressed addressed, Sharing sharing) {
        this.addressed = addressed;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        addressed.root(request);
        String id = request.pathVariable("status");
        Receipt receipt =
                uuid(id).flatMap(uuid -> sharing.status(Addressed.caller(request), uuid))
                        .orElseThrow(
                                () -> new ProblemException(new Problem.NotFound("status", id)));
        return TaxiiMedia.answer(200, json -> properties(json, receipt));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** Writes those of the status resource (TAXII 2.1 §4.3.1). */
    static void properties(JsonGenerator json, Receipt receipt) {
        int successes = receipt.successes().size();
        int failures = receipt.failures().size();
        json.writeStringProperty("id", receipt.id().toString());
        int pendings = receipt.pendings().size();
        json.writeStringProperty("status", pendings == 0 ? "complete" : "pending");
        json.writeStringProperty("request_timestamp", TaxiiMedia.time(receipt.requested()));
        json.writeNumberProperty("total_count", successes + failures + pendings);
        json.writeNumberProperty("success_count", successes);
        TaxiiMedia.list(json, "successes", receipt.successes(), GetStatus::details);
        json.writeNumberProperty("failure_count", failures);
        TaxiiMedia.list(json, "failures", receipt.failures(), GetStatus::details);
        json.writeNumberProperty("pending_count", pendings);
        TaxiiMedia.list(json, "pendings", receipt.pendings(), GetStatus::details);
    }

    private static void details(JsonGenerator json, Receipt.Item item) {
        json.writeStartObject();
        json.writeStringProperty("id", item.id());
        json.writeStringProperty("version", TaxiiMedia.time(item.version()));
        if (!item.message().isEmpty()) {
            json.writeStringProperty("message", item.message());
        }
        json.writeEndObject();
    }
}
