package org.commonwatch.server.api;

import org.commonwatch.server.membership.Collection;
import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.sharing.Caller;
import org.commonwatch.server.sharing.Receipt;
import org.commonwatch.server.sharing.Sharing;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.LimitedInput;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code POST /api/v1/taxii/import?collection=…&owner=…&date_added=…}: takes objects into a
 * collection as a party's word, with the dates that they had elsewhere. All that are good are safe
 * when the answer is given; the same objects again change nothing.
 */
final class PostImport implements HandlerFunction<ServerResponse> {
    /** So many bytes at once: one object of the largest kind, and what is around it. */
    static final int BODY_BYTES = 32 << 20;

    private static final Duration TIME_LIMIT = Duration.ofMinutes(5);
    private static final int REJECTED_TOLD = 20;

    private final Collections collections;
    private final Parties parties;
    private final Sharing sharing;

    /** What became of them: objects = kept + rejected. */
    record Imported(long objects, long kept, long rejected, List<String> firstRejected) {}

    PostImport(Collections collections, Parties parties, Sharing sharing) {
        this.collections = collections;
        this.parties = parties;
        this.sharing = sharing;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Collection collection =
                collections.find(
                        Requests.uuid("collection", Requests.needed(request, "collection")));
        Caller owner = owner(request);
        Optional<Instant> date =
                request.param("date_added").map(text -> Requests.time("date_added", text));
        ImportedRecords records;
        try (InputStream body =
                new LimitedInput(
                        request.servletRequest().getInputStream(),
                        "What was sent",
                        BODY_BYTES,
                        TIME_LIMIT)) {
            records = ImportedRecords.read(body, date);
        }
        Receipt receipt = sharing.imports(owner, collection, records.objects());
        return Answers.ok(imported(records.rejected(), receipt));
    }

    private Caller owner(ServerRequest request) {
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        return new Caller(
                request.param("owner")
                        .map(name -> parties.named(name).id())
                        .orElse(operator.party()),
                operator.name());
    }

    private static Imported imported(List<String> unreadable, Receipt receipt) {
        List<String> refused =
                receipt.failures().stream().map(item -> item.id() + ": " + item.message()).toList();
        long kept = receipt.successes().size();
        long rejected = (long) unreadable.size() + refused.size();
        return new Imported(
                kept + rejected,
                kept,
                rejected,
                Stream.concat(unreadable.stream(), refused.stream()).limit(REJECTED_TOLD).toList());
    }
}
