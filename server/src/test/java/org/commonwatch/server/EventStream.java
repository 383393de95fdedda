package org.commonwatch.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads server-sent events as a client does. */
final class EventStream implements AutoCloseable {
    private final BufferedReader lines;

    /** One event. */
    record Event(String id, String event, String data) {}

    EventStream(InputStream in) {
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next event; empty where the server says that there is no more for now, or ends. */
    Optional<Event> next() throws IOException {
        String id = "";
        String event = "";
        List<String> data = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && !data.isEmpty()) {
                return Optional.of(new Event(id, event, String.join("\n", data)));
            } else if (line.startsWith(":")) {
                return Optional.empty();
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data.add(line.substring("data: ".length()));
            }
        }
        return Optional.empty();
    }

    /** Everything up to where there is no more for now. */
    List<Event> all() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> each = next(); each.isPresent(); each = next()) {
            events.add(each.get());
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
