package org.commonwatch.archive.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.segments.SegmentCutter.Segment;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

class SegmentCutterTest {
    private static final int SMALL = 16;

    @Test
    void theSameFileGivesTheSameSegmentsWhichAreItsBytes() {
        Cases.check(random -> {
            String file = anyFile(random);
            int usualBytes = 1 + random.nextInt(40);
            List<Segment> segments = cut(file, usualBytes);
            assertThat(joined(segments)).isEqualTo(file);
            assertThat(ids(segments)).doesNotHaveDuplicates();
            assertThat(ids(cut(file, usualBytes))).isEqualTo(ids(segments));
            assertThat(segments.stream().limit(Math.max(segments.size() - 1, 0)))
                    .as("all but the last end with a line")
                    .allMatch(segment -> text(segment).endsWith("\n"));
        });
    }

    /** Whatever is appended: no line that was delivered comes again under another id. */
    @Test
    void aFileThatHasGrownIsKnownOrConflicts() {
        Cases.check(random -> {
            int usualBytes = 1 + random.nextInt(40);
            String file = anyFile(random);
            List<Segment> before = cut(file, usualBytes);
            List<Segment> after = cut(file + "\n" + wholeLines(random), usualBytes);
            int from = 0;
            for (Segment segment : after) {
                int firstLine =
                        from + text(segment).length() - text(segment).stripLeading().length();
                if (firstLine < file.length()) {
                    assertThat(ids(before)).contains(segment.id());
                }
                from += segment.bytes().length;
            }
        });
    }

    @Test
    void aGrownTailKeepsTheIdOfTheTail() throws IOException {
        String file = "{first line}\n{second line}\n{tail}\n";
        List<Segment> before = cut(file, SMALL);
        List<Segment> after = cut(file + "{new}\n", SMALL);
        assertThat(before).hasSize(3);
        assertThat(ids(after)).isEqualTo(ids(before));
        assertThat(text(after.getLast())).isEqualTo("{tail}\n{new}\n");
        assertThat(text(before.getLast())).isEqualTo("{tail}\n");
    }

    @Test
    void aLastLineWhoseEndComesLaterKeepsItsId() throws IOException {
        assertThat(ids(cut("\n{tail}", SMALL))).isEqualTo(ids(cut("\n{tail}\n", SMALL)));
        assertThat(cut("{tail}", 100).getLast().id())
                .isEqualTo(cut("{tail}\r\n{more}\n", 100).getLast().id());
    }

    @Test
    void equalStretchesOfOneFileAreDifferentSegments() throws IOException {
        List<Segment> segments = cut("{the same line}\n".repeat(20), SMALL);
        assertThat(segments).hasSize(20);
        assertThat(ids(segments)).doesNotHaveDuplicates();
    }

    @Test
    void filesThatBeginDifferentlyShareNoId() throws IOException {
        String rest = "{the same line}\n".repeat(20);
        assertThat(ids(cut("{one}\n" + rest, SMALL)))
                .doesNotContainAnyElementsOf(ids(cut("{two}\n" + rest, SMALL)));
    }

    @Test
    void aLastLineNeedsNoLineEnd() throws IOException {
        assertThat(joined(cut("{one}\n{two}", SMALL))).isEqualTo("{one}\n{two}");
        assertThat(joined(cut("{two}", SMALL))).isEqualTo("{two}");
    }

    @Test
    void nothingHasNoSegments() throws IOException {
        assertThat(cut("", SMALL)).isEmpty();
    }

    @Test
    void aLineBeyondTheLimitIsRefused() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        Arrays.fill(bytes, from, from + length, (byte) 'x');
                        return length;
                    }
                };
        SegmentCutter segments =
                new SegmentCutter("the input", endless, SegmentCutter.BYTES_LIMIT / 4);
        assertThatThrownBy(segments::next)
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessage("'the input' has a line of more than 60 MiB.");
    }

    private static String anyFile(RandomGenerator random) {
        String lines = wholeLines(random);
        return random.nextBoolean() ? lines : lines + "{no line end";
    }

    // No two alike, as lines with a time and a flow's number are.
    private static String wholeLines(RandomGenerator random) {
        StringBuilder lines = new StringBuilder();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(6)) {
                case 0 -> lines.append("\n");
                case 1 -> lines.append(" \r\n");
                default -> {
                    lines.append('{').append(random.nextLong());
                    lines.append("x".repeat(random.nextInt(20))).append("}\n");
                }
            }
        }
        return lines.toString();
    }

    private static List<Segment> cut(String file, int usualBytes) throws IOException {
        InputStream in = new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
        SegmentCutter cutter = new SegmentCutter("the input", in, usualBytes);
        List<Segment> segments = new ArrayList<>();
        for (Optional<Segment> next = cutter.next(); next.isPresent(); next = cutter.next()) {
            segments.add(next.get());
        }
        return segments;
    }

    private static List<String> ids(List<Segment> segments) {
        return segments.stream().map(Segment::id).toList();
    }

    private static String text(Segment segment) {
        return new String(segment.bytes(), StandardCharsets.UTF_8);
    }

    private static String joined(List<Segment> segments) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        segments.forEach(segment -> all.writeBytes(segment.bytes()));
        return all.toString(StandardCharsets.UTF_8);
    }
}
