package org.commonwatch.archive.indicators;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineFile;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.telemetry.matching.KnownGood;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads lists of what is known to be good, in the format of MISP's warning lists: JSON with a name,
 * a type (cidr, hostname, string, substring, regex), the types of attributes it is about, and a
 * list. Regular expressions are not worked with, and counted.
 */
public final class KnownGoodReading {
    /** No list may have more entries. */
    public static final int ENTRY_LIMIT = 5_000_000;

    private static final String LIST = "list.json";
    private static final Set<Kind> EVERY_KIND = EnumSet.allOf(Kind.class);

    /**
     * What became of the entries of a list.
     *
     * @param taken those that keep something out
     * @param skipped regular expressions, and what is of no kind that the list is about
     */
    public record Account(String list, long taken, long skipped) {}

    /** Lists, and what became of the entries of each. */
    public record Lists(KnownGood lists, List<Account> accounts) {
        public Lists {
            accounts = List.copyOf(accounts);
        }
    }

    private final KnownGood.Builder into = KnownGood.builder();
    private final List<Account> accounts = new ArrayList<>();

    /** What a list says of itself, with its entries. */
    private record Written(String name, String type, Set<Kind> kinds, List<String> entries) {}

    private KnownGoodReading() {}

    /**
     * Reads lists, and of a folder every {@code list.json} in it and in the folders in it. Throws
     * {@link ArchiveRefusedException} for what is no list.
     */
    public static Lists read(List<Path> filesOrFolders) {
        var reading = new KnownGoodReading();
        for (Path each : filesOrFolders) {
            for (Path file : files(each)) {
                reading.take(written(file));
            }
        }
        return new Lists(reading.into.build(), reading.accounts);
    }

    private static List<Path> files(Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        // A repository has its lists in folders of a folder.
        try (Stream<Path> all = Files.walk(fileOrFolder, 3)) {
            List<Path> lists = all.filter(file -> file.endsWith(LIST)).sorted().toList();
            if (lists.isEmpty()) {
                throw new ArchiveRefusedException(
                        new ArchiveRefusal.NoKnownGood(
                                fileOrFolder, "it has no " + LIST + " in it"));
            }
            return lists;
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unreadable(
                            fileOrFolder.toString(), String.valueOf(e.getMessage())));
        }
    }

    private void take(Written list) {
        into.list(list.name, list.kinds);
        long taken = 0;
        if (!list.kinds.isEmpty()) {
            for (String entry : list.entries) {
                taken += isTaken(list, entry.strip()) ? 1 : 0;
            }
        }
        accounts.add(new Account(list.name, taken, list.entries.size() - taken));
    }

    private boolean isTaken(Written list, String entry) {
        Optional<Observable> observable =
                switch (list.type) {
                    case "cidr" -> Guess.of(entry, Guess.ADDRESSES);
                    case "hostname" ->
                            Guess.of(
                                    entry.startsWith(".") ? entry.substring(1) : entry,
                                    List.of(Kind.DOMAIN));
                    case "string" -> Guess.any(entry);
                    default -> Optional.empty();
                };
        if (observable.isPresent()) {
            switch (list.type) {
                case "cidr" -> into.network(observable.get());
                case "hostname" -> into.host(observable.get());
                default -> into.exact(observable.get());
            }
            return true;
        }
        boolean part = list.type.equals("substring") && !entry.isEmpty();
        if (part) {
            into.part(entry);
        }
        return part;
    }

    private static Written written(Path file) {
        try (InputStream bytes = LineFile.open(file);
                JsonParser json = Json.parser(bytes)) {
            return written(file, json);
        } catch (JacksonException e) {
            throw refused(file, "it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unreadable(file.toString(), String.valueOf(e.getMessage())));
        }
    }

    private static Written written(Path file, JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refused(file, "it is no object of JSON");
        }
        String name = file.toString();
        String type = "string";
        Set<Kind> kinds = EVERY_KIND;
        List<String> entries = null;
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (key) {
                case "name" -> name = json.getString();
                case "type" -> type = json.getString();
                case "matching_attributes" -> kinds = kinds(file, value, json);
                case "list" -> entries = texts(file, value, json);
                default -> json.skipChildren();
            }
        }
        if (entries == null) {
            throw refused(file, "it has no list");
        }
        if (!Set.of("cidr", "hostname", "string", "substring", "regex").contains(type)) {
            throw refused(file, "its type '" + type + "' is unknown");
        }
        return new Written(name, type, kinds, entries);
    }

    private static Set<Kind> kinds(Path file, JsonToken value, JsonParser json) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String type : texts(file, value, json)) {
            kinds.addAll(type.equals("ALL") ? EVERY_KIND : MispAttributes.kinds(type));
        }
        return kinds;
    }

    private static List<String> texts(Path file, JsonToken value, JsonParser json) {
        if (value != JsonToken.START_ARRAY) {
            throw refused(file, "what should be a list is none");
        }
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken().isScalarValue()) {
                texts.add(json.getString());
            } else {
                json.skipChildren();
            }
            if (texts.size() > ENTRY_LIMIT) {
                throw refused(file, "it has more than " + ENTRY_LIMIT + " entries");
            }
        }
        return texts;
    }

    private static ArchiveRefusedException refused(Path file, String why) {
        return new ArchiveRefusedException(new ArchiveRefusal.NoKnownGood(file, why));
    }
}
