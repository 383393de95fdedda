package org.commonwatch.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A way out, and another server that wishes us no good. */
class OutboundTest {
    private static final Limits SMALL =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 4 << 20, 100);

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/good", exchange -> answer(exchange, 200, "good"));
        server.createContext(
                "/on",
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("Location", exchange.getRequestURI().getQuery());
                    answer(exchange, 302, "");
                });
        server.createContext(
                "/round",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/round");
                    answer(exchange, 302, "");
                });
        server.createContext("/bomb", OutboundTest::bomb);
        server.createContext("/endless", OutboundTest::endless);
        server.createContext("/slow", OutboundTest::slow);
        server.start();
        servers.add(server);
    }

    @AfterEach
    void close() {
        servers.forEach(each -> each.stop(0));
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        seen.add(
                exchange.getRequestURI()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void bomb(HttpExchange exchange) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(new byte[3 << 20]);
        }
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, packed.size());
        exchange.getResponseBody().write(packed.toByteArray());
        exchange.close();
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(new byte[1 << 16]);
            }
        }
    }

    private static void slow(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String at(String path) {
        return "http://127.0.0.1:" + servers.getFirst().getAddress().getPort() + path;
    }

    private static String get(Outbound outbound, String url) {
        return outbound.send(
                Wish.get(URI.create(url), Map.of("Authorization", "Bearer secret")),
                (head, body) -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void refused(Outbound outbound, String url, String why) {
        assertThatExceptionOfType(OutboundException.class)
                .isThrownBy(() -> get(outbound, url))
                .withMessageContaining(why);
    }

    private static Outbound listing(String hosts) {
        return new Outbound(Hosts.parse(hosts), SMALL, Optional.empty());
    }

    // Names that mean what a test wants, whatever DNS says.
    private static Outbound meaning(String hosts, String... addresses) {
        Guard.Names names =
                host -> {
                    InetAddress[] found = new InetAddress[addresses.length];
                    for (int i = 0; i < found.length; i++) {
                        found[i] = InetAddress.ofLiteral(addresses[i]);
                    }
                    return found;
                };
        return new Outbound(new Guard(Hosts.parse(hosts), names), SMALL, Optional.empty());
    }

    @Test
    void onlyWhatIsListedIsCalled() {
        try (Outbound none = new Outbound(Hosts.NONE, SMALL, Optional.empty());
                Outbound listed = listing("127.0.0.1")) {
            refused(none, at("/good"), "may call");
            assertThat(seen).isEmpty();
            assertThat(get(listed, at("/good"))).isEqualTo("good");
            refused(listed, "http://taxii.example/", "may call");
            refused(listed, "file:///etc/passwd", "no address");
            refused(listed, "http://name:word@127.0.0.1/", "no address");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::"
            })
    void aNameThatMeansAPrivateAddressIsNotCalledUnlessTheAddressIsListedToo(String address) {
        try (Outbound outbound = meaning("taxii.example", address)) {
            refused(outbound, "https://taxii.example/", "private network");
        }
        assertThat(Guard.isPublic(InetAddress.ofLiteral("2001:4860:4860::8888"))).isTrue();
        assertThat(Guard.isPublic(InetAddress.ofLiteral("203.0.113.9"))).isTrue();
    }

    @Test
    void whereOneIsSentOnIsJudgedAgainAndIsNotShownTheSecret() {
        try (Outbound outbound = listing("127.0.0.1")) {
            refused(outbound, at("/on?http://127.0.0.2:1/"), "may call");
            refused(outbound, at("/on?https://metadata.example/"), "may call");
            refused(outbound, at("/round"), "without an end");
        }
        seen.clear();
        try (Outbound outbound = listing("127.0.0.0/8")) {
            String there = at("/good").replace("127.0.0.1", "127.0.0.1");
            assertThat(get(outbound, at("/on?" + there))).isEqualTo("good");
            assertThat(seen).allMatch(each -> each.endsWith("Bearer secret"));
            Wish on = Wish.get(URI.create("https://a.example/"), Map.of("authorization", "x"));
            assertThat(on.sentOn(URI.create("https://b.example/")).headers()).isEmpty();
        }
    }

    @Test
    void anAnswerTakesNoMoreTimeAndMemoryThanItMay() {
        try (Outbound outbound = listing("127.0.0.1")) {
            refused(outbound, at("/bomb"), "packed more than 100 to one");
            refused(outbound, at("/endless"), "longer than 4 MiB");
            refused(outbound, at("/slow"), "within 2 seconds");
            assertThat(get(outbound, at("/good"))).isEqualTo("good");
        }
    }

    @Test
    void listsAreReadStrictly() {
        Hosts hosts = Hosts.parse("taxii.example, *.partner.example 10.1.0.0/16,2001:db8::/32");
        assertThat(hosts.hasName("TAXII.example.")).isTrue();
        assertThat(hosts.hasName("a.b.partner.example")).isTrue();
        assertThat(hosts.hasName("partner.example")).isFalse();
        assertThat(hosts.hasName("evilpartner.example")).isFalse();
        assertThat(hosts.hasAddress(InetAddress.ofLiteral("10.1.255.255"))).isTrue();
        assertThat(hosts.hasAddress(InetAddress.ofLiteral("10.2.0.0"))).isFalse();
        assertThat(hosts.hasAddress(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
        for (String bad : List.of("https://taxii.example", "10.1.0.0/33", "1.2.3", "a_b!c", "*")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Hosts.parse(bad));
        }
    }
}
