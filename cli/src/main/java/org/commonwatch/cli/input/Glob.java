package org.commonwatch.cli.input;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of names as shells have them: {@code *}, {@code ?}, {@code [a-z]} and {@code {a,b}}
 * within a name, and {@code **} for any folders or none. Hidden names match only what begins with a
 * dot too.
 */
final class Glob {
    private static final String ANY_FOLDERS = "**";

    private final Path root;
    private final List<String> names;

    private Glob(Path root, List<String> names) {
        this.root = root;
        this.names = List.copyOf(names);
    }

    /** Whether a name is a pattern, if there is no file of that name. */
    static boolean isPattern(String text) {
        return text.chars().anyMatch(letter -> "*?[{".indexOf(letter) >= 0);
    }

    static Glob of(String text) {
        List<String> names = new ArrayList<>(List.of(text.split("/+")));
        String root = text.startsWith("/") ? "/" : "";
        names.removeIf(String::isEmpty);
        return new Glob(Path.of(root), names);
    }

    /** The regular files it names, sorted. */
    List<Path> files() throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        find(root, 0, found);
        return found.stream().sorted().toList();
    }

    private void find(Path folder, int depth, Set<Path> found) throws IOException {
        String name = names.get(depth);
        boolean last = depth == names.size() - 1;
        if (!isPattern(name)) {
            take(folder.resolve(name), depth, found);
            return;
        }
        boolean anyFolders = name.equals(ANY_FOLDERS);
        if (anyFolders && !last) {
            find(folder, depth + 1, found);
        }
        PathMatcher matcher = matcher(anyFolders ? "*" : name);
        for (Path entry : entries(folder)) {
            boolean hidden = entry.getFileName().toString().startsWith(".");
            if ((hidden && !name.startsWith(".")) || !matcher.matches(entry.getFileName())) {
                continue;
            }
            if (!anyFolders) {
                take(entry, depth, found);
            } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                find(entry, depth, found);
            } else if (last && Files.isRegularFile(entry)) {
                found.add(entry);
            }
        }
    }

    private void take(Path entry, int depth, Set<Path> found) throws IOException {
        if (depth < names.size() - 1) {
            if (Files.isDirectory(entry)) {
                find(entry, depth + 1, found);
            }
        } else if (Files.isRegularFile(entry)) {
            found.add(entry);
        }
    }

    private static PathMatcher matcher(String name) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + name);
        } catch (PatternSyntaxException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "'" + name + "' is no pattern of names: " + e.getDescription() + ".",
                    "Write it as for a shell, such as 'logs/**/*.json.gz'.");
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }
}
