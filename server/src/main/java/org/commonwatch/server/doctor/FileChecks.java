package org.commonwatch.server.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What can be seen without the database: room, permissions and the certificate. */
final class FileChecks {
    /** Fewer days of a certificate are bad, and fewer than so many a warning. */
    static final int CERTIFICATE_BAD_DAYS = 7;

    static final int CERTIFICATE_DAYS = 30;

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final Place place;

    FileChecks(Place place) {
        this.place = place;
    }

    /** Whether others than the server's user may read what is secret. */
    List<Finding> secrets() throws IOException {
        List<Finding> open = new ArrayList<>();
        for (Path file :
                Stream.concat(Stream.of(place.data()), place.secrets().stream()).toList()) {
            if (Files.exists(file)
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                open.add(
                        Finding.bad(
                                "secrets",
                                Sentence.of("secrets.open").with("file", file),
                                Sentence.of("secrets.open.remedy").with("file", file)));
            }
        }
        if ("root".equals(System.getProperty("user.name"))) {
            open.add(
                    Finding.warning(
                            "secrets",
                            Sentence.of("secrets.root"),
                            Sentence.of("secrets.root.remedy")));
        }
        return open.isEmpty() ? List.of(Finding.ok("secrets", Sentence.of("secrets.well"))) : open;
    }

    /** How long the certificate still holds. */
    List<Finding> certificate(Instant now) throws IOException {
        if (place.certificate().isEmpty()) {
            return List.of(Finding.ok("certificate", Sentence.of("certificate.none")));
        }
        Path file = place.certificate().get();
        try (InputStream in = Files.newInputStream(file)) {
            var first = CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = ((X509Certificate) first).getNotAfter().toInstant();
            long days = Duration.between(now, end).toDays();
            Sentence message = Sentence.of("certificate.holds").with("file", file).with("end", end);
            Sentence remedy = Sentence.of("certificate.holds.remedy");
            return List.of(
                    days < CERTIFICATE_BAD_DAYS
                            ? Finding.bad("certificate", message, remedy)
                            : days < CERTIFICATE_DAYS
                                    ? Finding.warning("certificate", message, remedy)
                                    : Finding.ok("certificate", message));
        } catch (CertificateException e) {
            return List.of(
                    Finding.bad(
                            "certificate",
                            Sentence.of("certificate.unread").with("file", file),
                            Sentence.of("certificate.unread.remedy")));
        }
    }
}
