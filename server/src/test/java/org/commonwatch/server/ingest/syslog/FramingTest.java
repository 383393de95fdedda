package org.commonwatch.server.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Messages of syslog as streams have them. */
class FramingTest {
    @Test
    void countedOctetsAndLinesAreReadWithoutTheirPriority() throws Exception {
        assertThat(read("<34>one\n<34>two\r\nthree")).containsExactly("one", "two", "three");
        assertThat(read("7 <34>one8 <34>t\nwo")).containsExactly("one", "t\nwo");
        assertThat(read("7 <34>one\n5 <1>ab<34>c\n")).containsExactly("one", "ab", "c");
        assertThat(read("\n\r\n\n")).isEmpty();
    }

    @Test
    void whatOnlyLooksLikeACountOrAPriorityIsPartOfTheLine() throws Exception {
        assertThat(read("7 one\n12 monkeys\n")).containsExactly("7 one", "12 monkeys");
        assertThat(read("12345678 <34>one\n")).containsExactly("12345678 <34>one");
        assertThat(read("<>a\n<1234>a\n<34> a\n<34>: a\n<x>a\n<34>\n"))
                .containsExactly("<>a", "<1234>a", "<34> a", "<34>: a", "<x>a", "<34>");
    }

    @Test
    void aMessageHasAtMostSoManyBytesAsAnyLine() throws Exception {
        String most = "x".repeat(Chunk.LINE_LIMIT);
        assertThat(read(most + "\nnext\n")).containsExactly(most, "next");
        refused(most + "x\n");
        String counted = "<34>" + "x".repeat(Chunk.LINE_LIMIT - 4);
        assertThat(read(Chunk.LINE_LIMIT + " " + counted)).containsExactly(counted.substring(4));
        refused(Chunk.LINE_LIMIT + 1 + " " + counted + "x");
        refused("9999999 <34>x");
        refused("0 <34>x");
    }

    @Test
    void longMessagesTakeRoomWhileTheyAreReadAndAreRefusedWhereThereIsNone() throws Exception {
        Semaphore room = new Semaphore(Chunk.LINE_LIMIT - Framing.SHORT);
        String most = "x".repeat(Chunk.LINE_LIMIT) + "\n";
        assertThat(read(room, (most + most).getBytes(StandardCharsets.US_ASCII))).hasSize(2);
        assertThat(room.availablePermits()).isEqualTo(Chunk.LINE_LIMIT - Framing.SHORT);
        room.acquire();
        assertThatIOException()
                .isThrownBy(() -> read(room, most.getBytes(StandardCharsets.US_ASCII)))
                .withMessageContaining("under way");
        assertThat(room.availablePermits()).isEqualTo(Chunk.LINE_LIMIT - Framing.SHORT - 1);
    }

    @Test
    void aMessageThatIsCutOffIsNotTakenForAWholeOne() {
        assertThatIOException().isThrownBy(() -> read("9 <34>one")).withMessageContaining("cut");
    }

    @Test
    void whateverIsSentIsReadWithinItsBoundsOrRefused() {
        Cases.check(random -> {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "0123456789 <>\r\nab".charAt(random.nextInt(16));
            }
            List<String> lines = new ArrayList<>();
            try {
                lines.addAll(read(bytes));
            } catch (IOException refused) {
                return;
            }
            assertThat(lines).noneMatch(String::isEmpty);
            assertThat(lines.stream().mapToInt(String::length).sum())
                    .isLessThanOrEqualTo(bytes.length);
        });
    }

    private static void refused(String stream) {
        assertThatIOException()
                .isThrownBy(() -> read(stream))
                .withMessageContaining("" + Chunk.LINE_LIMIT);
    }

    private static List<String> read(String stream) throws IOException, InterruptedException {
        return read(stream.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> read(byte[] stream) throws IOException, InterruptedException {
        return read(Framing.room(), stream);
    }

    private static List<String> read(Semaphore room, byte[] stream)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        Framing.read(
                new ByteArrayInputStream(stream),
                room,
                (bytes, from, to) ->
                        lines.add(
                                new String(
                                        Arrays.copyOfRange(bytes, from, to),
                                        StandardCharsets.ISO_8859_1)));
        return lines;
    }
}
