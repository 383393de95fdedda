package org.commonwatch.server.api;

import org.commonwatch.server.record.Record;
import org.commonwatch.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** {@code GET /api/v1/record/head}: the last entry's number and hash, to be noted elsewhere. */
final class GetRecordHead implements HandlerFunction<ServerResponse> {
    private final Record record;

    GetRecordHead(Record record) {
        this.record = record;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        return Answers.ok(record.head());
    }
}
