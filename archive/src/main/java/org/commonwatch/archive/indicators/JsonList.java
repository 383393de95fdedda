package org.commonwatch.archive.indicators;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.LineFile;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Reads indicators in JSON: a STIX bundle, a MISP event, or a MISP feed by its manifest. */
final class JsonList {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Path file;
    private final IndicatorTableBuilder into;
    private final ListAccount.Collector account = new ListAccount.Collector();
    private final StixObjects stix;
    private final MispAttributes misp;
    private final List<String> events = new ArrayList<>();
    private final AtomicReference<String> format = new AtomicReference<>("");

    JsonList(Path file, IndicatorTableBuilder into, Instant asOf) {
        this.file = file;
        this.into = into;
        stix = new StixObjects(file.toString(), asOf, account);
        misp = new MispAttributes(file.toString(), into, account);
    }

    ListAccount read() {
        read(file);
        if (format.get().isEmpty() && account.isEmpty()) {
            throw new ArchiveRefusedException(new ArchiveRefusal.NoIndicators(file.toString()));
        }
        stix.finish(into);
        for (String event : events) {
            Path eventFile = file.resolveSibling(event + ".json");
            if (Files.isRegularFile(eventFile)) {
                read(eventFile);
            } else {
                account.reject(0, "The feed has no file '" + eventFile.getFileName() + "'.");
            }
        }
        return account.account(file.toString(), events.isEmpty() ? format.get() : "MISP feed");
    }

    private void read(Path from) {
        try (InputStream bytes = LineFile.open(from);
                JsonParser json = Json.parser(bytes)) {
            try {
                for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
                    if (next == JsonToken.START_OBJECT) {
                        object(json);
                    }
                }
            } catch (JacksonException e) {
                long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
                String where = from.equals(file) ? "" : " '" + from.getFileName() + "'";
                account.reject(
                        line, "The JSON" + where + " is broken here: " + e.getOriginalMessage());
            }
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.Unreadable(from.toString(), String.valueOf(e.getMessage())));
        }
    }

    private void object(JsonParser json) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (name.equals("objects") && value == JsonToken.START_ARRAY) {
                format.set("STIX bundle");
                stix.take(json);
            } else if (name.equals("type") && "bundle".equals(json.getString())) {
                format.set("STIX bundle");
            } else if (value == JsonToken.START_OBJECT && UUID.matcher(name).matches()) {
                format.set("MISP feed");
                events.add(name);
                json.skipChildren();
            } else {
                if (name.equals("Event") || name.equals("response")) {
                    format.set("MISP event");
                }
                misp.take(name, json, value);
            }
        }
    }
}
