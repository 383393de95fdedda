package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.StixObjects.Position;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes a place in the order so that a reader can give it back but not read it: the sequence would
 * tell how many objects lie between two that the reader may see.
 */
final class Cursor {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    Cursor(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    String write(Position position) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(position.dateAdded().toEpochMilli())
                        .putLong(position.sequence())
                        .array();
        try {
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

    Position read(String text) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte[] nonce = new byte[NONCE_BYTES];
            all.get(nonce);
            byte[] sealed = new byte[all.remaining()];
            all.get(sealed);
            byte[] opened = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed);
            ByteBuffer plain = ByteBuffer.wrap(opened);
            return new Position(Instant.ofEpochMilli(plain.getLong()), plain.getLong());
        } catch (IllegalArgumentException
                | BufferUnderflowException
                | GeneralSecurityException notOurs) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "The value of 'next' is not one that this server gave.",
                            "Repeat it exactly as the page before had it, or leave it out."));
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
