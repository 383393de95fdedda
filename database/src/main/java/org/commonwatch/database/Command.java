package org.commonwatch.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A program run to its end, or to the end of our patience.
 *
 * @param words the program and its arguments; other users can read them, so never a secret
 * @param place the directory it runs in
 * @param limit after this long it is killed, with every process it started
 */
record Command(List<String> words, Path place, Duration limit) {
    private static final Logger LOG = LoggerFactory.getLogger(Command.class);
    private static final int MOST_ERROR_BYTES = 4_000;
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    /** How it ended. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        /** The reason is what it wrote as errors, or why it never got so far. */
        record Failed(String reason) implements Outcome {}
    }

    Command {
        words = List.copyOf(words);
    }

    Outcome run() {
        Process process;
        try {
            process = begin();
        } catch (IOException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
        var errors = new ByteArrayOutputStream();
        Thread reader = Thread.ofPlatform().daemon().start(() -> copyErrors(process, errors));
        boolean ended = Patience.until(() -> !process.isAlive(), limit);
        if (!ended) {
            kill(process);
        }
        Patience.until(() -> !reader.isAlive(), KILLED_WITHIN);
        String said = errors.toString(StandardCharsets.UTF_8).strip();
        if (!ended) {
            return new Outcome.Failed(
                    ("it was ended after " + limit.toSeconds() + " s. " + said).strip());
        }
        if (process.exitValue() != 0) {
            return new Outcome.Failed(
                    said.isEmpty() ? "it ended with status " + process.exitValue() : said);
        }
        return new Outcome.Done();
    }

    private Process begin() throws IOException {
        var builder =
                new ProcessBuilder(words)
                        .directory(place.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // PGPORT, PGOPTIONS, LD_LIBRARY_PATH and their like would change what is started, and a
        // locale the language of the messages that Cluster looks for.
        String path = Optional.ofNullable(System.getenv("PATH")).orElse(USUAL_PATH);
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Read while it runs, so that no program waits for room to complain; the first bytes count. */
    private static void copyErrors(Process process, ByteArrayOutputStream kept) {
        var buffer = new byte[MOST_ERROR_BYTES];
        try (InputStream errors = process.getErrorStream()) {
            for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
                kept.write(buffer, 0, Math.min(n, MOST_ERROR_BYTES - kept.size()));
            }
        } catch (IOException e) {
            // The program was killed and its pipe closed: what was read until then is kept.
            LOG.debug("the errors of process {} end early", process.pid(), e);
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        Patience.until(() -> !process.isAlive(), KILLED_WITHIN);
    }
}
