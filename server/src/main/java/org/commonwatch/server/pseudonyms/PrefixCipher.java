package org.commonwatch.server.pseudonyms;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes other addresses of addresses, each of another, so that two share as many first bits as
 * before: Crypto-PAn (Xu, Fan, Ammar and Moon, ICNP 2002), with AES of 128 bits; of IPv6 all 128
 * bits in the same way. For one thread at a time.
 */
final class PrefixCipher {
    /** So long is a key: of the cipher, and of the padding. */
    static final int KEY_BYTES = 32;

    private static final int BLOCK = 16;

    private final Cipher aes;
    private final byte[] padding;

    // Block by block, of which each is of its own: no other mode could do that.
    @SuppressWarnings("InsecureCryptoUsage")
    PrefixCipher(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
        }
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, BLOCK, "AES"));
            padding = aes.doFinal(key, BLOCK, BLOCK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }

    /** The pseudonym of an address of four or sixteen bytes. */
    byte[] of(byte[] address) {
        byte[] pseudonym = address.clone();
        byte[] block = padding.clone();
        try {
            for (int i = 0; i < 8 * address.length; i++) {
                // The first i bits of the address, then the padding.
                byte[] sealed = aes.doFinal(block);
                pseudonym[i / 8] ^= (byte) (((sealed[0] >> 7) & 1) << (7 - (i % 8)));
                int mask = 0x80 >> (i % 8);
                block[i / 8] = (byte) ((block[i / 8] & ~mask) | (address[i / 8] & mask));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block of AES cannot be enciphered", e);
        } finally {
            Arrays.fill(block, (byte) 0);
        }
        return pseudonym;
    }
}
