package org.commonwatch.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.cli.terminal.Stop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class InputsTest {
    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        for (String name :
                List.of("b.json", "a.json", "c.log", "d/a.json", "d/e/f.json", ".h", ".g/x")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    @Test
    void aFolderIsAllThatIsInItSortedButForWhatIsHiddenOrNoFile() throws IOException {
        Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
        Inputs inputs = Inputs.of(List.of("" + folder));
        assertThat(names(inputs))
                .containsExactly("a.json", "b.json", "c.log", "d/a.json", "d/e/f.json");
        assertThat(inputs.notes())
                .containsExactly("'" + folder + "': left out 2 hidden and 1 that are no files");
        assertThat(inputs.all()).noneMatch(Input::named);
    }

    @Test
    void patternsNameWhatTheyNameInShells() {
        assertThat(found("*.json")).containsExactly("a.json", "b.json");
        assertThat(found("**/*.json"))
                .containsExactly("a.json", "b.json", "d/a.json", "d/e/f.json");
        assertThat(found("d/**")).containsExactly("d/a.json", "d/e/f.json");
        assertThat(found("**/d/**/f.json")).containsExactly("d/e/f.json");
        assertThat(found("{a,c}.*")).containsExactly("a.json", "c.log");
        assertThat(found("[ab].jso?")).containsExactly("a.json", "b.json");
        assertThat(found("*/a.json")).containsExactly("d/a.json");
        assertThat(found(".?")).containsExactly(".h");
        assertThat(found("*")).containsExactly("a.json", "b.json", "c.log");
    }

    @Test
    void aNameThatIsThereIsNoPattern() throws IOException {
        Files.writeString(folder.resolve("[ab].json"), "");
        assertThat(found("[ab].json")).containsExactly("[ab].json");
    }

    @Test
    void whatNamesNothingIsSaid() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        String none = folder + "/none/*.json";
        Inputs inputs = Inputs.of(List.of(none, "" + empty, "-"));
        assertThat(inputs.empty()).containsExactly(none, "" + empty);
        assertThat(inputs.all()).extracting(Input::name).containsExactly("standard input");
        assertThatThrownBy(() -> Inputs.of(List.of("[a")))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("'[a' is no pattern of names");
    }

    @Test
    void aFileIsReadOnceWhateverItsNames() throws IOException {
        Path link = Files.createLink(folder.resolve("z.json"), folder.resolve("a.json"));
        Path soft = Files.createSymbolicLink(folder.resolve("y.json"), Path.of("a.json"));
        Path file = folder.resolve("a.json");
        Inputs inputs = Inputs.of(List.of("" + link, "" + file, "" + soft, "-", "-"));
        assertThat(inputs.all()).hasSize(2);
        assertThat(inputs.notes())
                .containsExactly(
                        "'" + file + "' is the same as '" + link + "', and is read once",
                        "'" + soft + "' is the same as '" + link + "', and is read once",
                        "'standard input' is the same as 'standard input', and is read once");
    }

    private List<String> found(String pattern) {
        return names(Inputs.of(List.of(folder + "/" + pattern)));
    }

    private List<String> names(Inputs inputs) {
        return inputs.all().stream()
                .map(input -> folder.relativize(input.file().orElseThrow()).toString())
                .toList();
    }
}
