package org.commonwatch.server;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** What Spring Boot is told about the web server and its own endpoints. */
final class WebFloor {
    private static final String HEADER_SIZE = "64KB";
    private static final String SWALLOW_SIZE = "64MB";

    /** Forward secrecy and authenticated encryption only; none of RFC 7540, appendix A. */
    private static final String CIPHERS =
            String.join(
                    ",",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final String WEB = "web";
    private static final String BUNDLE = "spring.ssl.bundle.pem." + WEB + ".";

    private WebFloor() {}

    /**
     * What of Spring Boot's own configuration is used, by name: so a server starts sooner than if
     * all that it brings were tried.
     */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ConfigurationPropertiesAutoConfiguration.class,
        LifecycleAutoConfiguration.class,
        PropertyPlaceholderAutoConfiguration.class,
        SslAutoConfiguration.class,
        TaskExecutionAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
        MultipartAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class
    })
    static class Brought {}

    static Map<String, Object> of(Settings.Listening listening) {
        Map<String, Object> floor = new HashMap<>();
        floor.put("server.address", listening.address().getHostAddress());
        floor.put("server.port", listening.port());
        floor.put("server.shutdown", "graceful");
        // Filters of TAXII have brackets in their names, which many clients send as they are.
        floor.put("server.tomcat.relaxed-query-chars", "[,]");
        // A client that goes through a collection does not sign in anew every hundred pages.
        floor.put("server.tomcat.max-keep-alive-requests", -1);
        floor.put("server.max-http-request-header-size", HEADER_SIZE);
        // So much of a body that is refused is still read, or its sender would not read why.
        floor.put("server.tomcat.max-swallow-size", SWALLOW_SIZE);
        floor.put("spring.threads.virtual.enabled", true);
        floor.put("spring.web.resources.add-mappings", false);
        floor.put("spring.jackson.deserialization.fail-on-unknown-properties", true);
        floor.put("spring.jackson.deserialization.fail-on-null-creator-properties", true);
        floor.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        listening.tls().ifPresent(tls -> floor.putAll(tls(tls)));
        return floor;
    }

    private static Map<String, Object> tls(Settings.Tls tls) {
        Map<String, Object> floor = new HashMap<>();
        floor.put("server.ssl.bundle", WEB);
        floor.put(BUNDLE + "keystore.certificate", location(tls.certificate()));
        floor.put(BUNDLE + "keystore.private-key", location(tls.key()));
        floor.put(BUNDLE + "keystore.verify-keys", true);
        floor.put(BUNDLE + "reload-on-update", true);
        floor.put(BUNDLE + "options.enabled-protocols", "TLSv1.3,TLSv1.2");
        floor.put(BUNDLE + "options.ciphers", CIPHERS);
        // Long enough for a certificate and its key to be replaced one after the other.
        floor.put("spring.ssl.bundle.watch.file.quiet-period", "2s");
        tls.clientAuthorities()
                .ifPresent(authorities -> {
                    floor.put(BUNDLE + "truststore.certificate", location(authorities));
                    floor.put("server.ssl.client-auth", "want");
                });
        return floor;
    }

    /** Refuses files that hold no certificate, or a key of another. */
    static void check(Settings.Tls tls) {
        try {
            PemSslStore server =
                    loaded(
                            new PemSslStoreDetails(
                                    null, location(tls.certificate()), location(tls.key())));
            PrivateKey key = Objects.requireNonNull(server.privateKey(), "no key is there");
            var chain = Objects.requireNonNull(server.certificates(), "no certificate is there");
            if (!fit(key, chain.getFirst().getPublicKey())) {
                throw new IllegalStateException("the key is of another certificate");
            }
            tls.clientAuthorities()
                    .map(authorities -> PemSslStoreDetails.forCertificate(location(authorities)))
                    .ifPresent(WebFloor::loaded);
        } catch (RuntimeException | GeneralSecurityException e) {
            throw new CannotStart(
                    "The files of the certificate "
                            + tls.certificate()
                            + " cannot be used: "
                            + e.getMessage()
                            + ".",
                    "Give files in the form PEM, the key without a password and of that"
                            + " certificate.");
        }
    }

    /** Shows the same certificate as the server will, for what answers before it. */
    static SSLContext context(Settings.Tls tls) {
        var files = new PemSslStoreDetails(null, location(tls.certificate()), location(tls.key()));
        return SslBundle.of(new PemSslStoreBundle(files, null)).createSslContext();
    }

    /** Speaks TLS as the server does, with the certificate that it shows at this time. */
    static SSLSocket covered(SslBundles certificates, Socket accepted) throws IOException {
        SslBundle web = certificates.getBundle(WEB);
        SSLSocket covered =
                (SSLSocket)
                        web.createSslContext()
                                .getSocketFactory()
                                .createSocket(accepted, null, accepted.getPort(), true);
        covered.setUseClientMode(false);
        covered.setEnabledProtocols(web.getOptions().getEnabledProtocols());
        covered.setEnabledCipherSuites(web.getOptions().getCiphers());
        return covered;
    }

    private static PemSslStore loaded(PemSslStoreDetails details) {
        PemSslStore store = Objects.requireNonNull(PemSslStore.load(details));
        if (Objects.requireNonNull(store.certificates(), "no certificate is there").isEmpty()) {
            throw new IllegalStateException("no certificate is there");
        }
        return store;
    }

    // What one signs, the other must confirm.
    private static boolean fit(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        return signature.verify(signed);
    }

    private static String location(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }
}
