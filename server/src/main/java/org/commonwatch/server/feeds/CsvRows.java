package org.commonwatch.server.feeds;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Tlp;

import java.io.IOException;
import java.io.Writer;

/** A row for each thing (RFC 4180), as lists of indicators are taken in again. */
final class CsvRows implements Form {
    @Override
    public void begin(Writer out) throws IOException {
        out.write("value,type,source,valid_from,valid_until,tlp,id\r\n");
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        for (Observable thing : given.things()) {
            out.write(
                    String.join(
                                    ",",
                                    quoted(thing.value()),
                                    thing.kind().label(),
                                    quoted(harmless(given.name())),
                                    given.from().toString(),
                                    given.until().map(Object::toString).orElse(""),
                                    given.tlp().map(Tlp::label).orElse(""),
                                    given.id())
                            + "\r\n");
        }
    }

    // A row is a line, and no name begins as a formula does.
    private static String harmless(String name) {
        String line = name.replaceAll("[\\r\\n]+", " ");
        return line.matches("[=+@-].*") ? "'" + line : line;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
