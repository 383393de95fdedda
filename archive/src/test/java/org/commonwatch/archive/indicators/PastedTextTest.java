package org.commonwatch.archive.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.archive.indicators.PastedText.Piece;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class PastedTextTest {
    private static List<String> taken(String text) {
        return PastedText.pieces(text).stream()
                .filter(Piece::isTaken)
                .map(each -> each.observable().orElseThrow().toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198[.]18[.]0[.]7|ipv4 198.18.0.7",
                "198.18[.]0.7|ipv4 198.18.0.7",
                "198(.)18(.)0(.)7,|ipv4 198.18.0.7",
                "evil[dot]example|domain evil.example",
                "evil [.] example|domain evil.example",
                "evil{.}example|domain evil.example",
                "evil\\.example|domain evil.example",
                "hxxps://evil[.]example/a,b?c=1;d|url https://evil.example/a,b?c=1;d",
                "hXXp[:]//evil[.]example/x.|url http://evil.example/x",
                "hxxp[://]evil.example/|url http://evil.example/",
                "h**p://evil.example/a*|url-prefix http://evil.example/a",
                "2001:db8[:]0::1|ipv6 2001:db8::1",
                "198.18.0.0/24|cidr 198.18.0.0/24",
                "d41d8cd98f00b204e9800998ecf8427e|md5 d41d8cd98f00b204e9800998ecf8427e",
                "(D41D8CD98F00B204E9800998ECF8427E)|md5 d41d8cd98f00b204e9800998ecf8427e",
                "setup[.]exe.example|domain setup.exe.example",
                "payload[.]zip|domain payload.zip"
            })
    void whatIsDefangedIsFound(String text, String thing) {
        assertThat(taken(text)).containsExactly(thing);
        assertThat(taken("We saw \"" + text + "\" today.")).containsExactly(thing);
    }

    @Test
    void aReportIsReadAsFarAsItIsMeant() {
        String report =
                """
                The actor (see our last report, p. 12) sent invoice.pdf from boss@mail.example.
                It got hxxp://cdn[.]evil.example/stage2.bin and talked to 198.18.0.7:443, i.e. C2,
                then to 10.0.0.5. Again: cdn.evil.example; 198[.]18.0[.]300 was in the notes.
                Hashes: 0123456789abcdef0123456789abcdef0123456789, cdn.evil.example
                """;
        assertThat(taken(report))
                .containsExactly(
                        "url http://cdn.evil.example/stage2.bin",
                        "ipv4 198.18.0.7",
                        "domain cdn.evil.example");
        List<String> dropped =
                PastedText.pieces(report).stream()
                        .filter(each -> !each.isTaken())
                        .map(each -> each.line() + " " + each.text())
                        .toList();
        assertThat(dropped)
                .containsExactly(
                        "1 invoice.pdf",
                        "1 boss@mail.example",
                        "3 10.0.0.5",
                        "3 198.18.0.300",
                        "4 0123456789abcdef0123456789abcdef0123456789",
                        "4 cdn.evil.example");
    }

    @Test
    void whateverIsPastedNothingFailsAndNothingIsTakenTwice() {
        String letters = "ahxtp:/.[](){}\\0198 \n@*-%é\"<";
        Cases.check(
                2_000,
                random -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = random.nextInt(80); i > 0; i--) {
                        text.append(letters.charAt(random.nextInt(letters.length())));
                    }
                    assertThat(taken(text.toString())).doesNotHaveDuplicates();
                });
    }

    @Test
    void noMoreIsFoundThanTheLimit() {
        String many = "a.example ".repeat(PastedText.PIECES_LIMIT + 1);
        assertThat(PastedText.pieces(many)).hasSize(PastedText.PIECES_LIMIT);
    }
}
