package org.commonwatch.server.api;

import org.commonwatch.server.record.Entry;
import org.commonwatch.server.record.Record;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;

/** {@code GET /api/v1/record?from=…&limit=…}: entries of the record, in order. */
final class GetRecord implements HandlerFunction<ServerResponse> {
    private static final int USUAL = 100;

    private final Record record;

    /** A page; one without entries is behind the last. */
    record Page(List<Entry> entries) {}

    GetRecord(Record record) {
        this.record = record;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        long from = Requests.number(request, "from").orElse(Long.MIN_VALUE);
        long limit = Requests.number(request, "limit").orElse(USUAL);
        int bounded = Math.clamp(limit, 1, Record.ENTRIES);
        return Answers.ok(new Page(record.entries(from, bounded)));
    }
}
