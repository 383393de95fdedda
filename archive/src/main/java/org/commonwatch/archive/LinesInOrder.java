package org.commonwatch.archive;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Chunker;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads an input of lines on this thread, for work that has to see them in their order. */
final class LinesInOrder {
    private LinesInOrder() {}

    /** The same as {@link ParallelLines#read}, with one worker. */
    static <R> void read(
            String name,
            Blocks blocks,
            Function<? super Chunk, ? extends R> worker,
            Consumer<? super R> inOrder,
            Runnable afterBlock) {
        try (Blocks.Hand hand = blocks.hand()) {
            boolean more = hand.take();
            long start = more ? hand.open().offset() : 0;
            Chunker chunker =
                    new Chunker(chunk -> inOrder.accept(worker.apply(placed(chunk, start))));
            while (more) {
                Blocks.Block block = hand.open();
                chunker.accept(block.bytes(), 0, block.count());
                afterBlock.run();
                if (block.end() != null) {
                    chunker.finish();
                    throw block.end();
                }
                more = hand.take();
            }
            chunker.finish();
        } catch (IOException e) {
            throw LineFile.unreadable(name, e);
        }
    }

    // The chunker counts from where it begins, and a worker counts a chunk's lines from 1.
    private static Chunk placed(Chunk chunk, long start) {
        return switch (chunk) {
            case Chunk.TooLong(long line, long offset) -> new Chunk.TooLong(1, start + offset);
            case Chunk.Lines lines ->
                    new Chunk.Lines(
                            lines.bytes(), lines.from(), lines.to(), 1, start + lines.offset());
        };
    }
}
