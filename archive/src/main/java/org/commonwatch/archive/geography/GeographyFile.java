package org.commonwatch.archive.geography;

import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.telemetry.geography.Geography;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * A database of the countries or autonomous systems of addresses: a MaxMind DB file, or CSV with
 * the columns {@code network}, {@code country} and {@code asn}, told apart by the file's name.
 */
public final class GeographyFile {
    /** No such file may have more bytes. */
    public static final int SIZE_LIMIT = 256 << 20;

    private static final String SHIPPED = "/geography/iptoasn-country.mmdb";
    private static final String PACKAGE = "/geography/package.json";

    private GeographyFile() {}

    /** The database of countries that is shipped: IPtoASN's, which is in the public domain. */
    public static Geography shipped() {
        try (InputStream database = resource(SHIPPED);
                InputStream about = resource(PACKAGE)) {
            // JSON is YAML as well.
            String text = new String(about.readAllBytes(), StandardCharsets.UTF_8);
            Object version =
                    new Load(LoadSettings.builder().build()).loadFromString(text)
                                    instanceof Map<?, ?> map
                            ? map.get("version")
                            : null;
            return new Mmdb(SHIPPED, database.readAllBytes())
                    .geography(new Database("iptoasn " + version, ""));
        } catch (IOException e) {
            throw new IllegalStateException("cannot be read: " + SHIPPED, e);
        }
    }

    /** The database in a file. Throws {@link ArchiveRefusedException} if it holds none. */
    public static Geography read(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.toLowerCase(Locale.ROOT).endsWith(".mmdb")) {
            return NetworkFile.geography(file, new Database(name, ""));
        }
        var mmdb = new Mmdb(file.toString(), NetworkFile.bytes(file, SIZE_LIMIT));
        return mmdb.geography(new Database(name + " of " + mmdb.builtOn(), mmdb.description()));
    }

    private static InputStream resource(String name) {
        InputStream in = GeographyFile.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("not shipped: " + name);
        }
        return in;
    }
}
