package org.commonwatch.cli.demo;

import org.commonwatch.cli.demo.Holdings.Round;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Has what is counted drawn beside the story, round after round, and ahead of it: it depends on
 * nothing that is told, and not on the time.
 */
final class Counting implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final NavigableMap<LocalDate, CompletableFuture<Void>> drawn = new TreeMap<>();

    /** Begins with the first round. */
    Counting(List<Round> rounds, Consumer<Round> draw) {
        for (Round each : rounds) {
            drawn.put(each.to(), CompletableFuture.runAsync(() -> draw.accept(each), thread));
        }
    }

    /** Returns when all that was counted before a day is there; a refusal is told as it was. */
    void await(LocalDate day) {
        try {
            drawn.headMap(day, true).values().forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException refused ? refused : failed;
        }
    }

    /** Leaves out what was not begun, and waits for what was. */
    @Override
    public void close() {
        // From the last, so that meanwhile no other begins.
        drawn.descendingMap().values().forEach(each -> each.cancel(false));
        thread.close();
    }
}
