package org.commonwatch.server.feeds;

import org.commonwatch.server.web.Answers;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Tlp;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** An object for each indicator, with all things that it means. */
final class JsonRows implements Form {
    private final AtomicBoolean any = new AtomicBoolean();

    private record Thing(String type, String value) {
        static Thing of(Observable observable) {
            return new Thing(observable.kind().label(), observable.value());
        }
    }

    @Override
    public void begin(Writer out) throws IOException {
        out.write("{\"indicators\":[");
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        if (given.things().isEmpty()) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", given.id());
        row.put("name", given.name());
        row.put("validFrom", given.from().toString());
        given.until().ifPresent(until -> row.put("validUntil", until.toString()));
        row.put("tlp", given.tlp().map(Tlp::label).orElse(""));
        row.put("things", given.things().stream().map(Thing::of).toList());
        out.write(any.getAndSet(true) ? ",\n" : "\n");
        out.write(new String(Answers.bytes(row), StandardCharsets.UTF_8));
    }

    @Override
    public void end(Writer out) throws IOException {
        out.write("\n]}\n");
    }
}
