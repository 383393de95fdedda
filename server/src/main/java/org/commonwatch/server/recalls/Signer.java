package org.commonwatch.server.recalls;

import org.commonwatch.database.Transactions;
import org.commonwatch.stix.json.CanonicalJson;
import org.commonwatch.stix.json.JsonObject;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;

/** Signs for this server (Ed25519, over canonical JSON), and checks what others signed. */
public final class Signer {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;
    private final String publicKey;

    private Signer(PrivateKey key, String publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** With the deployment's key, which is made when it is first needed. */
    public static Signer open(Transactions transactions) {
        try {
            KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return transactions.run(connection -> {
                byte[] own = kept(connection, "peer-private", fresh.getPrivate().getEncoded());
                byte[] shown = kept(connection, "peer-public", fresh.getPublic().getEncoded());
                return new Signer(privateKey(own), Base64.getEncoder().encodeToString(shown));
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static byte[] kept(Connection connection, String name, byte[] fresh)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO secret (name, value) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET value = secret.value
                        RETURNING value
                        """)) {
            statement.setString(1, name);
            statement.setBytes(2, fresh);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    private static PrivateKey privateKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key that was kept is none", e);
        }
    }

    /** The key by which others know us, in Base64. */
    public String publicKey() {
        return publicKey;
    }

    /** Bytes of a public key in Base64; throws {@link IllegalArgumentException} if it is none. */
    static byte[] encoded(String key) {
        byte[] encoded = Base64.getDecoder().decode(key.strip());
        publicKey(encoded);
        return encoded;
    }

    private static PublicKey publicKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no key of " + ALGORITHM, e);
        }
    }

    /** A statement with its signature beside it. */
    JsonObject signed(JsonObject statement) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes(statement));
            return JsonObject.builder()
                    .put("statement", statement)
                    .put("signature", Base64.getEncoder().encodeToString(signature.sign()))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was just read", e);
        }
    }

    /** Whether a statement was signed with a key. */
    static boolean isSigned(JsonObject statement, String signature, byte[] key) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(publicKey(key));
            check.update(bytes(statement));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(JsonObject statement) {
        return CanonicalJson.of(statement).getBytes(StandardCharsets.UTF_8);
    }
}
