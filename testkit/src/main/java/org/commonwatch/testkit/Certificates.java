package org.commonwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Authorities and what they issue, made by the platform's keytool: of each name files {@code
 * NAME.pem}, {@code NAME.key} and {@code NAME.p12}.
 */
public final class Certificates {
    private static final String SECRET = "changeit";

    private final Path folder;

    /** To be made in a folder. */
    public Certificates(Path folder) {
        this.folder = folder;
    }

    /** Trusts an authority, and shows a certificate of its own if it has one. */
    public SSLContext context(String trusted, Optional<String> own) throws Exception {
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

    /** An authority, whose certificate is a file of type PEM. */
    public void authority(String name) throws Exception {
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

    /**
     * A key and a certificate of an authority for this machine.
     *
     * @param more of keytool, such as {@code -validity 30}
     */
    public void issue(String authority, String name, String... more) throws Exception {
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
}
