package org.commonwatch.server.record;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;

/**
 * The chain of hashes. An entry's hash is the SHA-256 of 32 bytes, the hash before (zeros before
 * the first); 8 bytes, the entry's number, the highest first; and the body in UTF-8.
 */
final class Chain {
    private static final HexFormat HEX = HexFormat.of();

    private final JsonReader reader = new JsonReader();

    private Chain() {}

    /** The head after one more entry. */
    static Head after(Head head, byte[] body) {
        long number = head.number() + 1;
        MessageDigest sha256 = digest();
        sha256.update(HEX.parseHex(head.hash()));
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return new Head(number, HEX.formatHex(sha256.digest(body)));
    }

    /** SHA-256 in hexadecimal. */
    static String sha256(byte[] bytes) {
        return HEX.formatHex(digest().digest(bytes));
    }

    static Verification verify(Iterator<Entry> entries, Optional<String> noted) {
        Chain chain = new Chain();
        Head head = Head.GENESIS;
        boolean met = noted.isEmpty() || noted.get().equals(head.hash());
        while (entries.hasNext()) {
            Entry entry = entries.next();
            Optional<Finding> finding = chain.check(entry, head);
            if (finding.isPresent()) {
                return new Verification(head, finding);
            }
            head = new Head(entry.number(), entry.hash());
            met |= noted.isPresent() && noted.get().equals(head.hash());
        }
        return new Verification(
                head,
                met
                        ? Optional.empty()
                        : Optional.of(new Finding(head.number() + 1, Finding.Kind.CUT)));
    }

    private Optional<Finding> check(Entry entry, Head before) {
        long due = before.number() + 1;
        if (entry.number() > due) {
            return Optional.of(new Finding(due, Finding.Kind.MISSING));
        }
        if (entry.number() < due) {
            return Optional.of(new Finding(entry.number(), Finding.Kind.INSERTED));
        }
        byte[] body = entry.body().getBytes(StandardCharsets.UTF_8);
        return after(before, body).hash().equals(entry.hash()) && says(entry, body)
                ? Optional.empty()
                : Optional.of(new Finding(due, Finding.Kind.CHANGED));
    }

    /** Whether what stands beside the body is what the body says. */
    private boolean says(Entry entry, byte[] body) {
        try {
            return reader.read(body) instanceof JsonObject said
                    && entry.at().toString().equals(text(said, "at"))
                    && entry.kind().equals(text(said, "kind"))
                    && rows(entry.rows(), text(said, "rows"));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static boolean rows(Optional<Entry.Rows> rows, String sha256) {
        if (rows.isEmpty()) {
            return sha256.isEmpty();
        }
        byte[] bytes = Base64.getDecoder().decode(rows.get().sequences());
        long[] sequences = Sequences.read(bytes);
        return sha256(bytes).equals(sha256)
                && sequences[0] == rows.get().first()
                && sequences[sequences.length - 1] == rows.get().last();
    }

    /** A member that is a text; empty if there is none. */
    static String text(JsonObject object, String name) {
        Json value = object.get(name);
        return value instanceof JsonString string ? string.value() : "";
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
