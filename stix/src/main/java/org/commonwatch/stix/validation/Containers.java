package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

/** Properties that hold objects, or texts of other objects. */
final class Containers {
    /** The objects of a bundle (§8.1), each of which is walked through on its own. */
    static final ValueType MEMBERS = Containers::checkMembers;

    /** The deprecated {@code objects} of observed data (§2.13). */
    static final ValueType OBSERVABLES = Containers::checkObservables;

    /** The {@code contents} of language content (§7.1.1). */
    static final ValueType TRANSLATIONS = Containers::checkTranslations;

    private static final Rule MEMBER = Rule.must("S438", "8.1");
    private static final Rule DEPRECATED = Rule.should("deprecated-properties", "S041", "2.13");
    private static final Rule OBSERVABLE = Rule.must("S166", "4.14.1");
    private static final Rule LANGUAGE = Rule.must("S383", "7.1.1");
    private static final Rule NAME = Rule.must("S052", "3.1");

    private Containers() {}

    private static void checkMembers(Json value, Walk walk) {
        new ValueType.ListOf(
                        (item, within) -> {
                            if (!(item instanceof JsonObject object)
                                    || Identity.is(object, "type", "bundle")) {
                                within.report(
                                        MEMBER,
                                        item,
                                        "is not a STIX object",
                                        "leave it out of the bundle");
                            }
                        })
                .check(value, walk);
    }

    private static void checkObservables(Json value, Walk walk) {
        walk.report(
                DEPRECATED, "objects is deprecated", "refer to observables by object_refs instead");
        if (!(value instanceof JsonObject objects)) {
            walk.report(ValueType.TYPE, value, "is not a dictionary", "write it as an object");
            return;
        }
        if (objects.size() == 0) {
            walk.report(OBSERVABLE, "there are no observables", "add one");
        }
        walk.within(objects);
        for (int i = 0; i < objects.size(); i++) {
            if (walk.enter(objects.name(i))) {
                checkObservable(objects.value(i), walk);
            }
            walk.leave();
        }
        walk.within(JsonObject.EMPTY);
    }

    private static void checkObservable(Json value, Walk walk) {
        if (!(value instanceof JsonObject object)) {
            walk.report(OBSERVABLE, value, "is not an observable", "write it as an object");
        } else if (!(object.get("type") instanceof JsonString type)) {
            walk.report(OBSERVABLE, value, "has no type", "add the type of the observable");
        } else {
            Shape known = TableReader.OBJECTS.get(type.value());
            if (known == null) {
                Extensions.checkCustomObject(object, type.value(), walk);
            } else if (Identity.isObservable(type.value())) {
                known.check(object, walk);
            } else {
                walk.report(OBSERVABLE, type, "is not an observable", "move it out of objects");
            }
        }
    }

    private static void checkTranslations(Json value, Walk walk) {
        if (!(value instanceof JsonObject languages)) {
            walk.report(ValueType.TYPE, value, "is not a dictionary", "write it as an object");
            return;
        }
        if (languages.size() == 0) {
            walk.report(ValueType.Dictionary.EMPTY, "there is no translation", "add one");
        }
        for (int i = 0; i < languages.size(); i++) {
            String language = languages.name(i);
            if (walk.enter(language)) {
                if (!Formats.isLanguage(language)) {
                    walk.report(
                            LANGUAGE,
                            "'" + Walk.cut(language) + "' is not the tag of a language",
                            "write it as RFC 5646 says, such as en or pt-BR");
                }
                checkTexts(languages.value(i), walk);
            }
            walk.leave();
        }
    }

    private static void checkTexts(Json value, Walk walk) {
        Extensions.checkCustomValue(value, walk);
        if (!(value instanceof JsonObject texts)) {
            walk.report(ValueType.TYPE, value, "is not a dictionary", "write it as an object");
            return;
        }
        for (String name : texts.names()) {
            if (!Formats.isPropertyName(name)) {
                walk.reportAt(
                        name,
                        NAME,
                        "'" + Walk.cut(name) + "' is not a name of a property",
                        "name the property that is translated");
            }
        }
    }
}
