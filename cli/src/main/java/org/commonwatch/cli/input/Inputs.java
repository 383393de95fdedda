package org.commonwatch.cli.input;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the words of a command name: files, folders with all that is in them, patterns, and {@code
 * -} for standard input. A file that is named twice, whatever its names, is there once.
 *
 * @param all in the order of the words; of a folder or a pattern, sorted by name
 * @param notes what was left out and why, for a person
 * @param empty words that name no file at all
 */
public record Inputs(List<Input> all, List<String> notes, List<String> empty) {
    /** Standard input, as a word. */
    public static final String STANDARD_INPUT = "-";

    public Inputs {
        all = List.copyOf(all);
        notes = List.copyOf(notes);
        empty = List.copyOf(empty);
    }

    /** Looks at what there is now. */
    public static Inputs of(List<String> words) {
        Search search = new Search();
        words.forEach(search::add);
        return new Inputs(search.all, search.notes, search.empty);
    }

    private static final class Search {
        private final List<Input> all = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> empty = new ArrayList<>();
        private final Map<Object, String> known = new HashMap<>();

        void add(String word) {
            if (word.equals(STANDARD_INPUT)) {
                add(new Input(Optional.empty(), true), word);
                return;
            }
            Path path = Path.of(word);
            try {
                if (Files.isDirectory(path)) {
                    found(word, in(path));
                } else if (!Files.exists(path) && Glob.isPattern(word)) {
                    found(word, Glob.of(word).files());
                } else {
                    add(path, true);
                }
            } catch (IOException e) {
                String why = Objects.requireNonNullElse(e.getMessage(), "it fails");
                throw new ArchiveRefusedException(new ArchiveRefusal.Unreadable(word, why));
            }
        }

        private void found(String word, List<Path> files) {
            if (files.isEmpty()) {
                empty.add(word);
            }
            files.forEach(file -> add(file, false));
        }

        private void add(Path file, boolean named) {
            add(new Input(Optional.of(file), named), identity(file));
        }

        private void add(Input input, Object identity) {
            String other = known.putIfAbsent(identity, input.name());
            if (other == null) {
                all.add(input);
            } else {
                notes.add(
                        "'%s' is the same as '%s', and is read once"
                                .formatted(input.name(), other));
            }
        }

        // Device and inode where there are any; of what is not there, or no file, the name.
        private static Object identity(Path file) {
            try {
                if (!Files.isRegularFile(file)) {
                    return file;
                }
                Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
                return key == null ? file.toRealPath() : key;
            } catch (IOException gone) {
                return file;
            }
        }

        private List<Path> in(Path folder) throws IOException {
            List<Path> files = new ArrayList<>();
            var hidden = new AtomicInteger();
            var other = new AtomicInteger();
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path entry, BasicFileAttributes attributes) {
                            if (entry.equals(folder) || !isHidden(entry)) {
                                return FileVisitResult.CONTINUE;
                            }
                            hidden.incrementAndGet();
                            return FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path entry, BasicFileAttributes attributes) {
                            if (isHidden(entry)) {
                                hidden.incrementAndGet();
                            } else if (Files.isRegularFile(entry)) {
                                files.add(entry);
                            } else {
                                other.incrementAndGet();
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path entry, IOException e) {
                            notes.add("'" + entry + "' cannot be looked into");
                            return FileVisitResult.CONTINUE;
                        }
                    });
            if (hidden.get() + other.get() > 0) {
                notes.add(
                        "'%s': left out %,d hidden and %,d that are no files"
                                .formatted(folder, hidden.get(), other.get()));
            }
            files.sort(null);
            return files;
        }

        private static boolean isHidden(Path entry) {
            return String.valueOf(entry.getFileName()).startsWith(".");
        }
    }
}
