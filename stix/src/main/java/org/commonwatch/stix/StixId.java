package org.commonwatch.stix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * The name of a STIX object, written {@code indicator--5e57c739-391a-4eb3-b6be-7d15ca92d5ed} (STIX
 * 2.1 §2.9).
 */
public record StixId(String type, UUID uuid) implements Comparable<StixId> {
    // STIX 2.1 §3.1: lower-case letters, digits and hyphens.
    private static final int LEAST_TYPE = 3;
    private static final int MOST_TYPE = 250;
    private static final int UUID_LENGTH = 36;

    public StixId {
        if (!isType(type)) {
            throw new RefusedException(new Refusal.NotAnId(type + "--" + uuid));
        }
    }

    private static boolean isType(String type) {
        boolean good = type.length() >= LEAST_TYPE && type.length() <= MOST_TYPE;
        for (int i = 0; good && i < type.length(); i++) {
            char c = type.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }
        return good && !type.contains("--");
    }

    /**
     * Reads {@code type--uuid}, the UUID in any case; throws {@link RefusedException} for any other
     * text.
     */
    public static StixId parse(String text) {
        return find(text).orElseThrow(() -> new RefusedException(new Refusal.NotAnId(text)));
    }

    /** Reads {@code type--uuid}; empty for any other text. */
    public static Optional<StixId> find(String text) {
        int cut = text.indexOf("--");
        if (cut < 0 || text.length() - cut - 2 != UUID_LENGTH) {
            return Optional.empty();
        }
        String type = text.substring(0, cut);
        try {
            StixId id = new StixId(type, UUID.fromString(text.substring(cut + 2)));
            // In any case: RFC 9562 §4 has UUIDs read so, and published objects write them so.
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /**
     * The same name for the same things every time: a UUIDv5 (RFC 9562 §5.5) over the parts, each
     * preceded by its length so that no two lists of parts run together.
     */
    public static StixId derived(String type, UUID namespace, String... parts) {
        StringBuilder name = new StringBuilder();
        for (String part : parts) {
            name.append(part.length()).append(':').append(part);
        }
        return new StixId(type, version5(namespace, name.toString()));
    }

    static UUID version5(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(
                ByteBuffer.allocate(16)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .flip());
        ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (digest.getLong() & ~0xF000L) | 0x5000L;
        long low = (digest.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public int compareTo(StixId other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : uuid.compareTo(other.uuid);
    }

    @Override
    public String toString() {
        return type + "--" + uuid;
    }
}
