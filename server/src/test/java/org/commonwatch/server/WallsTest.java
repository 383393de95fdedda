package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may import whom inside the server. What faces parties imports {@code sharing}, never {@code
 * intel}: a leak is a failing build.
 */
class WallsTest {
    private static final String SERVER = "org.commonwatch.server";

    /** Package → packages of the server that it may import, besides the floor and itself. */
    private static final Map<String, Set<String>> ALLOWED =
            Map.ofEntries(
                    entry("ingest", Set.of("pipeline", "membership")),
                    entry("ingest.inbox", Set.of("ingest", "pipeline", "membership")),
                    entry("ingest.kafka", Set.of("ingest", "pipeline", "membership")),
                    entry("ingest.syslog", Set.of("ingest", "pipeline", "membership")),
                    entry("pipeline", Set.of("intel", "matching", "membership")),
                    entry("synthetic", Set.of("pipeline", "matching", "membership")),
                    entry("matching", Set.of("intel")),
                    entry("intel", Set.of("record")),
                    entry("sharing", Set.of("intel", "membership", "record", "pseudonyms")),
                    entry("pseudonyms", Set.of()),
                    entry("taxii", Set.of("sharing", "membership")),
                    entry("misp", Set.of("sharing", "membership")),
                    entry("outbound", Set.of()),
                    entry("notices", Set.of()),
                    entry("messages", Set.of("notices", "outbound")),
                    entry("watch", Set.of("notices", "procedure")),
                    entry(
                            "peers",
                            Set.of(
                                    "exposure",
                                    "messages",
                                    "notices",
                                    "sharing",
                                    "membership",
                                    "outbound",
                                    "record")),
                    entry("exposure", Set.of("sharing", "intel", "record")),
                    entry("recalls", Set.of("exposure", "sharing", "outbound", "peers", "record")),
                    entry(
                            "connectors",
                            Set.of("notices", "peers", "recalls", "sharing", "membership")),
                    entry("collections", Set.of("sharing", "membership", "procedure")),
                    entry("feeds", Set.of("sharing", "membership")),
                    entry("console", Set.of()),
                    entry(
                            "findings",
                            Set.of(
                                    "sharing",
                                    "membership",
                                    "procedure",
                                    "surges",
                                    "gaps",
                                    "record",
                                    "doctor")),
                    entry("reports", Set.of("findings", "membership", "procedure", "surges")),
                    entry("occasions", Set.of("membership", "record")),
                    entry("surges", Set.of("occasions", "sharing", "membership", "notices")),
                    // Beside the door: it rules by it, and leaves out what nobody granted.
                    entry("hindsight", Set.of("sharing", "matching")),
                    entry("gaps", Set.of("hindsight", "sharing", "membership")),
                    entry("indicators", Set.of("matching", "membership")),
                    entry("rulings", Set.of("sharing", "membership")),
                    entry("api", Set.of("sharing", "membership", "record", "backup")),
                    entry("procedure", Set.of("membership", "record")),
                    entry("requests", Set.of("procedure", "membership")),
                    entry("people", Set.of("membership", "oidc")),
                    entry("oidc", Set.of("membership")),
                    entry("backup", Set.of()),
                    entry("retention", Set.of("membership", "record")),
                    entry("doctor", Set.of("record")),
                    entry("health", Set.of("doctor")),
                    entry("membership", Set.of("record")),
                    entry("record", Set.of()),
                    entry("web", Set.of()),
                    entry("problem", Set.of()),
                    entry("database", Set.of()));

    private static final Set<String> OUTER =
            Set.of(
                    "taxii",
                    "collections",
                    "feeds",
                    "console",
                    "findings",
                    "reports",
                    "surges",
                    "gaps",
                    "indicators",
                    "connectors",
                    "misp",
                    "rulings",
                    "requests",
                    "people",
                    "api",
                    "ingest",
                    "health",
                    "web",
                    "problem");

    private static final Set<String> FLOOR = Set.of("web", "problem", "database");

    /** Package → kernels and shells of the house that it may import. */
    private static final Map<String, Set<String>> HOUSE =
            Map.ofEntries(
                    entry("ingest", Set.of("stix", "archive", "telemetry")),
                    entry("ingest.inbox", Set.of("archive", "telemetry")),
                    entry("ingest.kafka", Set.of("archive", "telemetry", "database")),
                    entry("ingest.syslog", Set.of("archive", "telemetry")),
                    entry("pipeline", Set.of("stix", "access", "telemetry", "archive", "database")),
                    entry("synthetic", Set.of("stix", "access", "telemetry", "database")),
                    entry("matching", Set.of("stix", "access", "telemetry", "archive", "database")),
                    entry("intel", Set.of("stix", "access", "telemetry", "database")),
                    entry("sharing", Set.of("stix", "access", "archive", "database")),
                    entry("pseudonyms", Set.of("stix")),
                    entry("taxii", Set.of("stix", "access")),
                    entry("collections", Set.of("stix", "access")),
                    entry("feeds", Set.of("stix", "access")),
                    entry("console", Set.of()),
                    entry("findings", Set.of("stix", "access", "insight")),
                    entry("reports", Set.of("stix", "access", "insight")),
                    entry("occasions", Set.of("stix", "insight", "database")),
                    entry("surges", Set.of("stix", "insight", "telemetry")),
                    entry("hindsight", Set.of("stix", "access", "archive", "insight", "database")),
                    entry("gaps", Set.of("stix", "access", "insight")),
                    entry("indicators", Set.of("stix", "archive")),
                    entry("misp", Set.of("stix")),
                    entry("outbound", Set.of()),
                    entry("notices", Set.of("stix", "database")),
                    entry("messages", Set.of("stix")),
                    entry("watch", Set.of("stix", "access", "database")),
                    entry("peers", Set.of("stix", "database")),
                    entry("exposure", Set.of("stix", "database")),
                    entry("recalls", Set.of("stix", "database")),
                    entry("connectors", Set.of("stix")),
                    entry("rulings", Set.of("stix", "access")),
                    entry("api", Set.of("stix", "access")),
                    entry("procedure", Set.of("stix", "access", "archive", "database")),
                    entry("requests", Set.of("stix", "access")),
                    entry("people", Set.of("stix")),
                    entry("oidc", Set.of("stix", "archive")),
                    entry("backup", Set.of("archive", "database")),
                    entry("retention", Set.of("stix", "archive", "database")),
                    entry("doctor", Set.of("database")),
                    entry("health", Set.of()),
                    entry("membership", Set.of("stix", "access", "archive", "database")),
                    entry("record", Set.of("stix", "access", "database")),
                    entry("web", Set.of("access")),
                    entry("problem", Set.of()),
                    entry("database", Set.of("database")));

    private final JavaClasses server =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(SERVER);

    @Test
    void everyRoomIsInTheTable() {
        Set<String> rooms = new TreeSet<>();
        server.forEach(type -> rooms.add(room(type)));
        rooms.remove("");
        assertThat(rooms).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
    }

    @Test
    void roomsImportOnlyWhatTheTableAllows() {
        List<String> forbidden =
                dependencies()
                        .filter(each -> each.getTargetClass().getPackageName().startsWith(SERVER))
                        .filter(each -> !allowed(each))
                        .map(Dependency::getDescription)
                        .toList();
        assertThat(forbidden).isEmpty();
    }

    @Test
    void roomsImportOnlyTheKernelsTheTableAllows() {
        List<String> forbidden =
                dependencies()
                        .filter(each -> !house(each.getTargetClass()).isEmpty())
                        .filter(each ->
                                !HOUSE.getOrDefault(room(each.getOriginClass()), Set.of())
                                        .contains(house(each.getTargetClass())))
                        .map(Dependency::getDescription)
                        .toList();
        assertThat(forbidden).isEmpty();
    }

    @Test
    void whatFacesOthersSpeaksNoSql() {
        List<String> forbidden =
                dependencies()
                        .filter(each -> OUTER.contains(room(each.getOriginClass())))
                        .filter(each ->
                                each.getTargetClass()
                                        .getPackageName()
                                        .matches("(java|javax)\\.sql.*"))
                        .map(Dependency::getDescription)
                        .toList();
        assertThat(forbidden).isEmpty();
    }

    private Stream<Dependency> dependencies() {
        // Main and its kin stand above all rooms and make them.
        return server.stream()
                .filter(type -> !room(type).isEmpty())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static boolean allowed(Dependency dependency) {
        String from = room(dependency.getOriginClass());
        String to = room(dependency.getTargetClass());
        return from.equals(to)
                || FLOOR.contains(to)
                || ALLOWED.getOrDefault(from, Set.of()).contains(to);
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(SERVER + ".") ? name.substring(SERVER.length() + 1) : "";
    }

    /** The module outside the server that a class of ours belongs to; empty for other classes. */
    private static String house(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("org.commonwatch.") || name.startsWith(SERVER)) {
            return "";
        }
        return name.substring("org.commonwatch.".length()).split("\\.", 2)[0];
    }
}
