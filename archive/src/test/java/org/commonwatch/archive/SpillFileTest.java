package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.session.Words;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class SpillFileTest {
    @TempDir private Path folder = Path.of("");

    /** Whatever is kept, whole or in part, comes back. */
    @Test
    void whatIsKeptIsReadAgain() {
        Cases.check(
                30,
                random -> {
                    try (SpillFile spill = new SpillFile(folder)) {
                        List<long[]> given = new ArrayList<>();
                        List<Words> kept = new ArrayList<>();
                        for (int i = 0; i < 4; i++) {
                            long[] words = random.longs(1 + random.nextInt(100_000)).toArray();
                            int count = 1 + random.nextInt(words.length);
                            kept.add(spill.keep(words, count));
                            given.add(Arrays.copyOf(words, count));
                            Arrays.fill(words, 0);
                        }
                        for (int i = 0; i < kept.size(); i++) {
                            int from = random.nextInt(given.get(i).length);
                            var read = new long[given.get(i).length - from];
                            kept.get(i).read(from, read, read.length);
                            assertThat(read)
                                    .isEqualTo(
                                            Arrays.copyOfRange(
                                                    given.get(i), from, given.get(i).length));
                        }
                        assertThat(spill.length())
                                .isEqualTo(
                                        8 * given.stream().mapToLong(words -> words.length).sum());
                    }
                });
    }

    @Test
    void aFileIsMadeWhenThereIsSomethingToKeepAndNoneIsLeft() {
        try (SpillFile spill = new SpillFile(folder)) {
            assertThat(spill.length()).isZero();
            assertThat(folder).isEmptyDirectory();
            spill.keep(new long[3], 3);
            assertThat(spill.length()).isEqualTo(24);
            // Not even while it is in use: a kill would leave it behind.
            assertThat(folder).isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        Path nowhere = folder.resolve("nowhere");
        try (SpillFile spill = new SpillFile(nowhere)) {
            assertThatThrownBy(() -> spill.keep(new long[1], 1))
                    .isInstanceOfSatisfying(
                            ArchiveRefusedException.class,
                            e -> {
                                assertThat(e.refusal().message())
                                        .contains(nowhere.toString(), "no such folder");
                                assertThat(e.refusal().remedy()).contains("another folder");
                            });
        }
    }
}
