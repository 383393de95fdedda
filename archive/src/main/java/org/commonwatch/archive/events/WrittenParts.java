package org.commonwatch.archive.events;

import org.commonwatch.archive.events.Manifest.Part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The parts of one run that are written. Safe for use by several threads. */
final class WrittenParts implements PartWriter.Written {
    private final PartNames names;
    private final Map<Path, Part> written = new TreeMap<>();

    WrittenParts(PartNames names) {
        this.names = names;
    }

    @Override
    public void part(Path file, long count, long first, long last) {
        try {
            long bytes = Files.size(file);
            String name = names.folder().relativize(file).toString();
            var part =
                    new Part(
                            name.replace('\\', '/'),
                            count,
                            bytes,
                            Durable.digest(file, bytes),
                            instant(first),
                            instant(last));
            synchronized (written) {
                written.put(file, part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Puts every file where the archive has it, and waits until all is on the disk. */
    void place(Path archive) throws IOException {
        Set<Path> folders = new HashSet<>();
        synchronized (written) {
            for (Map.Entry<Path, Part> entry : written.entrySet()) {
                Path file = archive.resolve(entry.getValue().file());
                Path into = Durable.folder(file);
                Files.createDirectories(into);
                Durable.force(entry.getKey());
                Files.move(entry.getKey(), file, StandardCopyOption.ATOMIC_MOVE);
                folders.add(into);
                folders.add(Durable.folder(into));
            }
        }
        folders.add(archive);
        for (Path each : folders) {
            Durable.force(each);
        }
    }

    /** Files of events, by time. */
    List<Part> events() {
        return parts(PartNames::isOfEvents);
    }

    /** Files of raw lines, by time. */
    List<Part> raw() {
        return parts(PartNames::isRaw);
    }

    private List<Part> parts(Predicate<String> named) {
        synchronized (written) {
            List<Part> parts = new ArrayList<>(written.values());
            parts.removeIf(part -> !named.test(part.file()));
            parts.sort(Comparator.comparing(Part::first).thenComparing(Part::file));
            return parts;
        }
    }
}
