package org.commonwatch.stix.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Cases that others judged, and examples that others published. */
class PublishedCasesTest {
    private static final Path DATA =
            Path.of(System.getProperty("house")).resolve("../shared/data/stix");

    /** Where the verdict is not the standard's. */
    private static final Set<String> WRONG =
            Set.of(
                    // Judged invalid for the language "bbb", which the registry of RFC 5646 has
                    // (S355).
                    "validate-0656");

    @BeforeAll
    static void thereIsData() {
        assumeTrue(Files.isDirectory(DATA), "the data for development is elsewhere");
    }

    @Test
    void whatMustNotBeIsAnError() throws IOException {
        List<String> other = new ArrayList<>();
        for (JsonObject each : cases()) {
            boolean valid = new Validator(Options.USUAL).validate(instance(each)).isValid();
            if (valid != is(each, "must_valid") && !WRONG.contains(text(each, "case"))) {
                other.add(text(each, "case"));
            }
        }
        assertThat(other).isEmpty();
    }

    @Test
    void whatShouldNotBeIsAtLeastAWarning() throws IOException {
        List<String> missed = new ArrayList<>();
        for (JsonObject each : cases()) {
            JsonObject wanted = (JsonObject) requireNonNull(each.get("options"));
            Set<String> disabled =
                    wanted.get("disabled") instanceof JsonString names
                            ? Set.of(names.value().split(",", -1))
                            : Set.of();
            Options options =
                    new Options(
                            disabled, is(wanted, "strict_properties"), is(wanted, "strict_types"));
            boolean unknownCheck = text(wanted, "enabled").equals("abc"); // tests a command line
            if (!is(each, "valid")
                    && !unknownCheck
                    && new Validator(options).validate(instance(each)).isStrictlyValid()) {
                missed.add(text(each, "case"));
            }
        }
        assertThat(missed).isEmpty();
    }

    /** Published examples break the standard where their authors made mistakes, and only there. */
    @Test
    void examplesHaveTheErrorsThatAreKnown() throws IOException {
        assertThat(errors("stix-examples")).isEmpty();
        // Ids whose UUIDs are of no version or variant of RFC 4122, one id too short, malware
        // without is_family, a UUID used for two types.
        assertThat(errors("interop-dev")).containsOnly("S021", "S061", "S023");
        // Empty lists in x_mitre_related_assets.
        assertThat(errors("attack")).containsOnly("S038");
    }

    @Test
    void examplesOfTheStandardHaveTheErrorsThatAreKnown() throws IOException {
        Set<String> found = new TreeSet<>();
        int withErrors = 0;
        for (JsonObject each : lines("spec-examples/spec_examples.jsonl")) {
            Report report = new Validator(Options.USUAL).validate(each);
            withErrors += report.isValid() ? 0 : 1;
            add(report, found);
        }
        // Examples of STIX 2.0 and fragments that lack what is required, "..." in base64, headers
        // as before Errata 01, hexadecimal in capitals, numbers in quotes, property_extension.
        assertThat(found).containsExactly("S019", "S037", "S061", "S080", "S547");
        assertThat(withErrors).isEqualTo(14);
    }

    private static Set<String> errors(String folder) throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(DATA.resolve(folder))) {
            files = all.filter(file -> file.toString().endsWith(".json")).toList();
        }
        for (Path file : files) {
            Json value = new JsonReader().read(Files.readAllBytes(file));
            add(new Validator(Options.USUAL).validate(value), found);
        }
        return found;
    }

    private static void add(Report report, Set<String> requirements) {
        for (Finding finding : report.findings()) {
            if (finding.severity() == Severity.ERROR) {
                requirements.add(finding.rule().requirement());
            }
        }
    }

    /** Findings name sentences that are in the list. */
    @Test
    void requirementsAreThoseOfTheList() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String line : Files.readAllLines(DATA.resolve("stix21_normative.tsv"))) {
            known.add(line.substring(0, line.indexOf('\t')));
        }
        for (JsonObject each : cases()) {
            for (Finding finding :
                    new Validator(Options.USUAL).validate(instance(each)).findings()) {
                String requirement = finding.rule().requirement();
                assertThat(requirement.isEmpty() || known.contains(requirement))
                        .as(requirement)
                        .isTrue();
            }
        }
    }

    private static List<JsonObject> cases() throws IOException {
        return lines("corpora/stix_validity.jsonl");
    }

    private static List<JsonObject> lines(String file) throws IOException {
        JsonReader reader = new JsonReader();
        List<JsonObject> objects = new ArrayList<>();
        for (String line : Files.readAllLines(DATA.resolve(file))) {
            objects.add((JsonObject) reader.read(line));
        }
        return objects;
    }

    private static Json instance(JsonObject each) {
        Json instance = each.get("instance");
        if (instance == null) {
            throw new AssertionError("a case without an instance: " + each);
        }
        return instance;
    }

    private static boolean is(JsonObject object, String name) {
        return object.get(name) == JsonBoolean.TRUE;
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.value() : "";
    }
}
