package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Locale;

class ObservableTest {
    @ParameterizedTest
    @CsvSource({
        "IPV4, 198.51.100[.]7, 198.51.100.7",
        "IPV6, 2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "IPV6, 0:0:0:0:0:0:0:0, ::",
        "IPV6, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "IPV6, fe80:0:0:0:1:0:0:0, fe80::1:0:0:0",
        "IPV6, ::FFFF:192.0.2.1, ::ffff:c000:201",
        "CIDR, 198.51.100.77/24, 198.51.100.0/24",
        "CIDR, 2001:DB8:ffff::/33, 2001:db8:8000::/33",
        "DOMAIN, WWW.Example.COM., www.example.com",
        "DOMAIN, bücher.example, xn--bcher-kva.example",
        "DOMAIN, evil[.]example, evil.example",
        "URL, hxxp://Example.COM:80/A?b=C#d, http://example.com/A?b=C",
        "URL, https://u:p@example.com:8443, https://example.com:8443/",
        "URL, http://[2001:DB8::1]/x, http://[2001:db8::1]/x",
        "MD5, D41D8CD98F00B204E9800998ECF8427E, d41d8cd98f00b204e9800998ecf8427e",
        "EMAIL, Bo.Doe+x@MAIL.Example., Bo.Doe+x@mail.example",
        "EMAIL, bo[at]bücher[.]example, bo@xn--bcher-kva.example"
    })
    void hasOneCanonicalForm(Kind kind, String text, String canonical) {
        assertThat(Observable.parse(kind, text).value()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "IPV4, 198.51.100.007",
        "IPV4, 198.51.100.256",
        "IPV4, example.com",
        "IPV6, 198.51.100.7",
        "IPV6, 2001:db8::1%eth0",
        "IPV6, 1:2:3:4:5:6:7:8:9",
        "CIDR, 198.51.100.0/33",
        "CIDR, 198.51.100.0",
        "DOMAIN, com",
        "DOMAIN, 198.51.100.7",
        "DOMAIN, a..example",
        "URL, example.com/path",
        "URL, http://",
        "MD5, d41d8cd98f00b204e9800998ecf8427",
        "SHA256, zz",
        "EMAIL, bo",
        "EMAIL, @mail.example",
        "EMAIL, a@b@mail.example",
        "EMAIL, bo@com"
    })
    void refusesWhatIsNotOfTheKind(Kind kind, String text) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Observable.parse(kind, text))
                .satisfies(refused ->
                        assertThat(refused.refusal().message())
                                .contains(text)
                                .contains(kind.label()));
    }

    @Test
    void refusesATextOverTheLimitAndTakesOneAtIt() {
        String url = "http://example.com/" + "a".repeat(Observable.LENGTH_LIMIT - 19);
        assertThat(Observable.parse(Kind.URL, url).value()).hasSize(Observable.LENGTH_LIMIT);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Observable.parse(Kind.URL, url + "a"));
    }

    @Test
    void canonicalFormIsItsOwnCanonicalFormAndNothingElseIsThrown() {
        String letters = "0123456789abcdefABCDEFxyz.:/[]%-_@#?*öß ";
        Cases.check(
                20_000,
                random -> {
                    StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://" : "");
                    int length = random.nextInt(24);
                    for (int i = 0; i < length; i++) {
                        text.append(letters.charAt(random.nextInt(letters.length())));
                    }
                    Kind kind = Cases.any(Kind.values(), random);
                    try {
                        Observable once = Observable.parse(kind, text.toString());
                        assertThat(Observable.parse(kind, once.value())).isEqualTo(once);
                    } catch (RefusedException refused) {
                        assertThat(refused.refusal().remedy()).isNotBlank();
                    }
                });
    }

    @Test
    void patternQuotesWhatThePatternLanguageQuotes() {
        Observable url = Observable.parse(Kind.URL, "http://example.com/it's\\");
        assertThat(url.pattern()).isEqualTo("[url:value = 'http://example.com/it\\'s\\\\']");
        Observable prefix = Observable.parse(Kind.URL_PREFIX, "HTTP://Example.com/a_b.c*");
        assertThat(prefix.pattern())
                .isEqualTo("[url:value MATCHES '^http://example\\\\.com/a_b\\\\.c']");
        Observable network = Observable.parse(Kind.CIDR, "2001:db8::/32");
        assertThat(network.pattern()).isEqualTo("[ipv6-addr:value ISSUBSET '2001:db8::/32']");
    }

    @Test
    void idsReadBackAndOtherTextsAreRefused() {
        String text = "indicator--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
        assertThat(StixId.parse(text)).hasToString(text);
        assertThat(StixId.parse(text.replace("5ed", "5ED"))).hasToString(text);
        for (String wrong :
                List.of(
                        "",
                        "indicator",
                        "indicator--1-1-1-1-1",
                        text + "0",
                        text.toUpperCase(Locale.ROOT))) {
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> StixId.parse(wrong));
        }
    }
}
