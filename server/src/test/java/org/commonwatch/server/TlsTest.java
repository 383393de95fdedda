package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.access.BodyId;
import org.commonwatch.server.record.Record;
import org.commonwatch.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/** HTTPS with a real client, and certificates that the platform's keytool makes. */
class TlsTest {
    private static final String SECRET = "changeit";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder = Path.of("");

    @Test
    void clientsComeByHttpsAndTheOperatorByPlainHttpOnThisMachineAlone() throws Exception {
        authority("ca");
        issue("ca", "server", "-validity", "30");
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
            authority("other");
            assertThatThrownBy(() -> get(client("other", Optional.empty(), "TLSv1.3"), server, "/"))
                    .isInstanceOf(IOException.class);
            assertThat(operator(server, "/api/v1/nothing", Map.of())).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"})
    void weakCiphersAreNotSpoken(String cipher) throws Exception {
        authority("ca");
        issue("ca", "server", "-validity", "30");
        try (RunningServer server = start(Optional.empty())) {
            URI address = URI.create(server.url());
            var sockets = context("ca", Optional.empty()).getSocketFactory();
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
        authority("ca");
        issue("ca", "server", "-validity", "30");
        authority("clients");
        issue("clients", "alice", "-validity", "30");
        issue("clients", "namesake", "-validity", "30", "-dname", "CN=alice");
        issue("clients", "expired", "-startdate", "-3d", "-validity", "1");
        authority("foreign");
        issue("foreign", "stranger", "-validity", "30");
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
        authority("ca");
        issue("ca", "server", "-validity", "30");
        try (RunningServer server = start(Optional.empty())) {
            assertThat(get(client("ca", Optional.empty(), "TLSv1.3"), server, "/readyz"))
                    .isEqualTo(200);
            authority("next");
            issue("next", "renewed", "-validity", "30");
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
        authority("ca");
        issue("ca", "server", "-validity", "30");
        issue("ca", "another", "-validity", "30");
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
                .sslContext(context(trusted, own))
                .sslParameters(parameters)
                .build();
    }

    private SSLContext context(String trusted, Optional<String> own) throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", store(trusted).getCertificate(trusted));
        trust.init(authorities);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (own.isPresent()) {
            keys.init(store(own.get()), SECRET.toCharArray());
        } else {
            keys.init(null, null);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] shown =
                own.isPresent()
                        ? new KeyManager[] {
                            new Insistent(own.get(), (X509KeyManager) keys.getKeyManagers()[0])
                        }
                        : keys.getKeyManagers();
        context.init(shown, trust.getTrustManagers(), null);
        return context;
    }

    /** Shows its certificate, whoever the server says it would believe. */
    private static final class Insistent extends X509ExtendedKeyManager {
        private final String name;
        private final X509KeyManager keys;

        Insistent(String name, X509KeyManager keys) {
            this.name = name;
            this.keys = keys;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return name;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] types, Principal[] issuers, SSLEngine engine) {
            return name;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {name};
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return name;
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[] {name};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }

    private KeyStore store(String name) throws Exception {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), SECRET.toCharArray());
    }

    private void authority(String name) throws Exception {
        keytool(
                name,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c",
                "-validity",
                "30");
        Files.writeString(
                folder.resolve(name + ".pem"),
                pem("CERTIFICATE", store(name).getCertificate(name).getEncoded()));
    }

    /** A key and a certificate of an authority, as a key store and as files of type PEM. */
    private void issue(String authority, String name, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("-genkeypair", "-keyalg", "RSA"));
        options.addAll(List.of("-signer", authority, "-signerkeypass", SECRET));
        options.addAll(List.of("-ext", "san=ip:127.0.0.1"));
        options.addAll(List.of(more));
        if (!options.contains("-dname")) {
            options.addAll(List.of("-dname", "CN=" + name));
        }
        Files.copy(folder.resolve(authority + ".p12"), folder.resolve(name + ".p12"));
        keytool(name, options.toArray(String[]::new));
        KeyStore store = store(name);
        store.deleteEntry(authority);
        try (var out = Files.newOutputStream(folder.resolve(name + ".p12"))) {
            store.store(out, SECRET.toCharArray());
        }
        Files.writeString(
                folder.resolve(name + ".pem"),
                pem("CERTIFICATE", store.getCertificate(name).getEncoded()));
        Files.writeString(
                folder.resolve(name + ".key"),
                pem("PRIVATE KEY", store.getKey(name, SECRET.toCharArray()).getEncoded()));
    }

    private void keytool(String name, String... options) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(options));
        line.addAll(List.of("-alias", name, "-storetype", "PKCS12"));
        line.addAll(List.of("-keystore", folder.resolve(name + ".p12").toString()));
        line.addAll(List.of("-storepass", SECRET));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN "
                + what
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END "
                + what
                + "-----\n";
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
