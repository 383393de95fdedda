package org.commonwatch.stix.validation;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNull;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What holds of every object, of every type, with any properties. */
class ValidationLawTest {
    private static final Validator VALIDATOR = new Validator(Options.USUAL);

    @Test
    void whatTheTablesAllowIsValid() {
        Cases.check(
                3_000,
                random -> {
                    JsonObject object = AnyObject.of(random);
                    Report report = VALIDATOR.validate(object);
                    assertThat(report.findings())
                            .as(object.toString())
                            .noneMatch(finding -> finding.severity() == Severity.ERROR);
                });
    }

    @Test
    void theOrderOfMembersDoesNotMatter() {
        Cases.check(random -> {
            JsonObject object = anyChanged(random);
            Json shuffled = Trees.shuffled(object, random);
            assertThat(VALIDATOR.validate(shuffled).findings())
                    .as(object.toString())
                    .containsExactlyInAnyOrderElementsOf(VALIDATOR.validate(object).findings());
        });
    }

    @Test
    void aRequiredPropertyThatIsMissingIsNamed() {
        Cases.check(random -> {
            JsonObject object = AnyObject.of(random);
            List<String> required = requiredOf(object);
            String name = required.get(random.nextInt(required.size()));
            assertThat(VALIDATOR.validate(Trees.without(object, name)).findings())
                    .as("%s without %s", object, name)
                    .anyMatch(finding ->
                            finding.path().equals(name)
                                    && finding.rule().requirement().equals("S061"));
        });
    }

    private static List<String> requiredOf(JsonObject object) {
        return requireNonNull(TableReader.OBJECTS.get(typeOf(object)))
                .properties()
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().bit() != 0 && !entry.getKey().equals("type"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String typeOf(JsonObject object) {
        return ((JsonString) requireNonNull(object.get("type"))).value();
    }

    @Test
    void everyPropertyOfEveryTypeTellsAMistakeInItsValue() {
        TableReader.OBJECTS.forEach((type, shape) ->
                Cases.check(
                        3,
                        random -> {
                            if (!type.equals("bundle")) {
                                checkMistakes(AnyObject.of(type, random), shape);
                            }
                        }));
    }

    private static void checkMistakes(JsonObject object, Shape shape) {
        // A defanged value may be anything.
        JsonObject fanged = Trees.without(object, "defanged");
        shape.properties()
                .forEach((name, property) ->
                        AnyMistake.of(property.type())
                                .filter(bad -> !name.equals("type"))
                                .ifPresent(bad ->
                                        assertTold(
                                                Trees.with(fanged, name, bad.value()),
                                                name + bad.path())));
    }

    private static void assertTold(JsonObject object, String path) {
        assertThat(VALIDATOR.validate(object).findings())
                .as("%s at %s", object, path)
                .anyMatch(finding -> finding.path().startsWith(path));
    }

    @Test
    void aNullIsFoundWhereItIs() {
        Cases.check(
                3_000,
                random -> {
                    JsonObject object = AnyObject.of(random);
                    Trees.Changed changed = Trees.changed(object, JsonNull.NULL, random);
                    assertFoundAt(changed);
                });
    }

    @Test
    void anEmptyListOrDictionaryIsFoundWhereItIs() {
        Cases.check(
                3_000,
                random -> {
                    JsonObject object = AnyObject.of(random);
                    Json empty = random.nextBoolean() ? JsonArray.EMPTY : JsonObject.EMPTY;
                    assertFoundAt(Trees.changed(object, empty, random));
                });
    }

    private static void assertFoundAt(Trees.Changed changed) {
        // A part that has become empty lacks what it must have, which is told within it.
        assertThat(VALIDATOR.validate(changed.object()).findings())
                .as("%s at %s", changed.object(), changed.path())
                .anyMatch(finding ->
                        finding.severity() == Severity.ERROR
                                && finding.path().startsWith(changed.path()));
    }

    @Test
    void everyJsonHasAnAnswerWithinTheLimit() {
        List<String> names =
                TableReader.OBJECTS.values().stream()
                        .flatMap(shape -> shape.properties().keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
        Cases.check(
                3_000,
                random -> {
                    Json value = anything(names, 4, random);
                    Report report = VALIDATOR.validate(value);
                    assertThat(report.findings())
                            .hasSizeLessThanOrEqualTo(Validator.FINDINGS_LIMIT);
                    assertThat(report.isValid()).isEqualTo(report.errors() == 0);
                });
    }

    private static Json anything(List<String> names, int depth, RandomGenerator random) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return Trees.anyValue(random);
        }
        if (random.nextInt(4) == 0) {
            return new JsonArray(
                    random.ints(random.nextInt(3))
                            .mapToObj(i -> anything(names, depth - 1, random))
                            .toList());
        }
        Map<String, Json> members = new LinkedHashMap<>();
        List<String> types = TableReader.OBJECTS.keySet().stream().sorted().toList();
        members.put("type", new JsonString(types.get(random.nextInt(types.size()))));
        for (int i = 0; i < random.nextInt(12); i++) {
            members.put(
                    names.get(random.nextInt(names.size())), anything(names, depth - 1, random));
        }
        return Trees.object(members);
    }

    @Test
    void switchingAWarningOffTakesItAwayAndNothingElse() {
        Cases.check(random -> {
            JsonObject object = anyChanged(random);
            Report all = VALIDATOR.validate(object);
            for (Finding finding : all.findings()) {
                String check = finding.rule().check();
                Report fewer =
                        new Validator(new Options(Set.of(check), false, false)).validate(object);
                assertThat(except(check, fewer)).isEqualTo(except(check, all));
                assertThat(fewer.findings())
                        .noneMatch(each -> !check.isEmpty() && each.rule().check().equals(check));
            }
        });
    }

    // Of the two checks of prefixes one speaks where the other has been switched off.
    private static List<Finding> except(String check, Report report) {
        return report.findings().stream()
                .filter(each -> check.isEmpty() || !each.rule().check().equals(check))
                .filter(each -> !each.rule().check().startsWith("custom-prefix"))
                .toList();
    }

    private static JsonObject anyChanged(RandomGenerator random) {
        JsonObject object = AnyObject.of(random);
        for (int i = 0; i < random.nextInt(3); i++) {
            object = Trees.changed(object, Trees.anyValue(random), random).object();
        }
        return object;
    }
}
