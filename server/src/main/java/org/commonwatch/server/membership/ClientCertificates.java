package org.commonwatch.server.membership;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Certificates of clients, read from PEM. */
final class ClientCertificates {
    private ClientCertificates() {}

    /** SHA-256 of a certificate, in hexadecimal; refuses one that is over. */
    static String print(String pem, Instant now) {
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    pem.getBytes(StandardCharsets.UTF_8)));
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                throw new ProblemException(
                        new Problem.Malformed(
                                "The certificate of '"
                                        + certificate.getSubjectX500Principal()
                                        + "' ended at "
                                        + certificate.getNotAfter().toInstant()
                                        + ".",
                                "Have a new one made, and give that."));
            }
            return Tokens.digest(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "This is no certificate in the form PEM.",
                            "Give the file that begins with -----BEGIN CERTIFICATE-----; a key"
                                    + " stays with its owner."));
        }
    }
}
