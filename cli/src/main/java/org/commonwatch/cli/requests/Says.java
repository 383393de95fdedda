package org.commonwatch.cli.requests;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One fact in the making: what was given, and nothing of what was not. */
final class Says {
    private final Map<String, Object> properties = new TreeMap<>();

    Says put(String name, String value) {
        if (!value.isEmpty()) {
            properties.put(name, value);
        }
        return this;
    }

    Says put(String name, List<String> values) {
        if (!values.isEmpty()) {
            properties.put(name, values);
        }
        return this;
    }

    /** The digest of a file, which itself stays where it is. */
    Says putDigest(Optional<Path> document) {
        document.ifPresent(file -> properties.put("sha256", sha256(file)));
        return this;
    }

    Map<String, Object> properties() {
        return properties;
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "The document " + file + " cannot be read: " + Stop.reason(e) + ".",
                    "Name a file that is there, or leave --document out.");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
