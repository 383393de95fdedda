package org.commonwatch.telemetry.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.Given;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class ChunkerTest {
    @Test
    void nothingMakesNoChunk() {
        assertThat(Given.chunks(new byte[0])).isEmpty();
    }

    @Test
    void linesKeepTheirNumbersAndPlaces() {
        List<String> seen = new ArrayList<>();
        for (Chunk chunk : Given.chunks(Given.bytes("one\ntwo\r\n\nlast"))) {
            note(chunk, seen);
        }
        assertThat(seen).containsExactly("1@0 one", "2@4 two", "3@9 ", "4@10 last");
    }

    @Test
    void aLineOfExactlyTheLimitIsWholeAndOneByteMoreIsNot() {
        String longest = "x".repeat(Chunk.LINE_LIMIT);
        for (String end : List.of("\n", "\r\n", "")) {
            assertThat(Given.lines(Given.bytes(longest + end)))
                    .as("the longest line")
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            line -> assertThat(line.reason()).isEqualTo(Reason.NOT_JSON));
            assertThat(Given.lines(Given.bytes(longest + "x" + end)))
                    .singleElement()
                    .isEqualTo(new Rejected(1, 0, Reason.TOO_LONG, ""));
        }
    }

    @Test
    void aLineFarTooLongIsNeverHeldAndTheNextIsRead() {
        List<Chunk> chunks = new ArrayList<>();
        Chunker chunker = new Chunker(chunks::add);
        byte[] block = Given.bytes("y".repeat(1 << 20));
        chunker.accept(Given.bytes("a\n"), 0, 2);
        for (int i = 0; i < 100; i++) {
            chunker.accept(block, 0, block.length);
        }
        chunker.accept(Given.bytes("\nb\n"), 0, 3);
        chunker.finish();
        List<String> seen = new ArrayList<>();
        chunks.forEach(chunk -> note(chunk, seen));
        assertThat(seen)
                .containsExactly("1@0 a", "2@2 too long", "3@" + (100 * (1 << 20) + 3) + " b");
    }

    /** However the bytes come in, the same lines come out, and together they are the input. */
    @Test
    void blocksDoNotMatter() {
        Cases.check(
                60,
                random -> {
                    byte[] input = anyInput(random);
                    List<String> whole = new ArrayList<>();
                    Given.chunks(input).forEach(chunk -> note(chunk, whole));
                    List<Chunk> chunks = new ArrayList<>();
                    Chunker chunker = new Chunker(chunks::add);
                    for (int from = 0; from < input.length; ) {
                        int to = Math.min(input.length, from + 1 + random.nextInt(300_000));
                        chunker.accept(input, from, to);
                        from = to;
                    }
                    chunker.finish();
                    List<String> inBlocks = new ArrayList<>();
                    chunks.forEach(chunk -> note(chunk, inBlocks));
                    assertThat(inBlocks).isEqualTo(whole);
                    assertThat(rejoined(chunks)).isEqualTo(withoutLongLines(input));
                });
    }

    private static byte[] anyInput(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(30);
        for (int i = 0; i < lines; i++) {
            int most = random.nextInt(8) == 0 ? 1_600_000 : 60_000;
            text.append((char) ('a' + i % 26)).append("z".repeat(random.nextInt(most)));
            text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        return Given.bytes(random.nextBoolean() ? text + "open" : text.toString());
    }

    private static byte[] rejoined(List<Chunk> chunks) {
        var bytes = new ByteArrayOutputStream();
        for (Chunk chunk : chunks) {
            if (chunk instanceof Chunk.Lines lines) {
                bytes.writeBytes(lines.bytes());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] withoutLongLines(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        StringBuilder result = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            String line = text.substring(from, next);
            if (line.stripTrailing().length() <= Chunk.LINE_LIMIT) {
                result.append(line);
            }
            from = next;
        }
        return Given.bytes(result.toString());
    }

    private static void note(Chunk chunk, List<String> seen) {
        switch (chunk) {
            case Chunk.TooLong(long line, long offset) ->
                    seen.add(line + "@" + offset + " too long");
            case Chunk.Lines lines ->
                    lines.forEach((from, to, number) ->
                            seen.add(
                                    number
                                            + "@"
                                            + (lines.offset() + from)
                                            + " "
                                            + new String(
                                                    lines.bytes(),
                                                    from,
                                                    to - from,
                                                    StandardCharsets.UTF_8)));
        }
    }
}
