package org.commonwatch.server.retention;

import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What goes, or went, without what it was.
 *
 * @param of tables or files of what kind
 * @param bytes of files; 0 of rows
 * @param first time of the oldest; null if there is none
 * @param last time of the youngest
 * @param held how many stay though they are old, because somebody holds them
 * @param digest SHA-256 over the digests of each in their order, empty if none went
 */
record Account(
        String of,
        long count,
        long bytes,
        @Nullable Instant first,
        @Nullable Instant last,
        long held,
        String digest) {
    static Account none(String of) {
        return new Account(of, 0, 0, null, null, 0, "");
    }

    /** What stays of it only because it is held. */
    Account onlyHeld() {
        return new Account(of, 0, 0, null, null, held, "");
    }

    /** What goes of it. */
    Account withoutHeld() {
        return new Account(of, count, bytes, first, last, 0, digest);
    }

    /** Both together; of what went in several steps, each step's digest is in the record. */
    Account and(Account other) {
        return new Account(
                of,
                count + other.count,
                bytes + other.bytes,
                first == null || (other.first != null && other.first.isBefore(first))
                        ? other.first
                        : first,
                last == null || (other.last != null && other.last.isAfter(last))
                        ? other.last
                        : last,
                held + other.held,
                "");
    }

    /** The same, of what has these digests. */
    Account with(List<String> digests) {
        return new Account(of, count, bytes, first, last, held, count == 0 ? "" : digest(digests));
    }

    /** As the record has it. */
    JsonObject recorded(Age age) {
        return JsonObject.builder()
                .put("class", age.of().label())
                .put("of", of)
                .put("before", age.before().toString())
                .put("first", String.valueOf(first))
                .put("last", String.valueOf(last))
                .put("count", JsonNumber.of(count))
                .put("digest", digest)
                .build();
    }

    /** One digest of many. */
    static String digest(List<String> digests) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            digests.stream()
                    .sorted()
                    .forEach(each -> sha256.update(each.getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
