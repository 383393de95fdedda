package org.commonwatch.cli.misp;

import org.commonwatch.archive.WholeFile;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.Account;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What becomes of each object of a conversion: a line for each in a file, and a sum for people. */
final class LossReport {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Writes a line of JSON for each object: which members are said, carried or"
                            + " lost.")
    private Optional<Path> file = Optional.empty();

    private final AtomicLong objects = new AtomicLong();
    private final Map<String, Long> lost = new TreeMap<>();

    /** Work that tells what becomes of objects. */
    @FunctionalInterface
    interface Telling {
        void run(Consumer<Account> accounts) throws IOException;
    }

    /** Does the work, with its accounts written. */
    void during(Telling work) throws IOException {
        if (file.isEmpty()) {
            work.run(this::add);
            return;
        }
        try (WholeFile whole = WholeFile.at(file.get())) {
            OutputStream out = whole.out();
            work.run(account -> {
                add(account);
                write(out, line(account));
            });
            whole.finish();
        }
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Account account) {
        objects.incrementAndGet();
        account.members()
                .lost()
                .forEach(each -> lost.merge(account.what() + "." + each, 1L, Long::sum));
    }

    private static String line(Account account) {
        return JsonObject.builder()
                        .put("what", account.what())
                        .put("id", account.id())
                        .put("said", array(account.members().said()))
                        .put("carried", array(account.members().carried()))
                        .put("lost", array(account.members().lost()))
                        .put("why", account.why())
                        .build()
                + "\n";
    }

    private static JsonArray array(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }

    /** Tells the sum. */
    void tell(PrintWriter err) {
        err.printf("%,d objects converted%n", objects.get());
        lost.forEach((member, count) -> err.printf("  lost: %s (%,d)%n", member, count));
        err.flush();
    }

    /** Whether anything was lost. */
    boolean anyLost() {
        return !lost.isEmpty();
    }
}
