package org.commonwatch.cli.client;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * To which server somebody has signed in, and the token for it: in the environment ({@code
 * CWATCH_TOKEN}, {@code CWATCH_URL}), or else in the file that {@code cwatch login} wrote.
 */
public record Login(String url, String token) {
    /** Where a server of this machine usually answers. */
    public static final String USUAL_URL = "http://127.0.0.1:8674";

    /** Names a server in the environment. */
    static final String URL = "CWATCH_URL";

    private static final String TOKEN = "CWATCH_TOKEN";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Who has signed in, wherever that is; a stop that says how if nobody has. */
    public static Login current(Map<String, String> environment) {
        return current(environment, Optional.empty());
    }

    /**
     * Who has signed in to this server; a stop that says how if nobody has. A token in the
     * environment is for whatever server is named; one that was kept is shown to no other than the
     * one that it came from.
     */
    static Login current(Map<String, String> environment, Optional<String> server) {
        Optional<Login> kept = kept(file(environment));
        String token = environment.getOrDefault(TOKEN, "");
        String url = environment.getOrDefault(URL, "");
        if (!token.isEmpty()) {
            return new Login(
                    server.orElse(url.isEmpty() ? kept.map(Login::url).orElse(USUAL_URL) : url),
                    token);
        }
        Login login =
                kept.orElseThrow(() ->
                        new Stop(
                                ExitCode.USAGE,
                                "Nobody has signed in.",
                                "Sign in with 'cwatch login', or set " + TOKEN + "."));
        if (server.isPresent() && !server.get().equals(login.url())) {
            throw new Stop(
                    ExitCode.USAGE,
                    "You have signed in to " + login.url() + ", not to " + server.get() + ".",
                    "Sign in there with 'cwatch login --url', or name a file with --netrc.");
        }
        return login;
    }

    /** The file in which it is kept. */
    public static Path file(Map<String, String> environment) {
        String home = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder =
                home.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".config")
                        : Path.of(home);
        return folder.resolve("commonwatch").resolve("login.json");
    }

    /** What a file keeps; refuses one that others may read. */
    public static Optional<Login> kept(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (!EnumSet.copyOf(OWNER_ONLY).containsAll(Files.getPosixFilePermissions(file))) {
                throw new Stop(
                        ExitCode.USAGE,
                        "Others than its owner may read " + file + ".",
                        "Delete it, end the token with 'cwatch token end', and sign in again.");
            }
            JsonNode login = JSON.readTree(Files.readString(file));
            return Optional.of(
                    new Login(login.path("url").asString(), login.path("token").asString()));
        } catch (IOException | JacksonException e) {
            throw new Stop(
                    ExitCode.FAILED,
                    "The file " + file + " cannot be read.",
                    "Delete it, and sign in again with 'cwatch login'.");
        }
    }

    /** Keeps it in a file that only its owner may read, from the moment on at which it is there. */
    public void keep(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(
                    draft,
                    JSON.writeValueAsString(Map.of("url", url, "token", token)),
                    StandardOpenOption.WRITE);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Stop(
                    ExitCode.FAILED,
                    "The file " + file + " cannot be written: " + Stop.reason(e) + ".",
                    "Check that its directory belongs to you, or set " + TOKEN + " instead.");
        }
    }

    /** Somebody who speaks to the server with the token. */
    public Client client() {
        return Client.bearer(url, token);
    }

    @Override
    public String toString() {
        return "Login[" + url + "]";
    }
}
