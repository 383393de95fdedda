package org.commonwatch.server.sharing;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.intel.Selection.Position;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes a place in the order so that a reader can give it back but not read it: the sequence would
 * tell how many objects lie between two that the reader may see.
 */
final class Cursor {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String NONCES = "HmacSHA256";

    private final SecretKey key;
    private final SecretKey nonces;

    private Cursor(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.nonces = new SecretKeySpec(key, NONCES);
    }

    /** With the deployment's key, which outlives the process so that walks do too. */
    static Cursor open(Transactions transactions) {
        return new Cursor(transactions.run(Cursor::key));
    }

    private static byte[] key(Connection connection) throws SQLException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO secret (name, value) VALUES ('cursor', ?)
                        ON CONFLICT (name) DO UPDATE SET value = secret.value
                        RETURNING value
                        """)) {
            statement.setBytes(1, fresh);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    String write(Place place) {
        byte[] plain =
                ByteBuffer.allocate(3 * Long.BYTES)
                        .putLong(micros(place.placed()))
                        .putLong(micros(place.position().dateAdded()))
                        .putLong(place.position().sequence())
                        .array();
        try {
            byte[] nonce = nonce(plain);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
            byte[] all =
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    // The same place is written the same, so that pages that are the same are so in every byte; a
    // nonce serves one place only, as the keyed digest of it (the idea of RFC 8452).
    private byte[] nonce(byte[] plain) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(NONCES);
        mac.init(nonces);
        return Arrays.copyOf(mac.doFinal(plain), NONCE_BYTES);
    }

    Place read(String text) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte[] nonce = new byte[NONCE_BYTES];
            all.get(nonce);
            byte[] sealed = new byte[all.remaining()];
            all.get(sealed);
            byte[] opened = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed);
            ByteBuffer plain = ByteBuffer.wrap(opened);
            Instant placed = instant(plain.getLong());
            return new Place(placed, new Position(instant(plain.getLong()), plain.getLong()));
        } catch (IllegalArgumentException
                | BufferUnderflowException
                | GeneralSecurityException notOurs) {
            throw new ProblemException(Problem.Malformed.cursor("next"));
        }
    }

    // As exactly as the store keeps instants.
    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
