package org.commonwatch.cli.archive;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import org.commonwatch.archive.events.ArchivedEvents;
import org.commonwatch.archive.events.EventArchive;
import org.commonwatch.cli.terminal.Times;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What every question to an archive says: which archive, which time, and how to answer. */
final class Question {
    @Parameters(paramLabel = "DIR", description = "The archive's directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only events from then on, such as 2018-11-24 or 2018-11-24T06:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Only events before then.")
    private Optional<String> to = Optional.empty();

    @ArgGroup private Form form = new Form();

    /** At most one of them. */
    private static final class Form {
        @Option(names = "--json", description = "Answers as JSON.")
        private boolean json;

        @Option(names = "--csv", description = "Answers as CSV.")
        private boolean csv;
    }

    /** The forms of an answer. */
    enum Shape {
        TEXT,
        JSON,
        CSV
    }

    Shape shape() {
        if (form.json) {
            return Shape.JSON;
        }
        return form.csv ? Shape.CSV : Shape.TEXT;
    }

    /** Writes CSV through to the other, which alone is flushed. */
    static CsvWriter csv(PrintWriter out) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
    }

    ArchivedEvents events() throws IOException {
        return EventArchive.open(directory)
                .between(
                        from.map(Times::parse).orElse(Instant.MIN),
                        to.map(Times::parse).orElse(Instant.MAX));
    }
}
