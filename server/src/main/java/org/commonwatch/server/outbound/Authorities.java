package org.commonwatch.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates other machines may show. */
public final class Authorities {
    private Authorities() {}

    /**
     * Those that Java trusts, and those of a file in the form PEM.
     *
     * @throws IllegalArgumentException if there is none in the file
     */
    public static SSLContext besidesJavas(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(null, null);
            for (X509Certificate each : javas().getAcceptedIssuers()) {
                all.setCertificateEntry("java-" + all.size(), each);
            }
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                all.setCertificateEntry("own-" + all.size(), each);
            }
            TrustManagerFactory trust = trust();
            trust.init(all);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no certificates", e);
        }
    }

    private static X509TrustManager javas() throws GeneralSecurityException {
        TrustManagerFactory trust = trust();
        trust.init((KeyStore) null);
        return (X509TrustManager) trust.getTrustManagers()[0];
    }

    private static TrustManagerFactory trust() throws GeneralSecurityException {
        return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    }
}
