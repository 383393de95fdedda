package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.record.Record;
import org.commonwatch.testkit.Certificates;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTPS with a real client, and certificates that the platform's keytool makes. */
class TlsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder = Path.of("");

    @Test
    void clientsComeByHttpsAndTheOperatorByPlainHttpOnThisMachineAlone() throws Exception {
        certificates().authority("ca");
        certificates().issue("ca", "server", "-validity", "30");
        try (RunningServer server = start(Optional.empty())) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            assertThat(server.operatorUrl()).startsWith("http://127.0.0.1:");
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                assertThat(get(client("ca", Optional.empty(), protocol), server, "/readyz"))
                        .isEqualTo(200);
            }
            try (HttpClient browser = client("ca", Optional.empty(), "TLSv1.3")) {
                var page = HttpRequest.newBuilder(URI.create(server.url() + "/readyz")).build();
                assertThat(browser.send(page, BodyHandlers.ofString()).headers())
                        .as("not by plain HTTP for a year (RFC 6797)")
                        .satisfies(headers ->
                                assertThat(headers.allValues("Strict-Transport-Security"))
                                        .containsExactly("max-age=31536000"));
            }
            assertThatThrownBy(() -> get(client("ca", Optional.empty(), "TLSv1.1"), server, "/"))
                    .isInstanceOf(IOException.class);
            certificates().authority("other");
            assertThatThrownBy(() -> get(client("other", Optional.empty(), "TLSv1.3"), server, "/"))
                    .isInstanceOf(IOException.class);
            assertThat(operator(server, "/api/v1/nothing", Map.of())).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"})
    void weakCiphersAreNotSpoken(String cipher) throws Exception {
        certificates().authority("ca");
        certificates().issue("ca", "server", "-validity", "30");
        try (RunningServer server = start(Optional.empty())) {
            URI address = URI.create(server.url());
            var sockets = certificates().context("ca", Optional.empty()).getSocketFactory();
            try (SSLSocket socket =
                    (SSLSocket) sockets.createSocket(address.getHost(), address.getPort())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.setEnabledCipherSuites(new String[] {cipher});
                assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aClientsCertificateOpensIfItWasGivenToAUserAndIsStillGood() throws Exception {
        certificates().authority("ca");
        certificates().issue("ca", "server", "-validity", "30");
        certificates().authority("clients");
        certificates().issue("clients", "alice", "-validity", "30");
        certificates().issue("clients", "namesake", "-validity", "30", "-dname", "CN=alice");
        certificates().issue("clients", "expired", "-startdate", "-3d", "-validity", "1");
        certificates().authority("foreign");
        certificates().issue("foreign", "stranger", "-validity", "30");
        try (RunningServer server = start(Optional.of(folder.resolve("clients.pem")))) {
            operator(server, "/api/v1/parties", Map.of("name", "CERT-XA", "standing", "member"));
            assertThat(user(server, "alice", "alice")).isEqualTo(200);
            assertThat(user(server, "twice", "alice")).as("one name each").isEqualTo(409);
            assertThat(user(server, "late", "expired")).isEqualTo(400);

            assertThat(get(client("ca", Optional.of("alice"), "TLSv1.3"), server, "/taxii2/"))
                    .isEqualTo(200);
            assertThat(get(client("ca", Optional.of("namesake"), "TLSv1.3"), server, "/taxii2/"))
                    .isEqualTo(401);
            assertThat(get(client("ca", Optional.empty(), "TLSv1.3"), server, "/taxii2/"))
                    .isEqualTo(401);
            for (String refused : List.of("expired", "stranger")) {
                assertThatThrownBy(() ->
                                get(
                                        client("ca", Optional.of(refused), "TLSv1.2"),
                                        server,
                                        "/taxii2/"))
                        .isInstanceOf(IOException.class);
                String why = refused.equals("expired") ? "NotAfter: " : "unable to find valid ";
                await(() -> recorded(server).contains("\"certificate: " + why));
                Thread.sleep(2_000); // until another is told
            }
        }
    }

    @Test
    void aRenewedCertificateIsUsedWithoutARestartAndABrokenOneIsNot() throws Exception {
        certificates().authority("ca");
        certificates().issue("ca", "server", "-validity", "30");
        try (RunningServer server = start(Optional.empty())) {
            assertThat(get(client("ca", Optional.empty(), "TLSv1.3"), server, "/readyz"))
                    .isEqualTo(200);
            certificates().authority("next");
            certificates().issue("next", "renewed", "-validity", "30");
            Files.move(
                    folder.resolve("renewed.pem"),
                    folder.resolve("server.pem"),
                    StandardCopyOption.ATOMIC_MOVE);
            Files.move(
                    folder.resolve("renewed.key"),
                    folder.resolve("server.key"),
                    StandardCopyOption.ATOMIC_MOVE);
            await(() -> get(client("next", Optional.empty(), "TLSv1.3"), server, "/readyz") == 200);
            Files.writeString(folder.resolve("server.pem"), "rubbish");
            Thread.sleep(5_000);
            assertThat(get(client("next", Optional.empty(), "TLSv1.3"), server, "/readyz"))
                    .isEqualTo(200);
        }
    }

    @Test
    void filesThatDoNotServeAreToldBeforeAnythingIsStarted() throws Exception {
        certificates().authority("ca");
        certificates().issue("ca", "server", "-validity", "30");
        certificates().issue("ca", "another", "-validity", "30");
        Files.copy(
                folder.resolve("another.key"),
                folder.resolve("server.key"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> start(Optional.empty()))
                .withMessageContaining("cannot be used");
        Files.writeString(folder.resolve("server.key"), "rubbish");
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> start(Optional.empty()))
                .satisfies(e -> assertThat(e.remedy()).contains("PEM"));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private Certificates certificates() {
        return new Certificates(folder);
    }

    private RunningServer start(Optional<Path> authorities) {
        var tls =
                new Settings.Tls(
                        folder.resolve("server.pem"), folder.resolve("server.key"), authorities);
        var listening =
                new Settings.Listening(InetAddress.ofLiteral("127.0.0.1"), 0, Optional.of(tls));
        return Main.start(
                new Settings(
                        folder.resolve("data"),
                        listening,
                        new BodyId("commons"),
                        Optional.of(TestDatabase.empty()),
                        Settings.Limits.USUAL));
    }

    private static String recorded(RunningServer server) throws Exception {
        var record = server.context().getBean(Record.class);
        return record.entries(0, 1_000).toString();
    }

    private int user(RunningServer server, String name, String certificate) throws Exception {
        String pem = Files.readString(folder.resolve(certificate + ".pem"));
        return operator(
                server,
                "/api/v1/users",
                Map.of("name", name, "party", "CERT-XA", "certificate", pem));
    }

    private int operator(RunningServer server, String path, Map<String, String> body)
            throws Exception {
        byte[] pair =
                ("operator:" + Files.readString(server.operatorToken()).strip())
                        .getBytes(StandardCharsets.UTF_8);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.operatorUrl() + path))
                            .header(
                                    "Authorization",
                                    "Basic " + Base64.getEncoder().encodeToString(pair))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                            .build();
            return http.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    private static int get(HttpClient http, RunningServer server, String path) throws Exception {
        try (http) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.url() + path))
                            .header("Accept", path.endsWith("/") ? House.TAXII : "*/*")
                            .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode();
        }
    }

    private HttpClient client(String trusted, Optional<String> own, String protocol)
            throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        return HttpClient.newBuilder()
                .sslContext(certificates().context(trusted, own))
                .sslParameters(parameters)
                .build();
    }

    private interface Check {
        boolean isSo() throws Exception;
    }

    private static void await(Check check) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (true) {
            try {
                if (check.isSo()) {
                    return;
                }
            } catch (IOException notYet) {
                // the certificate of before is still in use
            }
            assertThat(Instant.now()).as("within a minute").isBefore(end);
            Thread.sleep(200);
        }
    }
}
