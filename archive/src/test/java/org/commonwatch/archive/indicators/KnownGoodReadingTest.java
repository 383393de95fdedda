package org.commonwatch.archive.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.Progress;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class KnownGoodReadingTest {
    @TempDir private Path folder = Path.of("");

    private Path list(String name, String type, String attributes, String... entries)
            throws IOException {
        Path lists = Files.createDirectories(folder.resolve("lists").resolve(name));
        return Files.writeString(
                lists.resolve("list.json"),
                "{\"description\":\"x\",\"version\":1,\"name\":\""
                        + name
                        + "\",\"type\":\""
                        + type
                        + "\",\"matching_attributes\":[\""
                        + attributes.replace(",", "\",\"")
                        + "\"],\"list\":[\""
                        + String.join("\",\"", entries)
                        + "\"]}");
    }

    @Test
    void aFolderOfListsKeepsOutWhatTheyKnowAndEachIsCounted() throws IOException {
        list("a-networks", "cidr", "ip-src,ip-dst|port", "198.18.0.0/16", "2001:db8::1", "x");
        list("b-hosts", "hostname", "domain,hostname,domain|ip", ".good.example", "one-label");
        list("c-texts", "string", "domain,md5", "exact.example", "ab".repeat(16));
        list("d-parts", "substring", "url", "/good/");
        list("e-regex", "regex", "domain", "/^a/");
        list("f-mail", "string", "email-src", "bad.example");
        var lists = KnownGoodReading.read(List.of(folder));
        assertThat(lists.accounts())
                .extracting(KnownGoodReading.Account::taken)
                .containsExactly(2L, 1L, 2L, 1L, 0L, 0L);
        assertThat(lists.accounts())
                .extracting(KnownGoodReading.Account::skipped)
                .containsExactly(1L, 1L, 0L, 0L, 1L, 1L);
        Path indicators =
                Files.writeString(
                        folder.resolve("list.txt"),
                        """
                        198.18.7.7
                        198.19.7.7
                        2001:db8::1
                        www.good.example
                        exact.example
                        www.exact.example
                        bad.example
                        http://good.example/x
                        http://bad.example/good/x
                        abababababababababababababababab
                        """);
        IndicatorTableBuilder into = IndicatorTable.builder().without(lists.lists());
        IndicatorReading.read(indicators, into, Instant.EPOCH, Progress.unwatched());
        IndicatorTable table = into.build();
        assertThat(table.dropped())
                .isEqualTo(Map.of("a-networks", 2L, "b-hosts", 1L, "c-texts", 2L, "d-parts", 1L));
        assertThat(table.size()).isEqualTo(4);
    }

    @Test
    void whatIsNoListIsRefused() throws IOException {
        assertThat(refusal("nothing")).contains("not JSON");
        assertThat(refusal("{}")).contains("no list");
        assertThat(refusal("[]")).contains("no object");
        assertThat(refusal("{\"list\":1}")).contains("should be a list");
        assertThat(refusal("{\"type\":\"magic\",\"list\":[]}")).contains("'magic'");
        assertThatThrownBy(() ->
                        KnownGoodReading.read(
                                List.of(Files.createDirectory(folder.resolve("none")))))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isInstanceOf(ArchiveRefusal.NoKnownGood.class));
    }

    private String refusal(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), text);
        StringBuilder found = new StringBuilder();
        assertThatThrownBy(() -> KnownGoodReading.read(List.of(file)))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class, e -> found.append(e.refusal().message()));
        return found.toString();
    }
}
