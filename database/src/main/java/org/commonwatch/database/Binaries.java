package org.commonwatch.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * PostgreSQL's programs: those that came unpacked with us, else unpacked from the archive on the
 * class path.
 */
record Binaries(Path folder) {
    /** A system property: the directory of those that came with us, of {@link #VERSION}. */
    static final String SHIPPED = "commonwatch.postgres";

    /** Of the archives named in the POM; a test compares it with what the server says. */
    static final String VERSION = "18.6.0";

    static final String MAJOR = VERSION.substring(0, VERSION.indexOf('.'));
    static final String FOLDER_PREFIX = "binaries-";

    /** Those that came with us; nothing if they are in an archive. */
    static Optional<Binaries> shipped() {
        return Optional.ofNullable(System.getProperty(SHIPPED)).map(Path::of).map(Binaries::new);
    }

    /** Unpacks them unless they came unpacked or an earlier start did it. */
    static Binaries in(Folder home) throws IOException {
        Optional<Binaries> shipped = shipped();
        if (shipped.isPresent()) {
            return shipped.get();
        }
        Path place = home.path().resolve(FOLDER_PREFIX + VERSION);
        if (!Files.isDirectory(place)) {
            // Unpacked aside: what has the final name is whole, whenever we are killed.
            var fresh = new Folder(place.resolveSibling(place.getFileName() + ".new"));
            fresh.delete();
            Unpacking.unpack(archive(platform()), fresh.path());
            fresh.force();
            fresh.become(place);
        }
        return new Binaries(place);
    }

    String program(String name) {
        return folder.resolve("bin", name).toString();
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        return switch (system + "-" + processor) {
            case "linux-amd64" -> "linux-x86_64";
            case "linux-aarch64" -> "linux-arm_64";
            case "mac os x-aarch64" -> "darwin-arm_64";
            case String other -> throw unsupported(other);
        };
    }

    private static InputStream archive(String platform) {
        InputStream archive = Binaries.class.getResourceAsStream("/postgres-" + platform + ".txz");
        if (archive == null) {
            throw unsupported(platform);
        }
        return archive;
    }

    private static DatabaseException unsupported(String platform) {
        return new DatabaseException(new DatabaseRefusal.UnsupportedPlatform(platform));
    }
}
