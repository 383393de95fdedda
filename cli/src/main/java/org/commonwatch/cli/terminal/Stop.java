package org.commonwatch.cli.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Ends the command with a message, what to do, and an exit code. */
public final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;
    private final String remedy;
    private final int exitCode;

    public Stop(int exitCode, String message, String remedy) {
        super(message);
        this.message = message;
        this.remedy = remedy;
        this.exitCode = exitCode;
    }

    /** What went wrong with a file, to stand inside a sentence. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case NotDirectoryException other -> other.getFile() + " is no directory";
            case FileAlreadyExistsException other -> other.getFile() + " is there already";
            default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        };
    }

    public String message() {
        return message;
    }

    public String remedy() {
        return remedy;
    }

    public int exitCode() {
        return exitCode;
    }
}
