package org.commonwatch.server.backup;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A file that {@link Backup} wrote. */
public final class BackupFile implements AutoCloseable {
    private static final int MANIFEST_LIMIT = 256 << 20;
    private static final Pattern FILE =
            Pattern.compile("(archive|raw)/(?!.*[.][.])[0-9A-Za-z=+./-]{1,200}");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path path;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path path, ZipFile zip, Manifest manifest) {
        this.path = path;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens a file and reads all of it once.
     *
     * @throws BackupRefusedException naming the part that is missing or damaged
     */
    public static BackupFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new BackupRefusedException(
                    "There is no file " + path + ".", "Name one that 'cwatch backup' wrote.");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw damaged(path, "its table of contents");
        }
        try {
            BackupFile file = new BackupFile(path, zip, manifest(path, zip));
            file.check();
            return file;
        } catch (Throwable failed) {
            zip.close();
            throw failed;
        }
    }

    private static Manifest manifest(Path path, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw damaged(path, Manifest.NAME);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Manifest manifest = JSON.readValue(in.readNBytes(MANIFEST_LIMIT), Manifest.class);
            if (!List.of(Manifest.FORMAT, Manifest.FORMER).contains(manifest.format())) {
                throw new BackupRefusedException(
                        path + " is of the format " + manifest.format() + ", which is not known.",
                        "Restore it with the Commonwatch that wrote it, or a newer one.");
            }
            return manifest;
        } catch (JacksonException | ZipException e) {
            throw damaged(path, Manifest.NAME);
        }
    }

    private void check() throws IOException {
        for (Manifest.Part part : manifest.tables()) {
            check(part.entry(), part.bytes(), part.sha256());
        }
        for (Manifest.Kept file : manifest.files()) {
            check(file.entry(), file.bytes(), file.sha256());
        }
    }

    private void check(String entry, long length, String digest) throws IOException {
        byte[] buffer = new byte[64 << 10];
        MessageDigest sha256 = Digest.begin();
        long bytes = 0;
        try (InputStream in = read(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                bytes += read;
            }
        } catch (ZipException e) {
            throw damaged(path, entry);
        }
        if (bytes != length || !Digest.end(sha256).equals(digest)) {
            throw damaged(path, entry);
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** The number of the last migration that its tables had. */
    public String schema() {
        return manifest.schema();
    }

    InputStream read(Manifest.Part part) throws IOException {
        return read(part.entry());
    }

    private InputStream read(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged(path, name);
        }
        return zip.getInputStream(entry);
    }

    /**
     * Puts the files that rows name into a data directory, where there are none.
     *
     * @return how many there are
     */
    public int filesInto(Path data) throws IOException {
        if (manifest.files().isEmpty()) {
            return 0;
        }
        for (String folder : List.of(KeptFiles.ARCHIVE, KeptFiles.RAW)) {
            if (Files.exists(data.resolve(folder))) {
                throw new BackupRefusedException(
                        "There is a folder " + data.resolve(folder) + " already.",
                        "Name a new directory with --data.");
            }
        }
        for (Manifest.Kept file : manifest.files()) {
            Path into = data.resolve(file.name()).normalize();
            if (!FILE.matcher(file.name()).matches()) {
                throw damaged(path, file.entry());
            }
            Files.createDirectories(into.resolveSibling("."));
            try (InputStream in = read(file.entry())) {
                Files.copy(in, into);
            }
            try (FileChannel written = FileChannel.open(into, StandardOpenOption.WRITE)) {
                written.force(true);
            }
        }
        return manifest.files().size();
    }

    private static BackupRefusedException damaged(Path path, String part) {
        return new BackupRefusedException(
                "The backup " + path + " is damaged: " + part + " is missing or not what it was.",
                "Take another copy of it, or an earlier backup.");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
