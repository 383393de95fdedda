package org.commonwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The file that people run, in a house of its own and on a machine with next to nothing. */
class LauncherTest {
    private static final List<String> NEEDED =
            List.of("bash", "dirname", "readlink", "sed", "find", "rm", "touch", "mkdir");

    @TempDir private Path folder = Path.of("");

    private Path house = Path.of("");
    private Path path = Path.of("");

    @BeforeEach
    void build() throws IOException {
        folder = folder.toRealPath();
        house = Files.createDirectories(folder.resolve("a house"));
        path = Files.createDirectory(folder.resolve("bin"));
        Files.createDirectories(house.resolve("cli/src/main"));
        Files.writeString(house.resolve("pom.xml"), "");
        Files.writeString(house.resolve("cli/pom.xml"), "");
        Files.createDirectory(house.resolve("deploy"));
        for (String file : List.of("cwatch", "deploy/run.sh")) {
            Files.copy(
                    Path.of(System.getProperty("house"), file),
                    house.resolve(file),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String program : NEEDED) {
            Path real =
                    Stream.of("/usr/bin", "/bin")
                            .map(place -> Path.of(place, program))
                            .filter(Files::exists)
                            .findFirst()
                            .orElseThrow();
            Files.createSymbolicLink(path.resolve(program), real);
        }
        Files.createDirectory(folder.resolve("jdks"));
    }

    @Test
    void withoutAnyJdkItSaysSo() throws Exception {
        Cli.Result result = run(Map.of());
        assertThat(result.out()).startsWith("cwatch: No JDK 25 or newer was found.\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void anOlderJdkIsPassedOver() throws Exception {
        String old = jdk(folder.resolve("old"), "17.0.9").toString();
        assertThat(run(Map.of("JAVA_HOME", old)).out())
                .startsWith("cwatch: No JDK 25 or newer was found.\n");
        built();
        jdk(folder.resolve("jdks/a 21"), "21");
        jdk(folder.resolve("jdks/b 25"), "25.0.1");
        Cli.Result result = run(Map.of("JAVA_HOME", old), "count", "two words");
        assertThat(result.out())
                .startsWith("java of " + folder.resolve("jdks/b 25"))
                .contains("[count][two words]");
        assertThat(result.exitCode()).isEqualTo(7);
    }

    @Test
    void theJavaOfThePathIsFoundThroughLinks() throws Exception {
        built();
        Path jdk = jdk(folder.resolve("somewhere"), "26");
        Files.createSymbolicLink(folder.resolve("alternative"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(path.resolve("java"), Path.of("../alternative"));
        assertThat(run(Map.of()).out()).startsWith("java of " + jdk);
    }

    @Test
    void withoutMavenItSaysSo() throws Exception {
        jdk(folder.resolve("jdks/25"), "25");
        Cli.Result result = run(Map.of());
        assertThat(result.out())
                .startsWith("cwatch: Maven is needed to build, and there is no mvn.\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsIsSaid() throws Exception {
        jdk(folder.resolve("jdks/25"), "25");
        script(path.resolve("mvn"), "exit 1");
        Cli.Result result = run(Map.of());
        assertThat(result.out()).contains("cwatch: The build failed.\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aBuildLeavesNoStaleLibraryAndIsDoneOnce() throws Exception {
        jdk(folder.resolve("jdks/25"), "25");
        Path lib = Files.createDirectories(house.resolve("cli/target/cwatch/lib"));
        Path stale = Files.writeString(lib.resolve("stale.jar"), "");
        script(path.resolve("mvn"), "mkdir -p cli/target/cwatch/lib && echo with $JAVA_HOME");
        Cli.Result first = run(Map.of());
        assertThat(first.out())
                .contains("building")
                .contains("with " + folder.resolve("jdks/25"))
                .contains("java of ");
        assertThat(stale).doesNotExist();
        assertThat(run(Map.of()).out()).doesNotContain("building").contains("java of ");
    }

    @Test
    void aLinkToItIsAsGoodWhereverOneStands() throws Exception {
        built();
        jdk(folder.resolve("jdks/25"), "25");
        Files.createSymbolicLink(folder.resolve("first"), Path.of("a house/cwatch"));
        Path link = Files.createSymbolicLink(path.resolve("cwatch"), Path.of("../first"));
        assertThat(run(link, Map.of()).out()).contains(house + "/cli/target/cwatch/lib/*");
        // With CDPATH, cd prints where it went.
        assertThat(run(Path.of("a house/cwatch"), Map.of("CDPATH", "" + folder)).out())
                .contains("-cp][" + house + "/cli/target/cwatch/lib/*");
    }

    @Test
    void memoryIsWhatIsAskedForAndCountingGetsMoreAndADemoLess() throws Exception {
        built();
        jdk(folder.resolve("jdks/25"), "25");
        assertThat(run(Map.of("CWATCH_MEMORY", "4g"), "count", "f").out()).contains("[-Xmx4g]");
        assertThat(run(Map.of(), "serve").out()).contains("[-Xmx1g]");
        assertThat(run(Map.of(), "demo").out()).contains("[-Xmx160m]");
        assertThat(run(Map.of("CWATCH_MEMORY", "4g"), "demo").out()).contains("[-Xmx4g]");
        assertThat(run(Map.of(), "count", "f").out())
                .containsAnyOf("[-XX:MaxRAMPercentage=25]", "[-Xmx1g]");
        Cli.Result wrong = run(Map.of("CWATCH_MEMORY", "much"), "count", "f");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).startsWith("cwatch: CWATCH_MEMORY is 'much'");
    }

    @Test
    void onlyCountingHasVectors() throws Exception {
        built();
        jdk(folder.resolve("jdks/25"), "25");
        assertThat(run(Map.of(), "serve").out()).doesNotContain("jdk.incubator.vector");
        assertThat(run(Map.of(), "count", "f").out())
                .contains("[--add-modules][jdk.incubator.vector]")
                .endsWith("[count][f]");
    }

    @Test
    void onlyADemoDoesWithoutTheBetterCompiler() throws Exception {
        built();
        jdk(folder.resolve("jdks/25"), "25");
        Files.writeString(house.resolve("cli/target/cwatch/app.aot"), "");
        assertThat(run(Map.of(), "serve").out()).doesNotContain("TieredStopAtLevel");
        assertThat(run(Map.of(), "demo").out()).contains("[-XX:TieredStopAtLevel=1][-XX:AOTCache=");
    }

    @Test
    void aCacheThatLiesBesideTheLibrariesIsUsed() throws Exception {
        built();
        jdk(folder.resolve("jdks/25"), "25");
        assertThat(run(Map.of(), "serve").out()).doesNotContain("AOTCache");
        Path cache = house.resolve("cli/target/cwatch/app.aot");
        Files.writeString(cache, "");
        assertThat(run(Map.of(), "serve").out()).contains("[-XX:AOTCache=" + cache + "]");
    }

    private void built() throws IOException {
        Path app = Files.createDirectories(house.resolve("cli/target/cwatch"));
        Files.writeString(app.resolve("built"), "");
    }

    private static Path jdk(Path place, String version) throws IOException {
        Files.createDirectories(place.resolve("bin"));
        Files.writeString(place.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(place.resolve("bin/javac"), "");
        script(
                place.resolve("bin/java"),
                "echo java of " + place + "; printf '[%s]' \"$@\"; exit 7");
        return place;
    }

    private static void script(Path file, String commands) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Cli.Result run(Map<String, String> more, String... arguments) throws Exception {
        return run(house.resolve("cwatch"), more, arguments);
    }

    private Cli.Result run(Path command, Map<String, String> more, String... arguments)
            throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(
                                                Stream.of("/usr/bin/env", "bash", "" + command),
                                                Stream.of(arguments))
                                        .toList())
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().put("CWATCH_JDKS", folder.resolve("jdks").toString());
        builder.environment().putAll(more);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli.Result(process.waitFor(), out);
    }
}
