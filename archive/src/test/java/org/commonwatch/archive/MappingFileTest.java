package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.dialect.Dialect;
import org.commonwatch.telemetry.sensor.dialect.Dialects;
import org.commonwatch.telemetry.sensor.mapping.Mapping;
import org.commonwatch.testkit.Cases;
import org.commonwatch.testkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class MappingFileTest {
    private static final String OWN =
            """
            name: my-table
            splits:
              - table: {separator: ";", header: true}
            times:
              - [when]
            sorts:
              - when: {verdict: [blocked]}
                type: firewall/traffic
                columns: {source: [from], target: [to], protocol: [transport]}
                meanings:
                  - {field: verdict, is: [blocked], facts: [denied]}
              - type: generic/alert
                columns: {source: [from], signature: [what], severity: [grade]}
                meanings:
                  - {field: what, within: [scan], kind: vulnerability-scan}
            """;

    @TempDir private Path folder;

    static List<Mapping> shipped() {
        return MappingFile.shipped();
    }

    /** The kept text was checked by eye, line by line, against what the lines say. */
    @ParameterizedTest
    @MethodSource("shipped")
    void eachLineOfAFirewallSaysWhatItSays(Mapping mapping) throws IOException {
        List<String> fates = Fates.of(Dialect.of(mapping), lines(mapping.name()));
        Golden.check(mapping.name() + ".txt", String.join("\n", fates));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void itsOwnLinesTellAFirewall(Mapping mapping) throws IOException {
        byte[] start = String.join("\n", lines(mapping.name())).getBytes(StandardCharsets.UTF_8);
        Dialects dialects = Dialects.builtIn().and(MappingFile.shipped());
        assertThat(dialects.detect(start, Fates.OPTIONS).map(Dialect::label))
                .contains(mapping.name());
    }

    /** Every line ends in exactly one fate, and a broken one changes none of the others. */
    @ParameterizedTest
    @MethodSource("shipped")
    void brokenLinesHarmNobodyElse(Mapping mapping) throws IOException {
        Dialect dialect = Dialect.of(mapping);
        List<String> whole = lines(mapping.name());
        Cases.check(
                300,
                random -> {
                    List<String> lines = new ArrayList<>();
                    for (int i = 0; i < 5; i++) {
                        StringBuilder line =
                                new StringBuilder(Cases.any(whole.toArray(String[]::new), random));
                        for (int j = random.nextInt(4); j > 0 && !line.isEmpty(); j--) {
                            int at = random.nextInt(line.length());
                            switch (random.nextInt(3)) {
                                case 0 -> line.setCharAt(at, (char) (32 + random.nextInt(224)));
                                case 1 -> line.setLength(at);
                                default ->
                                        line.insert(
                                                at,
                                                Cases.any(whole.toArray(String[]::new), random));
                            }
                        }
                        lines.add(line.toString());
                    }
                    String all = String.join("\n", lines) + "\n";
                    byte[] bytes = all.getBytes(StandardCharsets.ISO_8859_1);
                    Batch batch =
                            Fates.read(dialect.reader(CountingRule.ATTACKS, Fates.OPTIONS), bytes);
                    List<String> alone = Fates.of(dialect, lines);
                    long rejected =
                            alone.stream().filter(fate -> fate.startsWith("rejected")).count();
                    long skipped = alone.stream().filter(fate -> fate.equals("skipped")).count();
                    assertThat(batch.lines()).isEqualTo(lines.size());
                    assertThat(batch.rejected()).hasSize((int) rejected);
                    assertThat(batch.skipped()).isEqualTo(skipped);
                    assertThat(batch.events().count())
                            .isEqualTo((int) (lines.size() - rejected - skipped));
                });
    }

    @Test
    void aTableOfTheOperatorsOwnIsReadByItsHeader() throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), OWN);
        Mapping mapping = MappingFile.read(file);
        Dialect dialect = Dialect.of(mapping);
        assertThat(dialect.parallel()).isFalse();
        assertThat(
                        Fates.of(
                                dialect,
                                List.of(
                                        "when;from;to;transport;verdict;what;grade",
                                        "2026-03-01 10:00:00;198.51.100.7;192.0.2.9;tcp;blocked;;",
                                        "1772359200;198.51.100.8;;;;\"a \"\"port\"\" scan;"
                                                + " long\";3",
                                        "1772359200;too;few",
                                        "noon;198.51.100.8;;;;x;")))
                .containsExactly(
                        "skipped",
                        "probe scan 2026-03-01T10:00:00Z(unzoned)"
                                + " ipv4 198.51.100.7:0 > ipv4 192.0.2.9:0 protocol 6 severity 0",
                        "alert vulnerability-scan 2026-03-01T10:00:00Z"
                                + " ipv4 198.51.100.8:0 > null:0 protocol 0 severity 3"
                                + " SIGNATURE=a \"port\" scan; long",
                        "rejected: wrong number of columns '3 of 7'",
                        "rejected: unreadable timestamp 'noon'");
    }

    @Test
    void jsonOfTheOperatorsOwnIsReadByItsPaths() {
        Mapping mapping =
                MappingFile.parse(
                        "own.yaml",
                        """
                        name: my-json
                        splits: [json: {}]
                        times: [[at]]
                        sorts:
                          - type: generic/login
                            columns: {source: [client/ip], user: [who]}
                            meanings:
                              - {field: ok, is: ["false"], facts: [login, failed]}
                        """);
        assertThat(
                        Fates.of(
                                Dialect.of(mapping),
                                List.of(
                                        "{\"at\":1772359200,\"client\":{\"ip\":\"2001:db8::1\"},"
                                                + "\"who\":\"joe\",\"ok\":false}",
                                        "{\"at\":1772359200",
                                        "at 10")))
                .containsExactly(
                        "alert other established 2026-03-01T10:00:00Z ipv6 2001:db8::1:0 > null:0"
                                + " protocol 0 severity 0 USER=joe",
                        "rejected: truncated JSON",
                        "rejected: not of this format");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            textBlock =
                    """
                    times: > tmies: > line 4: 'tmies' is not known > Did you mean 'times'?
                    {source: [from], target > {sauce: [from], target > 'sauce' > 'source'?
                    [denied] > [dennied] > line 11: 'dennied' is not known > 'denied'?
                    kind: vulnerability-scan > kind: mushrooms > line 15: > one of spam, harmful
                    my-table > My Table > line 1: 'My Table' is no name > small letters
                    header: true > header: perhaps > line 3: 'perhaps' > true, false
                    - [when] > - when > line 5: a list is expected here > [brackets]
                    generic/alert > alert > line 12: 'alert' is no type > firewall/traffic
                    sorts: > "sorts > not YAML > Correct
                    [grade] > [gräde] > 'gräde' is not of printable ASCII > ASCII
                    is: [blocked] > if: [blocked] > line 11: 'if' is not > mean 'is'?
                    {separator: ";", > {separator: ";;", > line 3: one character > such as
                    """)
    void whatIsNotKnownIsRefusedWithItsLineAndASuggestion(
            String right, String wrong, String message, String remedy) {
        String text = OWN.replace(right, wrong);
        assertThat(text).isNotEqualTo(OWN);
        assertThatThrownBy(() -> MappingFile.parse("own.yaml", text))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        refused -> {
                            assertThat(refused.refusal().message())
                                    .startsWith("'own.yaml' line ")
                                    .contains(message);
                            assertThat(refused.refusal().remedy()).contains(remedy);
                        });
    }

    @Test
    void aFileThatIsTooLongOrEmptyOrNestedTooDeeplyIsRefused() throws IOException {
        Path file = folder.resolve("long.yaml");
        Files.writeString(file, "#".repeat(MappingFile.SIZE_LIMIT + 1));
        assertThatThrownBy(() -> MappingFile.read(file)).hasMessageContaining("at most 1 MiB");
        Files.writeString(file, OWN + "#".repeat(MappingFile.SIZE_LIMIT - OWN.length()));
        assertThat(MappingFile.read(file).name()).isEqualTo("my-table");
        assertThatThrownBy(() -> MappingFile.parse("own.yaml", "# nothing\n"))
                .hasMessageContaining("nothing is in it");
        assertThatThrownBy(() -> MappingFile.parse("own.yaml", "[".repeat(5_000)))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining("nested deeper than 16");
        assertThatThrownBy(() -> MappingFile.read(folder.resolve("none.yaml")))
                .hasMessageContaining("There is no file");
    }

    private static List<String> lines(String name) throws IOException {
        String file = "/fuzz/" + name + "/lines.txt";
        try (InputStream in = MappingFileTest.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("no lines for " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
