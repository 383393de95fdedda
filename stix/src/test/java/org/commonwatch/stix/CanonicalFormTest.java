package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a canonical form promises, on texts made of what analysts, registries and attackers write:
 * it is its own canonical form, and two ways of writing one thing have one.
 */
class CanonicalFormTest {
    private static final List<String> LABELS =
            List.of(
                    "www",
                    "WWW",
                    "evil",
                    "xn--bcher-kva",
                    "XN--BCHER-KVA",
                    "bücher",
                    "BÜCHER",
                    "bu\u0308cher",
                    "straße",
                    "faß",
                    "İstanbul",
                    "ıstanbul",
                    "ＷＷＷ",
                    "пример",
                    "例え",
                    "\uD83D\uDE00",
                    "a\u200Db",
                    "\u00ADsoft",
                    "a_b",
                    "-a",
                    "a-",
                    "a--b",
                    "xn--",
                    "xn--a",
                    "xn--999999",
                    "1",
                    "0x7f",
                    "a".repeat(63),
                    "a".repeat(64));
    private static final List<String> ENDS =
            List.of(
                    "example",
                    "EXAMPLE",
                    "example.",
                    "example..",
                    "com",
                    "",
                    "7",
                    "テスト",
                    "xn--zckzah");
    private static final List<String> DOTS =
            List.of(".", ".", ".", "[.]", "(.)", "[dot]", "。", "．");
    private static final List<String> ADDRESSES =
            List.of(
                    "198.18.0.1",
                    "198[.]18[.]0[.]1",
                    "198.18.0.01",
                    "0.0.0.0",
                    "255.255.255.255",
                    "1.2.3",
                    "0x7f.1",
                    "::",
                    "::1",
                    "2001:DB8::1",
                    "2001:db8:0:0:0:0:0:1",
                    "2001:0db8::0001",
                    "2001:db8::1:0:0:1",
                    "1:0:0:2:0:0:0:3",
                    "::ffff:198.18.0.1",
                    "::ffff:c612:1",
                    "64:ff9b::198.18.0.1",
                    "fe80::1%eth0",
                    "1::2::3",
                    "[::1]",
                    "2001[:]db8::1",
                    "1:2:3:4:5:6:7::",
                    "::2:3:4:5:6:7:8",
                    "12345::",
                    ":::",
                    "1::");
    private static final List<String> SCHEMES =
            List.of("http", "https", "HTTP", "hxxp", "hXXps", "ftp", "HxXp", "javascript", "");
    private static final List<String> USERS =
            List.of("", "", "", "u@", "u:p@", "a@b@", ":@", "%40@");
    private static final List<String> PORTS =
            List.of("", "", ":", ":80", ":443", ":0080", ":0", ":65535", ":65536", ":-1", ":８０");
    private static final List<String> PATHS =
            List.of(
                    "",
                    "/",
                    "//",
                    "/a/../b",
                    "/./",
                    "/%7Euser",
                    "/%7euser",
                    "/~user",
                    "/%2e%2E/",
                    "/é",
                    "/%C3%A9",
                    "/%zz",
                    "/a b",
                    "/a\\b",
                    "\\",
                    "/;x=1",
                    "/|^`{}\"<>");
    private static final List<String> QUERIES =
            List.of("", "?", "?x=1&y=2", "?é", "?#", "??", "?%");
    private static final List<String> FRAGMENTS = List.of("", "#", "#a", "#a#b", "#/?");

    @Test
    void aCanonicalFormIsItsOwn() {
        int[] taken = {0};
        Cases.check(
                30_000,
                random -> {
                    Kind kind = Cases.any(Kind.values(), random);
                    String text = text(kind, random);
                    try {
                        Observable once = Observable.parse(kind, text);
                        assertThat(Observable.parse(kind, once.value())).isEqualTo(once);
                        assertThat(new Observable(kind, once.value())).isEqualTo(once);
                        assertThat(once.pattern()).startsWith("[").endsWith("']");
                        assertThat(once.value()).isNotBlank().isEqualTo(once.value().strip());
                        taken[0]++;
                    } catch (RefusedException refused) {
                        assertThat(refused.refusal().message()).isNotBlank();
                        assertThat(refused.refusal().remedy()).isNotBlank();
                    }
                });
        assertThat(taken[0]).isPositive();
    }

    /** What is only written otherwise is the same. */
    @Test
    void defangedSpacedAndInOtherCaseItIsTheSame() {
        Cases.check(
                5_000,
                random -> {
                    Kind kind = Cases.any(new Kind[] {Kind.DOMAIN, Kind.IPV4, Kind.URL}, random);
                    String text = text(kind, random);
                    Observable plain;
                    try {
                        plain = Observable.parse(kind, text);
                    } catch (RefusedException refused) {
                        return;
                    }
                    String value = plain.value();
                    assertThat(Observable.parse(kind, "  " + value + "\t")).isEqualTo(plain);
                    if (kind != Kind.URL) {
                        assertThat(Observable.parse(kind, value.replace(".", "[.]")))
                                .isEqualTo(plain);
                    } else if (value.startsWith("http")) {
                        assertThat(Observable.parse(kind, "hXXp" + value.substring(4)))
                                .isEqualTo(plain);
                    }
                });
    }

    private static String text(Kind kind, RandomGenerator random) {
        String text =
                switch (kind) {
                    case IPV4, IPV6 -> any(ADDRESSES, random);
                    case CIDR -> any(ADDRESSES, random) + "/" + (random.nextInt(140) - 5);
                    case DOMAIN -> name(random);
                    case EMAIL ->
                            any(LABELS, random)
                                    + any(List.of("", "[[@]]", "(a[at]t)", "[[.]]", "+X"), random)
                                    + any(List.of("@", "[@]", "[at]", "(at)", "@@"), random)
                                    + name(random);
                    case URL, URL_PREFIX ->
                            any(SCHEMES, random)
                                    + any(List.of("://", "://", "://", "[://]", ":/", ":"), random)
                                    + any(USERS, random)
                                    + host(random)
                                    + any(PORTS, random)
                                    + any(PATHS, random)
                                    + any(QUERIES, random)
                                    + any(FRAGMENTS, random);
                    case MD5, SHA1, SHA256 ->
                            any(List.of("Ab", "0f", "g", "é"), random)
                                    .repeat(any(List.of(16, 20, 32, 31), random));
                };
        return random.nextInt(20) == 0 ? " " + text + "\u00A0" : text;
    }

    private static String host(RandomGenerator random) {
        if (random.nextInt(4) > 0) {
            return name(random);
        }
        String address = any(ADDRESSES, random);
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static String name(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            name.append(any(LABELS, random)).append(any(DOTS, random));
        }
        return name.append(any(ENDS, random)).toString();
    }

    private static <T> T any(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
