package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is looked for in the same way is kept together. */
enum Shelf {
    /** IPv4 addresses and networks. */
    FOUR(0, Observable.Kind.IPV4),
    /** IPv6 addresses and networks: 16 bytes and the number of bits that count. */
    SIX(1, Observable.Kind.IPV6),
    NAME(2, Observable.Kind.DOMAIN),
    URL(3, Observable.Kind.URL),
    URL_PREFIX(4, Observable.Kind.URL_PREFIX),
    MD5(5, Observable.Kind.MD5),
    SHA1(6, Observable.Kind.SHA1),
    SHA256(7, Observable.Kind.SHA256);

    /** Bytes of a key of {@link #SIX}. */
    static final int SIX_BYTES = 17;

    private static final Shelf[] ALL = values();

    private final int number;
    private final Observable.Kind kind;

    Shelf(int number, Observable.Kind kind) {
        this.number = number;
        this.kind = kind;
    }

    static Shelf of(Observable.Kind kind, String value) {
        return switch (kind) {
            case IPV4 -> FOUR;
            case IPV6 -> SIX;
            case CIDR -> value.indexOf(':') < 0 ? FOUR : SIX;
            case DOMAIN -> NAME;
            case URL -> URL;
            case URL_PREFIX -> URL_PREFIX;
            case MD5 -> MD5;
            case SHA1 -> SHA1;
            case SHA256 -> SHA256;
            case EMAIL -> throw new IllegalArgumentException("no event has an e-mail address");
        };
    }

    Observable.Kind kind() {
        return kind;
    }

    /** Its place among all. */
    int number() {
        return number;
    }

    static Shelf numbered(int number) {
        return ALL[number];
    }

    static int count() {
        return ALL.length;
    }

    /** The hash of a key that is not of {@link #FOUR}. */
    long hash(byte[] bytes, int from, int to) {
        return switch (this) {
            case FOUR -> throw new IllegalStateException("an IPv4 address has no bytes");
            case SIX -> {
                ByteBuffer key = ByteBuffer.wrap(bytes, from, to - from);
                yield Hash.of6(key.getLong(), key.getLong(), key.get() & 255);
            }
            case NAME, MD5, SHA1, SHA256 -> Hash.ofText(bytes, from, to);
            case URL, URL_PREFIX -> Hash.ofExact(bytes, from, to);
        };
    }

    /** The observable of which a key was made. */
    Observable observable(long hash, byte[] bytes, int from, int to) {
        return switch (this) {
            case FOUR ->
                    address(
                            ByteBuffer.allocate(4).putInt(Hash.address4(hash)).array(),
                            Hash.length4(hash),
                            32);
            case SIX -> {
                byte[] address = new byte[SIX_BYTES - 1];
                System.arraycopy(bytes, from, address, 0, address.length);
                yield address(address, bytes[to - 1] & 255, 128);
            }
            case NAME, URL, URL_PREFIX, MD5, SHA1, SHA256 ->
                    new Observable(
                            kind, new String(bytes, from, to - from, StandardCharsets.UTF_8));
        };
    }

    private Observable address(byte[] bits, int length, int all) {
        String text = text(bits);
        return length == all
                ? Observable.parse(kind, text)
                : Observable.parse(Observable.Kind.CIDR, text + "/" + length);
    }

    private static String text(byte[] bits) {
        try {
            String text = InetAddress.getByAddress(bits).getHostAddress();
            // Java hands an IPv4-mapped address (RFC 4291 §2.5.5.2) back as IPv4.
            return bits.length == 4 || text.indexOf(':') >= 0 ? text : "::ffff:" + text;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("so many bytes are an address", e);
        }
    }
}
