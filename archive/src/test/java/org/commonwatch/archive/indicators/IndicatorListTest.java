package org.commonwatch.archive.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.Progress;
import org.commonwatch.stix.Observable;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

class IndicatorListTest {
    private static final String HEADER = "value,type,source\n";

    @Test
    void everyGoodRowIsAnIndicatorInCanonicalForm() {
        IndicatorList list =
                read(
                        HEADER
                                + "198.18.0.1,ipv4,feed one\n"
                                + "EVIL[.]Example,Domain,\"feed, \"\"two\"\"\"\r\n"
                                + "\n"
                                + "hxxp://evil.example/x,url,\n"
                                + "198.18.7.0/16,cidr,ä");
        assertThat(list.indicators())
                .extracting(entry -> entry.observable() + " from " + entry.source())
                .containsExactly(
                        "ipv4 198.18.0.1 from feed one",
                        "domain evil.example from feed, \"two\"",
                        "url http://evil.example/x from ",
                        "cidr 198.18.0.0/16 from ä");
        assertThat(list.rows()).isEqualTo(new IndicatorList.Rows(4, 4, 0, 0));
        assertThat(list.firstRejected()).isEmpty();
    }

    @Test
    void aBadRowIsNamedByLineAndReasonAndHarmsNoOther() {
        IndicatorList list =
                read(
                        HEADER
                                + "198.18.0.1,ipv4,a\n"
                                + "198.18.0.256,ipv4,a\n"
                                + "\"198.18.0.2,ipv4,a\n"
                                + "198.18.0.3,address,a\n"
                                + "198.18.0.4,ipv4\n"
                                + "198.18.0.5\n"
                                + ",ipv4,a\n"
                                + "198.18.0.6,ipv4,a\n");
        assertThat(list.rows()).isEqualTo(new IndicatorList.Rows(8, 2, 0, 6));
        assertThat(list.indicators()).hasSize(2);
        assertThat(list.firstRejected())
                .extracting(Rejected::line)
                .containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(list.firstRejected().get(0).reason()).contains("198.18.0.256", "ipv4");
        assertThat(list.firstRejected().get(1).reason()).contains("quotation mark");
        assertThat(list.firstRejected().get(2).reason()).contains("'address'");
        assertThat(list.firstRejected().get(3).reason()).contains("'source'");
    }

    @Test
    void columnsAreFoundByNameAndOthersPassedOver() {
        IndicatorList list =
                read("\uFEFFSeen, Source ,Type,note,VALUE\n2024,me,md5,x," + "0A".repeat(16));
        assertThat(list.indicators())
                .containsExactly(
                        new IndicatorList.Entry(
                                new Observable(Observable.Kind.MD5, "0a".repeat(16)), "me"));
    }

    @Test
    void anEmailAddressIsRejectedSinceNothingCouldMatchIt() {
        IndicatorList list = read(HEADER + "bo@mail.example,email,one\na.example,domain,two\n");
        assertThat(list.rows()).isEqualTo(new IndicatorList.Rows(2, 1, 0, 1));
        assertThat(list.firstRejected().getFirst().reason()).contains("e-mail address");
    }

    @Test
    void aDuplicateIsCountedAndTheFirstSourceStays() {
        IndicatorList list = read(HEADER + "a.example,domain,one\nA.EXAMPLE.,domain,two\n");
        assertThat(list.rows()).isEqualTo(new IndicatorList.Rows(2, 2, 1, 0));
        assertThat(list.indicators())
                .singleElement()
                .extracting(IndicatorList.Entry::source)
                .isEqualTo("one");
    }

    @Test
    void aListWithoutHeaderIsRefused() {
        assertThat(refusal("")).contains("'list'", "'value'");
        assertThat(refusal("198.18.0.1,ipv4,a\n")).contains("'value'");
        assertThat(refusal("value,type\n198.18.0.1,ipv4\n")).contains("'source'");
        assertThat(refusal("\"value\n")).contains("'value'");
    }

    @Test
    void aRowOfExactlyTheLimitIsReadAndOneByteMoreIsNot() {
        String row = "198.18.0.1,ipv4,";
        String longest = row + "s".repeat(IndicatorList.ROW_LIMIT - row.length());
        assertThat(read(HEADER + longest).rows()).isEqualTo(new IndicatorList.Rows(1, 1, 0, 0));
        IndicatorList longer = read(HEADER + longest + "s\n" + row);
        assertThat(longer.rows()).isEqualTo(new IndicatorList.Rows(2, 1, 0, 1));
        assertThat(longer.firstRejected().getFirst().reason()).contains("16384");
        String far = row + "s".repeat(3 << 20);
        assertThat(read(HEADER + far + "\n" + row).rows())
                .isEqualTo(new IndicatorList.Rows(2, 1, 0, 1));
    }

    @Test
    void onlyTheFirstRejectedRowsAreKeptButAllAreCounted() {
        IndicatorList list = read(HEADER + "x,ipv4,\n".repeat(IndicatorList.KEPT_LIMIT + 1));
        assertThat(list.rows().rejected()).isEqualTo(1_001);
        assertThat(list.firstRejected()).hasSize(1_000);
    }

    /** Whatever the bytes after the header, the account of rows balances. */
    @Test
    void anyBytesAreKeptOrRejected() {
        Cases.check(random -> {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                String usual = "a.1,\"\n\r:/ipv4domain \0\t#";
                bytes[i] = (byte) usual.charAt(random.nextInt(usual.length()));
                if (random.nextInt(9) == 0) {
                    bytes[i] = (byte) random.nextInt(256);
                }
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            IndicatorList list =
                    IndicatorList.read(
                            "list",
                            new ByteArrayInputStream(
                                    (HEADER + text).getBytes(StandardCharsets.ISO_8859_1)));
            long lines = text.lines().count();
            assertThat(list.rows().all()).isLessThanOrEqualTo(lines);
            assertThat(list.indicators())
                    .hasSize((int) (list.rows().kept() - list.rows().duplicates()));
        });
    }

    @Test
    void aRealListIsKeptAlmostWhole() {
        Path file =
                Path.of(System.getProperty("house"), "..", "shared", "data")
                        .resolve("indicators/indicators.csv.gz");
        assumeTrue(Files.exists(file), "the data for development is elsewhere");
        IndicatorList list = IndicatorList.read(file, Progress.unwatched());
        assertThat(list.rows().all()).isEqualTo(342_414);
        assertThat(list.rows().rejected()).isLessThan(list.rows().all() / 100);
        assertThat(
                        list.indicators().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                entry -> entry.observable().kind(),
                                                Collectors.counting())))
                .containsKeys(
                        Observable.Kind.DOMAIN,
                        Observable.Kind.IPV4,
                        Observable.Kind.URL,
                        Observable.Kind.SHA256);
    }

    private static IndicatorList read(String text) {
        return IndicatorList.read(
                "list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String refusal(String text) {
        var found = new StringBuilder();
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class, e -> found.append(e.refusal().message()));
        return found.toString();
    }
}
