package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.commonwatch.archive.ArchiveRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where settings come from, and what is refused. */
class ConfigurationTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aWordOfTheCommandLineGoesBeforeTheEnvironmentThatBeforeTheFile() throws Exception {
        file("port: 1\npage-limit: 2\nmax-content-length: 3000\n");
        Configuration set =
                Configuration.read(
                        Map.of(Setting.DATA, folder.toString(), Setting.PORT, "9000"),
                        Map.of("CWATCH_PORT", "8000", "CWATCH_PAGE_LIMIT", "20", "HOME", "x"));
        assertThat(set.values())
                .containsEntry(Setting.PORT, new Configuration.Value("9000", "--port"))
                .containsEntry(
                        Setting.PAGE_LIMIT, new Configuration.Value("20", "CWATCH_PAGE_LIMIT"))
                .containsEntry(
                        Setting.MAX_CONTENT_LENGTH,
                        new Configuration.Value(
                                "3000", folder.resolve("commonwatch.yaml").toString()))
                .containsEntry(Setting.BODY, new Configuration.Value("commons", "default"));
        Settings settings = set.settings();
        assertThat(settings.listening().port()).isEqualTo(9000);
        assertThat(settings.limits()).isEqualTo(new Settings.Limits(3000, 20, 50));
        assertThat(settings.data()).isEqualTo(folder);
    }

    @Test
    void whatIsUsualIsWhatTheRecordSays() {
        Settings settings = read(Map.of()).settings();
        assertThat(settings.limits()).isEqualTo(Settings.Limits.USUAL);
        assertThat(settings.listening().address().isLoopbackAddress()).isTrue();
        assertThat(settings.database()).isEmpty();
    }

    @Test
    void aFileOfCommentsSetsNothing() throws Exception {
        file("# page-limit: 20\n\n  # nothing yet\n");
        assertThat(read(Map.of()).settings().limits()).isEqualTo(Settings.Limits.USUAL);
    }

    @Test
    void aNameThatIsNoSettingIsRefusedWithTheNearest() throws Exception {
        refused(Map.of("CWATCH_PROT", "1"), "CWATCH_PROT, which is no setting", "CWATCH_PORT?");
        refused(Map.of("CWATCH_XYZ", "1"), "CWATCH_XYZ", "cwatch config show");
        assertThat(read(Map.of("CWATCH_MEMORY", "4g", "CWATCH_JDKS", "x")).values()).isNotEmpty();
        file("prot: 1\n");
        assertThatExceptionOfType(ArchiveRefusedException.class)
                .isThrownBy(() -> read(Map.of()))
                .satisfies(e -> {
                    assertThat(e.refusal().message()).contains("line 1").contains("prot");
                    assertThat(e.refusal().remedy()).contains("'port'");
                });
    }

    @Test
    void aSecretStandsInNoFileOfSettingsAndIsNeverTold() throws Exception {
        file("database-password: hunter2\n");
        assertThatExceptionOfType(ArchiveRefusedException.class)
                .isThrownBy(() -> read(Map.of()))
                .satisfies(e -> {
                    assertThat(e.refusal().message()).contains("secret").doesNotContain("hunter2");
                    assertThat(e.refusal().remedy()).contains("database-password-file");
                });
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
        file("database-password-file: " + secret + "\ndatabase-url: jdbc:postgresql://h/d\n");
        assertThat(read(Map.of()).settings().database().orElseThrow().password())
                .isEqualTo("hunter2");
        refused(Map.of("CWATCH_DATABASE_PASSWORD", "x"), "set twice", "one of the two");
    }

    @Test
    void whatCannotBeIsRefusedWithWhereItWasSet() {
        refused(Map.of("CWATCH_PORT", "65536"), "'65536' (from CWATCH_PORT)", "0 to 65535");
        refused(Map.of("CWATCH_PAGE_LIMIT", "0"), "page-limit is '0'", "from 1 to");
        refused(Map.of("CWATCH_MAX_CONTENT_LENGTH", "1023"), "1023", "from 1024 to");
        refused(Map.of("CWATCH_BODY", "api"), "the address is taken", "another name");
        refused(Map.of("CWATCH_ADDRESS", "somewhere"), "no address", "in numbers");
        refused(Map.of("CWATCH_ADDRESS", "0.0.0.0"), "there is no certificate", "tls-certificate");
        refused(Map.of("CWATCH_TLS_KEY", "k"), "one is missing", "together");
        refused(
                Map.of("CWATCH_TLS_KEY", "k", "CWATCH_TLS_CERTIFICATE", "c"),
                "no file that can be read",
                "is there");
    }

    @Test
    void thePageOfSettingsIsMadeOfTheTable() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (Setting setting : Setting.values()) {
            String usual = setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`";
            rows.append(
                    "| `%s` | `%s` | %s | %s |%n"
                            .formatted(
                                    setting.key(), setting.variable(), usual, setting.meaning()));
        }
        Path page = Path.of(System.getProperty("house"), "docs", "reference", "settings.md");
        assertThat(Files.readString(page)).contains(rows);
    }

    private Configuration read(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("CWATCH_DATA", folder.toString());
        return Configuration.read(Map.of(), all);
    }

    private void refused(Map<String, String> environment, String message, String remedy) {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> read(environment).settings())
                .satisfies(e -> {
                    assertThat(e.message()).contains(message);
                    assertThat(e.remedy()).contains(remedy);
                });
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve(Configuration.FILE), text);
    }
}
