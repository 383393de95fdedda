package org.commonwatch.server.pseudonyms;

import org.commonwatch.stix.StixId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Other addresses in place of those of one's own users and victims: keyed, so that nobody without
 * the key finds the address; of each address another; and with as many first bits in common as the
 * addresses have. Also other ids of objects, where an id would tell the address. Safe for use by
 * several threads.
 */
public final class Pseudonyms {
    /** Of nothing. */
    public static final Pseudonyms NONE = new Pseudonyms(Path.of(""), Networks.NONE);

    private static final UUID NAMESPACE = UUID.fromString("7d0c0f5e-3a0e-4f0b-9a57-5b1f6f2c8e11");
    private static final String MARK = "addresses of own networks ";
    private static final String KEY = "pseudonyms.key";
    private static final String MAC = "HmacSHA256";

    private final Path secrets;
    private final Networks networks;
    private final AtomicReference<byte[]> kept = new AtomicReference<>(new byte[0]);

    private Pseudonyms(Path secrets, Networks networks) {
        this.secrets = secrets;
        this.networks = networks;
    }

    /**
     * Of the addresses of some networks.
     *
     * @param secrets folder of the key, which is made at first use
     */
    public static Pseudonyms of(Networks networks, Path secrets) {
        return networks.all().isEmpty() ? NONE : new Pseudonyms(secrets, networks);
    }

    /**
     * What stands among the properties that are left out for a reader when addresses are replaced;
     * another when the networks are others. Empty if there are no networks.
     */
    public Optional<String> mark() {
        if (networks.all().isEmpty()) {
            return Optional.empty();
        }
        UUID of =
                UUID.nameUUIDFromBytes(networks.all().toString().getBytes(StandardCharsets.UTF_8));
        return Optional.of(MARK + of);
    }

    /** Whether that is it. */
    public static boolean isMark(String property) {
        return property.startsWith(MARK);
    }

    /** A text with pseudonyms in place of the addresses of the networks. */
    public String replace(String text) {
        return Addresses.replace(text, this::pseudonym);
    }

    private Optional<byte[]> pseudonym(byte[] address) {
        Optional<byte[]> four = Addresses.four(address);
        if (four.isPresent() && networks.has(four.get())) {
            return Optional.of(Addresses.six(new PrefixCipher(key()).of(four.get())));
        }
        return networks.has(address)
                ? Optional.of(new PrefixCipher(key()).of(address))
                : Optional.empty();
    }

    /** The id of an object as it leaves with pseudonyms: nobody finds the other by it. */
    public StixId id(StixId original) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key(), MAC));
            byte[] keyed = mac.doFinal(original.toString().getBytes(StandardCharsets.UTF_8));
            return StixId.derived(original.type(), NAMESPACE, HexFormat.of().formatHex(keyed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }

    private byte[] key() {
        byte[] known = kept.get();
        if (known.length == 0) {
            known = read();
            kept.set(known);
        }
        return known;
    }

    private byte[] read() {
        Path file = secrets.resolve(KEY);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Whole under its name, or not there.
    private void make(Path file) throws IOException {
        Files.createDirectories(secrets);
        byte[] key = new byte[PrefixCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path draft =
                Files.createTempFile(
                        secrets,
                        KEY,
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, HexFormat.of().formatHex(key) + "\n");
        try {
            Files.createLink(file, draft); // the first of several is the one
        } catch (FileAlreadyExistsException another) {
            // which is as good
        } finally {
            Files.delete(draft);
        }
    }
}
