package org.commonwatch.cli.client;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Scanner;

/**
 * A name and its token in a file that only its owner may read, in the form that curl and others
 * take: {@code machine 127.0.0.1 login NAME password TOKEN}.
 */
public record Netrc(String name, String token) {
    public static Netrc read(Path file) {
        try (Scanner words = new Scanner(Files.readString(file))) {
            String name = "";
            String token = "";
            while (words.hasNext()) {
                switch (words.next()) {
                    case "login" -> name = words.hasNext() ? words.next() : "";
                    case "password" -> token = words.hasNext() ? words.next() : "";
                    default -> {}
                }
            }
            if (!name.isEmpty() && !token.isEmpty()) {
                return new Netrc(name, token);
            }
        } catch (IOException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "The file " + file + " cannot be read: " + Stop.reason(e) + ".",
                    "Name the file that 'cwatch token add' wrote.");
        }
        throw new Stop(
                ExitCode.USAGE,
                "The file " + file + " holds no login and password.",
                "Name the file that 'cwatch token add' wrote.");
    }

    /** Makes the file, empty, to be written later; one that is there already is left alone. */
    public static void create(Path file) {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new Stop(
                    ExitCode.USAGE,
                    "The file " + file + " is there already.",
                    "Name a new one: a token that is overwritten is lost.");
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes into a file that {@link #create} made. */
    public void write(Path file) {
        try {
            Files.writeString(
                    file,
                    "machine 127.0.0.1 login " + name + " password " + token + "\n",
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Stop unwritable(Path file, IOException e) {
        return new Stop(
                ExitCode.FAILED,
                "The file " + file + " cannot be written: " + Stop.reason(e) + ".",
                "Check that its directory exists and belongs to you.");
    }

    public Client client(String url) {
        return new Client(url, name, token);
    }

    @Override
    public String toString() {
        return "Netrc[" + name + "]";
    }
}
