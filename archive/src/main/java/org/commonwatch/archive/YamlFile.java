package org.commonwatch.archive;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files in YAML, of which every node knows its line. */
public final class YamlFile {
    /** No such file may have more bytes. */
    static final int SIZE_LIMIT = 1 << 20;

    private static final int DEPTH_LIMIT = 16;
    private static final int ALIAS_LIMIT = 64;

    private YamlFile() {}

    /** What is in a file. Throws {@link ArchiveRefusedException} if it is not YAML. */
    public static YamlNode read(Path file) {
        if (!Files.exists(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoSuchFile(file));
        }
        if (Files.isDirectory(file)) {
            throw new ArchiveRefusedException(new ArchiveRefusal.IsFolder(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SIZE_LIMIT + 1);
            String name = file.toString();
            if (bytes.length > SIZE_LIMIT) {
                throw refused(name, 1, "such a file has at most 1 MiB", "Shorten the file.");
            }
            return parse(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            throw new ArchiveRefusedException(new ArchiveRefusal.Unreadable(file.toString(), why));
        }
    }

    /** What is in a file that is shipped. */
    public static YamlNode shipped(String resource) {
        try (InputStream in = YamlFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not shipped: " + resource);
            }
            String name = resource.substring(resource.lastIndexOf('/') + 1);
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot be read: " + resource, e);
        }
    }

    /**
     * What a text is. Throws {@link ArchiveRefusedException} if it is not YAML.
     *
     * @param name of the text in refusals
     */
    public static YamlNode parse(String name, String text) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(SIZE_LIMIT)
                        .setMaxAliasesForCollections(ALIAS_LIMIT)
                        .setAllowDuplicateKeys(false)
                        .build();
        Optional<Node> root;
        try {
            // First, because composing goes down with the nesting, and without a limit.
            checkDepth(name, new Parse(settings).parseString(text));
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw refused(name, line, "not YAML: " + e.getProblem(), "Correct the line.");
        } catch (YamlEngineException e) {
            throw refused(name, 1, "not YAML: " + e.getMessage(), "Correct the file.");
        }
        if (root.isEmpty()) {
            throw refused(name, 1, "nothing is in it", "Write what it is for.");
        }
        return new YamlNode(name, root.get(), DEPTH_LIMIT);
    }

    private static void checkDepth(String name, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                default -> {}
            }
            if (depth > DEPTH_LIMIT) {
                int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
                throw refused(
                        name,
                        line,
                        "it is nested deeper than " + DEPTH_LIMIT,
                        "Write it as the shipped files are.");
            }
        }
    }

    static ArchiveRefusedException refused(String name, int line, String what, String remedy) {
        return new ArchiveRefusedException(new ArchiveRefusal.BadYaml(name, line, what, remedy));
    }
}
