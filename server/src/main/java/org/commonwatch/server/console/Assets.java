package org.commonwatch.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the console, as the class path has them below one folder. */
final class Assets {
    /** A file, perhaps in folders, none of which leads out of the one they are in. */
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.[a-z0-9]+");

    private final String folder;
    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    /** Those below a folder, such as {@code /console/}. */
    Assets(String folder) {
        this.folder = folder;
    }

    /** The file of this name, if there is one. */
    Optional<Asset> named(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Asset known = read.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream file = Assets.class.getResourceAsStream(folder + name)) {
            if (file == null) {
                return Optional.empty();
            }
            Asset asset = Asset.of(name, file.readAllBytes());
            read.put(name, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
    }
}
