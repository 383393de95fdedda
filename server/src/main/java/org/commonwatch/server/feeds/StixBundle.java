package org.commonwatch.server.feeds;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A bundle (STIX 2.1 §8) of the indicators as they are read elsewhere, and what marks them. */
final class StixBundle implements Form {
    private final String what;
    private final AtomicBoolean any = new AtomicBoolean();

    /**
     * Begins with nothing.
     *
     * @param what the same for what is the same bundle at another time
     */
    StixBundle(String what) {
        this.what = what;
    }

    @Override
    public void begin(Writer out) throws IOException {
        UUID id = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
        out.write("{\"type\":\"bundle\",\"id\":\"bundle--" + id + "\"");
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        addOther(given.text(), out);
    }

    @Override
    public void addOther(String text, Writer out) throws IOException {
        out.write(any.getAndSet(true) ? ",\n" : ",\"objects\":[\n"); // no list is empty (§2.2)
        out.write(text);
    }

    @Override
    public void end(Writer out) throws IOException {
        out.write(any.get() ? "\n]}\n" : "}\n");
    }
}
