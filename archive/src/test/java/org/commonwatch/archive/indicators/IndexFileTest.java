package org.commonwatch.archive.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.commonwatch.telemetry.matching.KnownGood;
import org.commonwatch.telemetry.matching.Origin;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

class IndexFileTest {
    private static final StixId NAMED = new StixId("indicator", new UUID(1, 2));

    @TempDir private Path folder = Path.of("");

    private static Observable of(String text) {
        int space = text.indexOf(' ');
        return Observable.parse(Kind.parse(text.substring(0, space)), text.substring(space + 1));
    }

    // Something in every section.
    private static IndicatorTable table() {
        var good = KnownGood.builder().list("good", Set.of(Kind.DOMAIN));
        IndicatorTableBuilder builder =
                IndicatorTable.builder().without(good.host(of("domain good.example")).build());
        SyntheticIndicators.first(3_000)
                .forEach(each -> builder.add(each, new Origin("synthetic", "made", 17_859)));
        for (String text :
                List.of(
                        "domain www.good.example",
                        "cidr 198.18.0.0/15",
                        "cidr 2001:db8:7::/48",
                        "url http://evil.example/a",
                        "url-prefix http://evil.example/b")) {
            builder.add(of(text), new Origin("other", "", 0));
        }
        return builder.add(of("ipv4 198.19.0.1"), NAMED, new Origin("third", "", 1)).build();
    }

    @Test
    void anIndexReadBackFindsWhatTheTableFound() {
        IndicatorTable table = table();
        Path file = folder.resolve("all.cwx");
        IndexFile.write(file, table);
        assertThat(IndexFile.isIndex(file)).isTrue();
        IndicatorTable back = IndexFile.read(file);
        assertThat(back.size()).isEqualTo(table.size()).isEqualTo(3_005);
        assertThat(back.lists()).isEqualTo(table.lists());
        assertThat(back.dropped()).isEqualTo(table.dropped()).containsEntry("good", 1L);
        for (Observable each : SyntheticIndicators.first(6_000)) {
            assertThat(IndicatorReadingTest.found(back, each.kind(), each.value()))
                    .isEqualTo(IndicatorReadingTest.found(table, each.kind(), each.value()));
        }
        assertThat(IndicatorReadingTest.found(back, Kind.IPV4, "198.19.0.1"))
                .hasSize(2)
                .containsEntry(NAMED, new Origin("third", "", 1));
        assertThat(IndicatorReadingTest.found(back, Kind.URL, "http://evil.example/bc")).hasSize(1);
        assertThat(IndicatorReadingTest.found(back, Kind.IPV6, "2001:db8:7::9")).hasSize(1);
        IndexFile.write(file, IndicatorTable.empty());
        assertThat(IndexFile.read(file).size()).isZero();
    }

    @Test
    void theSameListsMakeTheSameBytes() throws IOException {
        IndexFile.write(folder.resolve("one.cwx"), table());
        IndexFile.write(folder.resolve("other.cwx"), table());
        assertThat(folder.resolve("one.cwx")).hasSameBinaryContentAs(folder.resolve("other.cwx"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2); // nothing is left of the writing
        }
    }

    /** Where each section begins and how long it is, read from the table of sections. */
    private static List<long[]> sections(byte[] index) {
        ByteBuffer bytes = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
        int end = IndexFile.HEADER_BYTES + bytes.getInt(IndexFile.MAGIC.length + 4);
        bytes.position(IndexFile.HEADER_BYTES);
        Stream.Builder<long[]> sections = Stream.builder();
        while (bytes.position() < end) {
            bytes.position(bytes.getShort() + bytes.position());
            int each = bytes.get();
            long length = (long) bytes.getInt() * each;
            sections.add(new long[] {bytes.getLong(), length});
            bytes.getInt();
        }
        return sections.build().toList();
    }

    @Test
    void oneBitThatIsOtherwiseInAnySectionIsFound() throws IOException {
        Path file = folder.resolve("all.cwx");
        IndexFile.write(file, table());
        byte[] whole = Files.readAllBytes(file);
        int flipped = 0;
        for (long[] section : sections(whole)) {
            if (section[1] > 0) {
                for (long at : new long[] {section[0], section[0] + section[1] - 1}) {
                    byte[] damaged = whole.clone();
                    damaged[(int) at] ^= 4;
                    assertThat(refusal(damaged)).isInstanceOf(ArchiveRefusal.DamagedIndex.class);
                    flipped++;
                }
            }
        }
        assertThat(flipped).isGreaterThan(60);
        for (int at = IndexFile.MAGIC.length + 4; at < IndexFile.HEADER_BYTES + 200; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            assertThat(refusal(damaged))
                    .as("byte %d", at)
                    .isInstanceOf(ArchiveRefusal.DamagedIndex.class);
        }
    }

    @Test
    void whatIsCutOffForeignOrNewerIsRefused() throws IOException {
        Path file = folder.resolve("all.cwx");
        IndexFile.write(file, table());
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {IndexFile.HEADER_BYTES, 100, 5_000, whole.length - 9}) {
            assertThat(refusal(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(ArchiveRefusal.DamagedIndex.class);
        }
        assertThat(refusal(Arrays.copyOf(whole, whole.length + 9)))
                .isInstanceOf(ArchiveRefusal.DamagedIndex.class);
        assertThat(refusal(Arrays.copyOf(whole, 7))).isInstanceOf(ArchiveRefusal.NoIndex.class);
        assertThat(refusal("a list of somebody's\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ArchiveRefusal.NoIndex.class);
        byte[] newer = whole.clone();
        newer[IndexFile.MAGIC.length]++;
        assertThat(refusal(newer)).isEqualTo(new ArchiveRefusal.NewerIndex(damaged(), 2, 1));
        assertThatThrownBy(() -> IndexFile.read(folder.resolve("none")))
                .isInstanceOf(ArchiveRefusedException.class);
        assertThatThrownBy(() -> IndexFile.write(folder.resolve("no/folder"), table()))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(ArchiveRefusal.Unwritable.class));
    }

    private Path damaged() {
        return folder.resolve("damaged.cwx");
    }

    private ArchiveRefusal refusal(byte[] bytes) throws IOException {
        Files.write(damaged(), bytes);
        try {
            IndexFile.read(damaged());
        } catch (ArchiveRefusedException e) {
            return e.refusal();
        }
        throw new AssertionError("it was read");
    }
}
