package org.commonwatch.archive.geography;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Sectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * What an operator says of networks: CSV (RFC 4180) in UTF-8, whose first line names the columns. A
 * row that cannot be understood refuses the whole file, with its line: half a table would count
 * wrongly without a word.
 */
final class NetworkFile {
    private static final int CSV_LIMIT = 64 << 20;
    private static final String NETWORK = "network";
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** A network's first address, and how many bits of it count. */
    private record Network(InetAddress first, boolean six, int length) {
        byte[] address() {
            byte[] bytes = first.getAddress();
            if (bytes.length == IPV6_BYTES || !six) {
                return bytes;
            }
            // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
            return ByteBuffer.allocate(IPV6_BYTES).putLong(0).putInt(0xFFFF).put(bytes).array();
        }
    }

    private final Path file;

    private NetworkFile(Path file) {
        this.file = file;
    }

    /** The columns {@code network}, and {@code country} or {@code asn} or both. */
    static Geography geography(Path file, Database database) {
        Geography.Builder builder = Geography.builder(database);
        var rows = new NetworkFile(file);
        rows.each(
                List.of("country", "asn"),
                (network, row) ->
                        builder.add(network.address(), network.length(), rows.origin(row)));
        return builder.build();
    }

    /** The columns {@code network} and {@code sector}. */
    static Sectors sectors(Path file) {
        Sectors.Builder builder = Sectors.builder();
        var rows = new NetworkFile(file);
        rows.each(
                List.of("sector"),
                (network, row) ->
                        builder.add(network.address(), network.length(), rows.sector(row)));
        return builder.build();
    }

    /** A file's bytes, of which there are no more than a limit. */
    static byte[] bytes(Path file, int limit) {
        if (!Files.exists(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoSuchFile(file));
        }
        if (Files.isDirectory(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.IsFolder(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new ArchiveRefusedException(
                        new ArchiveRefusal.NoDatabase(
                                file.toString(), "it has more than " + limit + " bytes"));
            }
            return bytes;
        } catch (IOException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), e.toString());
            throw new ArchiveRefusedException(new ArchiveRefusal.Unreadable(file.toString(), why));
        }
    }

    private void each(List<String> oneOf, BiConsumer<Network, NamedCsvRecord> taken) {
        String text = text(bytes(file, CSV_LIMIT));
        String begin = "Give CSV that begins with the line: network," + String.join(",", oneOf);
        String rows = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(rows)) {
            if (rows.isBlank()) {
                throw refused(1, "the file is empty", begin);
            }
            for (NamedCsvRecord row : csv) {
                List<String> columns = row.getHeader();
                if (!columns.contains(NETWORK) || oneOf.stream().noneMatch(columns::contains)) {
                    throw refused(1, "the columns are " + String.join(",", columns), begin);
                }
                taken.accept(network(row), row);
            }
        } catch (CsvParseException e) {
            throw refused(1, "not CSV: " + e.getMessage(), begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in memory
        }
    }

    private String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw refused(1, "the file is not UTF-8", "Save it as UTF-8.");
        }
    }

    private Network network(NamedCsvRecord row) {
        String text = field(row, NETWORK);
        int slash = text.indexOf('/');
        try {
            boolean six = text.indexOf(':') >= 0;
            Observable.Kind address = six ? Observable.Kind.IPV6 : Observable.Kind.IPV4;
            String value =
                    slash < 0
                            ? Observable.parse(address, text).value()
                            : Observable.parse(Observable.Kind.CIDR, text).value();
            int end = value.indexOf('/');
            String first = end < 0 ? value : value.substring(0, end);
            int all = six ? 8 * IPV6_BYTES : 8 * IPV4_BYTES;
            int length = end < 0 ? all : Integer.parseInt(value.substring(end + 1));
            return new Network(InetAddress.getByName(first), six, length);
        } catch (RefusedException | IOException e) {
            throw refused(
                    row.getStartingLineNumber(),
                    "'" + text + "' is no network",
                    "Write it like 198.18.0.0/15 or 2001:db8::/32.");
        }
    }

    private Origin origin(NamedCsvRecord row) {
        String country = field(row, "country");
        String asn = field(row, "asn");
        if (!country.isEmpty() && country(country).isEmpty()) {
            throw refused(
                    row.getStartingLineNumber(),
                    "'" + country + "' is no country",
                    "Write its two letters, or nothing.");
        }
        if (!asn.isEmpty() && asn(asn) == 0) {
            throw refused(
                    row.getStartingLineNumber(),
                    "'" + asn + "' is no autonomous system",
                    "Write its number, or nothing.");
        }
        return new Origin(country(country), asn(asn));
    }

    private String sector(NamedCsvRecord row) {
        String name = field(row, "sector");
        if (!Sectors.isName(name)) {
            throw refused(
                    row.getStartingLineNumber(),
                    "'" + name + "' is no name of a sector",
                    "Take small letters, digits and hyphens, 40 at most, but not 'other'.");
        }
        return name;
    }

    private static String field(NamedCsvRecord row, String column) {
        return row.findField(column).orElse("").strip();
    }

    /** The two letters of a country, empty for anything else. */
    static String country(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return Origin.isCode(upper) ? upper : "";
    }

    /** An autonomous system's number, 0 for anything else. */
    static long asn(String text) {
        String digits = text.toUpperCase(Locale.ROOT).startsWith("AS") ? text.substring(2) : text;
        if (!digits.matches("[0-9]{1,10}")) {
            return 0;
        }
        long number = Long.parseLong(digits);
        return number <= Origin.ASN_LIMIT ? number : 0;
    }

    private ArchiveRefusedException refused(long line, String what, String remedy) {
        return new ArchiveRefusedException(
                new ArchiveRefusal.BadRow(file.toString(), line, what, remedy));
    }
}
