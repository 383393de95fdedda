package org.commonwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with the one kept in {@code src/test/resources/golden} of the module under test.
 *
 * <p>{@code -Dgolden.write=true} writes the new text instead, to be read in the diff.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /** Throws unless the kept text is exactly this one. */
    public static void check(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, actual);
                return;
            }
            String kept = Files.exists(file) ? Files.readString(file) : "(there is no such file)";
            if (!kept.equals(actual)) {
                throw new AssertionError(
                        "golden/"
                                + name
                                + " differs; if the new text is right, run the test with"
                                + " -Dgolden.write=true\n--- kept\n"
                                + kept
                                + "\n--- actual\n"
                                + actual);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
