package org.commonwatch.cli;

import org.commonwatch.testkit.Programs;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What the command runs on, packed as it is shipped, with a cache of its classes: to find and check
 * them is a third of what a start costs, and tests start it some sixty times.
 */
final class Packed {
    private static final String CLASS_PATH;
    private static final Path CACHE;

    static {
        try {
            Path folder = Files.createDirectories(Path.of("target", "packed").toAbsolutePath());
            // Other JVMs of this build want the same.
            try (var turn =
                            FileChannel.open(
                                    folder.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = turn.lock()) {
                List<Path> parts = parts();
                Path own = folder.resolve(version(parts));
                CLASS_PATH = packed(parts, own);
                CACHE = own.resolve("classes.jsa");
                if (!Files.exists(CACHE)) {
                    forgetOthers(folder, own);
                    learn(own);
                }
            }
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExceptionInInitializerError(e);
        }
    }

    private Packed() {}

    /** Java's options, for a class of these libraries. */
    static List<String> options() {
        return List.of("-XX:SharedArchiveFile=" + CACHE, "-cp", CLASS_PATH);
    }

    // Without the tests' own classes, which no command needs.
    private static List<Path> parts() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .filter(each -> !each.endsWith("test-classes"))
                .toList();
    }

    private static String version(List<Path> parts) throws IOException {
        int hash = System.getProperty("java.vm.version").hashCode();
        for (Path part : parts) {
            for (Path each : all(part)) {
                hash = 31 * hash + each.hashCode();
                hash = 31 * hash + Files.getLastModifiedTime(each).hashCode();
            }
        }
        return Integer.toHexString(hash);
    }

    private static List<Path> all(Path part) throws IOException {
        try (Stream<Path> all = Files.walk(part)) {
            return all.filter(each -> Files.isRegularFile(each) || !each.equals(part))
                    .sorted()
                    .toList();
        }
    }

    private static String packed(List<Path> parts, Path own) throws IOException {
        List<String> jars = new ArrayList<>();
        for (Path part : parts) {
            if (!Files.isDirectory(part)) {
                jars.add(part.toString());
                continue;
            }
            Path jar = own.resolve(jars.size() + ".jar");
            if (!Files.exists(jar)) {
                Files.createDirectories(own);
                pack(part, Files.createTempFile(own, "jar", ""), jar);
            }
            jars.add(jar.toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, Path draft, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(draft);
                var packing = new JarOutputStream(out)) {
            packing.setLevel(0);
            for (Path each : all(folder)) {
                // Directories too: migrations are looked for in theirs.
                String name = folder.relativize(each).toString();
                if (Files.isDirectory(each)) {
                    packing.putNextEntry(new JarEntry(name + "/"));
                } else {
                    packing.putNextEntry(new JarEntry(name));
                    Files.copy(each, packing);
                }
            }
        }
        Files.move(draft, jar);
    }

    // From a command that starts the parts of a server.
    private static void learn(Path own) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(own, "data");
        Programs.lend(data.resolve("postgres"));
        List<String> line = new ArrayList<>(Cli.java());
        line.addAll(List.of("-XX:ArchiveClassesAtExit=" + CACHE, "-cp", CLASS_PATH));
        line.addAll(List.of(Cli.MAIN, "party", "add", "CERT-XA", "--data", data.toString()));
        Path log = own.resolve("log");
        int exitCode =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        if (exitCode != 0 || !Files.exists(CACHE)) {
            throw new IllegalStateException("no cache was made; see " + log);
        }
        delete(data);
    }

    private static void forgetOthers(Path folder, Path own) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                if (!each.equals(own)) {
                    delete(each);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
