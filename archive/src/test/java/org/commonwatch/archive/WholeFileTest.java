package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class WholeFileTest {
    private static final byte[] NEW = "new".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir private Path folder = Path.of("");

    @Test
    void anOlderOneStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        try (WholeFile whole = WholeFile.at(file)) {
            whole.out().write(NEW);
            whole.out().flush();
            assertThat(file).hasContent("old");
            assertThat(names()).hasSize(2).anyMatch(name -> name.startsWith(".f.cwatch-"));
            whole.finish();
            assertThat(file).hasContent("new");
        }
        assertThat(names()).containsExactly("f");
    }

    @Test
    void whatIsNotFinishedIsGone() throws IOException {
        Path file = folder.resolve("f");
        try (WholeFile whole = WholeFile.at(file)) {
            whole.out().write(NEW);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void whatTheDeadLeftIsRemovedAndNothingElse() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        List<String> stay =
                List.of(".f.cwatch-" + alive + ".part", ".f.cwatch-x.part", ".g.cwatch-1.part");
        for (String name : stay) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.writeString(folder.resolve(".f.cwatch-" + dead.pid() + ".part"), "half");
        WholeFile.at(folder.resolve("f")).close();
        assertThat(names()).containsExactlyInAnyOrderElementsOf(stay);
    }

    @Test
    void aLinkStaysOne() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (WholeFile whole = WholeFile.at(link)) {
            whole.out().write(NEW);
            whole.finish();
        }
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void whatIsNoFileIsNotReplaced() {
        for (Path other : List.of(folder, Path.of("/dev/null"))) {
            assertThatThrownBy(() -> WholeFile.at(other))
                    .isInstanceOf(ArchiveRefusedException.class)
                    .hasMessage("'" + other + "' is no file, and is not replaced by one.");
        }
        Path nowhere = folder.resolve("none/f");
        assertThatThrownBy(() -> WholeFile.at(nowhere))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining("'" + nowhere + "' cannot be written: ");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
