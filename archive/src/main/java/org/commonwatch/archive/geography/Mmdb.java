package org.commonwatch.archive.geography;

import com.maxmind.db.Reader;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.commonwatch.telemetry.geography.Origin;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A MaxMind DB (format 2.0). Its library reads what is in it; its tree is walked here, once and in
 * order, because asking the library for each of half a million networks takes ten times as long.
 */
final class Mmdb {
    // A whole tree of the Internet has two million nodes; a forged one may lead on without end.
    private static final long VISIT_LIMIT = 64_000_000;
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int IPV4_AT = IPV6_BITS - IPV4_BITS;

    private final String name;
    private final byte[] bytes;
    private final Reader reader;
    private final long nodes;
    private final int recordBits;
    private final boolean six;
    private final AtomicLong visits = new AtomicLong();
    private final Map<Long, Origin> origins = new HashMap<>();

    /**
     * Opens a database. Throws {@link ArchiveRefusedException} if it is none.
     *
     * @param name what to call it in a refusal
     */
    Mmdb(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        reader = reader();
        nodes = reader.getMetadata().nodeCount();
        recordBits = reader.getMetadata().recordSize();
        six = reader.getMetadata().ipVersion() == 6;
        if (nodes * recordBits / 4 > bytes.length) {
            throw refused("its tree is longer than the file");
        }
    }

    private Reader reader() {
        try {
            return new Reader(new ByteArrayInputStream(bytes));
        } catch (IOException | RuntimeException e) {
            throw refused(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /** The day it was made on. */
    LocalDate builtOn() {
        return Instant.ofEpochSecond(reader.getMetadata().buildEpoch().longValueExact())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();
    }

    /** What it says of itself, in English if it can; empty if nothing. */
    String description() {
        Map<String, String> all = reader.getMetadata().description();
        return all.getOrDefault("en", all.values().stream().findFirst().orElse(""));
    }

    /** All of its networks. */
    Geography geography(Database database) {
        Geography.Builder builder = Geography.builder(database);
        new Walk(builder).from(0, 0);
        return builder.build();
    }

    /** Goes through the tree, network by network. */
    private final class Walk {
        private final Geography.Builder builder;
        private final byte[] address = new byte[six ? IPV6_BITS / 8 : IPV4_BITS / 8];
        private final long ipv4;

        Walk(Geography.Builder builder) {
            this.builder = builder;
            long node = 0;
            for (int depth = 0; six && depth < IPV4_AT && node < nodes; depth++) {
                node = record(node, 0);
            }
            ipv4 = node;
        }

        void from(long record, int depth) {
            if (visits.incrementAndGet() > VISIT_LIMIT) {
                throw refused("its tree has no end");
            }
            if (record == nodes || isAlias(record, depth)) {
                return; // nothing is said of these addresses, or elsewhere
            }
            if (record > nodes) {
                add(record, depth);
                return;
            }
            if (depth == 8 * address.length) {
                throw refused("its tree is deeper than an address is long");
            }
            int bit = 0x80 >> depth % 8;
            from(record(record, 0), depth + 1);
            address[depth / 8] |= (byte) bit;
            from(record(record, 1), depth + 1);
            address[depth / 8] &= (byte) ~bit;
        }

        // Such as 2002::/16: other ways to write an IPv4 address.
        private boolean isAlias(long record, int depth) {
            return six && record == ipv4 && record < nodes && !(depth == IPV4_AT && isIpv4());
        }

        private boolean isIpv4() {
            for (int i = 0; i < IPV4_AT / 8; i++) {
                if (address[i] != 0) {
                    return false;
                }
            }
            return true;
        }

        private void add(long record, int depth) {
            Origin origin = origins.get(record);
            if (origin == null) {
                origin = origin(address);
                origins.put(record, origin);
            }
            if (six && depth >= IPV4_AT && isIpv4()) {
                byte[] last = Arrays.copyOfRange(address, IPV4_AT / 8, address.length);
                builder.add(last, depth - IPV4_AT, origin);
            } else {
                builder.add(address, depth, origin);
            }
        }
    }

    private long record(long node, int side) {
        int at = Math.toIntExact(node * recordBits / 4);
        return switch (recordBits) {
            case 24 -> bits(at + 3 * side, 3);
            case 28 -> {
                int middle = bytes[at + 3] & 0xFF;
                yield side == 0
                        ? (middle >>> 4L) << 24 | bits(at, 3)
                        : (middle & 15L) << 24 | bits(at + 4, 3);
            }
            case 32 -> bits(at + 4 * side, 4);
            default -> throw refused("its records have " + recordBits + " bits");
        };
    }

    private long bits(int at, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 8 | (bytes[at + i] & 0xFF);
        }
        return bits;
    }

    private Origin origin(byte[] address) {
        try {
            Object found = reader.get(InetAddress.getByAddress(address), Object.class);
            return found instanceof Map<?, ?> fields
                    ? new Origin(country(fields), asn(fields))
                    : Origin.UNKNOWN;
        } catch (IOException | RuntimeException e) {
            throw refused(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    // As MaxMind writes it, or as those do who write one field.
    private static String country(Map<?, ?> fields) {
        Object code = fields.get("country_code");
        if (code == null && fields.get("country") instanceof Map<?, ?> country) {
            code = country.get("iso_code");
        }
        return NetworkFile.country(code == null ? "" : code.toString());
    }

    private static long asn(Map<?, ?> fields) {
        @Nullable Object number = fields.get("autonomous_system_number");
        number = number == null ? fields.get("asn") : number;
        return number == null ? 0 : NetworkFile.asn(number.toString().toUpperCase(Locale.ROOT));
    }

    private ArchiveRefusedException refused(String what) {
        return new ArchiveRefusedException(new ArchiveRefusal.NoDatabase(name, what));
    }
}
