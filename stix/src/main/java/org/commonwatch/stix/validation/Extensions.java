package org.commonwatch.stix.validation;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNull;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.Set;

/** What the standard does not define: extensions (§7.3), custom properties and objects (§11). */
final class Extensions {
    /** The property {@code extensions} of any object. */
    static final ValueType TYPE = Extensions::checkExtensions;

    private static final Set<String> RESERVED =
            Set.of("severity", "action", "username", "phone_numbers");
    private static final String DEFINITION = "extension-definition--";
    private static final String EXTENSION_TYPE = "extension_type";

    private static final Rule ONLY_OBSERVABLES = Rule.must("S077", "3.2");
    private static final Rule RESERVED_NAME = Rule.must("S100", "3.8");
    private static final Rule NAME = Rule.must("S511", "11.1.1");
    private static final Rule USE = Rule.should("extensions-use", "S510", "11.1");
    private static final Rule PREFIX = Rule.should("custom-prefix", "S512", "11.1.1");
    private static final Rule LAX_PREFIX = Rule.should("custom-prefix-lax", "S512", "11.1.1");
    private static final Rule OF_BUNDLE = Rule.should("bundle-properties", "S436", "8");
    private static final Rule UNKNOWN_PROPERTY = Rule.must("", "11.1");
    private static final Rule EXTENSION_NAME = Rule.must("S537", "11.3.1");
    private static final Rule EXTENSION_USE = Rule.should("extensions-use", "S534", "11.3");
    private static final Rule EXTENSION_PREFIX = Rule.should("custom-prefix", "S538", "11.3.1");
    private static final Rule EXTENSION_LAX = Rule.should("custom-prefix-lax", "S538", "11.3.1");
    private static final Rule TYPE_NEEDED = Rule.must("S081", "3.2");
    private static final Rule TYPE_KNOWN = Rule.must("S080", "3.2");
    private static final Rule REDEFINES = Rule.must("S408", "7.3");
    private static final Rule PROPERTY_NAME = Rule.must("S420", "7.3.4");
    private static final Rule OBJECT_NAME = Rule.must("S526", "11.2.1");
    private static final Rule OBJECT_USE = Rule.should("extensions-use", "S519", "11.2");
    private static final Rule OBJECT_PREFIX = Rule.should("custom-prefix", "S530", "11.2.1");
    private static final Rule OBJECT_LAX = Rule.should("custom-prefix-lax", "S530", "11.2.1");
    private static final Rule OBJECT_PROPERTIES = Rule.must("S522", "11.2.1");
    private static final Rule UNKNOWN_TYPE = Rule.must("", "11.2");

    private Extensions() {}

    /** A property that no table knows, the walk being at its value. */
    static void checkCustomProperty(String name, Json value, Walk walk) {
        boolean atRoot = walk.isAtRoot();
        if (atRoot && name.equals("defanged")) {
            walk.report(ONLY_OBSERVABLES, "defanged is for observables alone", "leave it out");
        } else if (atRoot && RESERVED.contains(name)) {
            walk.report(RESERVED_NAME, "the name " + name + " is reserved", "use another name");
        } else if (!Formats.isPropertyName(name)) {
            walk.report(
                    NAME,
                    "'" + Walk.cut(name) + "' is not a name of a property",
                    "use 3 to 250 of a-z, 0-9 and underscore, a letter first");
        } else if (isBundle(walk.root())) {
            walk.report(OF_BUNDLE, "readers do not keep a bundle's own properties", "leave it out");
        } else {
            checkUse(name, walk, atRoot && addsProperties(walk.root()));
        }
        if (value instanceof JsonString text) {
            checkSuffix(name, text, walk);
        }
        checkCustomValue(value, walk);
    }

    private static void checkUse(String name, Walk walk, boolean extended) {
        if (walk.options().standardProperties()) {
            walk.report(
                    UNKNOWN_PROPERTY,
                    "the standard has no property '" + Walk.cut(name) + "' here",
                    "leave it out");
        }
        if (extended) {
            return;
        }
        walk.report(
                USE,
                "'" + Walk.cut(name) + "' is a custom property without an extension",
                "define it by an extension of the type property-extension");
        boolean prefixed = name.startsWith("x_");
        if (!prefixed && walk.wants(LAX_PREFIX.check())) {
            walk.report(LAX_PREFIX, "'" + Walk.cut(name) + "' does not begin with x_", "add it");
        } else if (!prefixed || name.indexOf('_', 2) < 0) {
            walk.report(
                    PREFIX,
                    "'" + Walk.cut(name) + "' does not name its source",
                    "begin it with x_, a name of yours, and an underscore");
        }
    }

    private static void checkSuffix(String name, JsonString text, Walk walk) {
        if (name.endsWith("_hex")) {
            NamedTypes.named("hex", ValueType.TYPE).check(text, walk);
        } else if (name.endsWith("_bin")) {
            NamedTypes.named("binary", ValueType.TYPE).check(text, walk);
        }
    }

    /** A value that no table knows: nothing null or empty, keys of the alphabet. */
    static void checkCustomValue(Json value, Walk walk) {
        switch (value) {
            case JsonNull nothing ->
                    walk.report(
                            ValueType.TYPE, "STIX has no null", "leave the property out instead");
            case JsonArray array -> new ValueType.ListOf(ValueType.ANY).check(array, walk);
            case JsonObject object -> ValueType.DICTIONARY.check(object, walk);
            default -> {} // strings, numbers, true and false are right
        }
    }

    private static boolean isBundle(JsonObject root) {
        return Identity.is(root, "type", "bundle");
    }

    /** Whether an extension of the object puts properties of its own beside the standard's. */
    private static boolean addsProperties(JsonObject root) {
        return has(root, "toplevel-property-extension")
                || has(root, "new-sdo")
                || has(root, "new-sco")
                || has(root, "new-sro");
    }

    private static boolean has(JsonObject root, String extensionType) {
        if (root.get("extensions") instanceof JsonObject extensions) {
            for (int i = 0; i < extensions.size(); i++) {
                if (extensions.value(i) instanceof JsonObject extension
                        && Identity.is(extension, EXTENSION_TYPE, extensionType)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void checkExtensions(Json value, Walk walk) {
        if (!(value instanceof JsonObject extensions)) {
            walk.report(ValueType.TYPE, value, "is not a dictionary", "write it as an object");
            return;
        }
        if (extensions.size() == 0) {
            walk.report(
                    ValueType.Dictionary.EMPTY,
                    "there are no extensions",
                    "leave the property out");
        }
        for (int i = 0; i < extensions.size(); i++) {
            if (walk.enter(extensions.name(i))) {
                checkExtension(extensions.name(i), extensions.value(i), walk);
            }
            walk.leave();
        }
    }

    private static void checkExtension(String key, Json value, Walk walk) {
        Shape predefined = TableReader.EXTENSIONS.get(key);
        if (predefined != null && isFor(walk.root(), predefined)) {
            new ValueType.Part(predefined).check(value, walk);
        } else if (!(value instanceof JsonObject extension)) {
            walk.report(ValueType.TYPE, value, "is not an object", "write it in braces");
        } else if (key.startsWith(DEFINITION)) {
            checkDefined(key, extension, walk);
        } else {
            checkUndefined(key, extension, walk);
        }
    }

    // An extension stands in a section below its object's; within a container (§2.13) any may
    // stand.
    private static boolean isFor(JsonObject root, Shape extension) {
        ObjectType type =
                root.get("type") instanceof JsonString name ? ObjectType.of(name.value()) : null;
        return type == null
                || type == ObjectType.OBSERVED_DATA
                || extension.section().startsWith(type.section() + ".");
    }

    private static void checkDefined(String key, JsonObject extension, Walk walk) {
        if (!Formats.isIdentifier(key)) {
            walk.report(
                    ValueType.Reference.FORM,
                    "'" + Walk.cut(key) + "' is not an identifier",
                    "use the id of the extension definition");
        }
        Json type = extension.get(EXTENSION_TYPE);
        if (type == null) {
            walk.reportAt(EXTENSION_TYPE, TYPE_NEEDED, "there is no extension_type", "add it");
        } else if (!(type instanceof JsonString name)
                || !Vocabularies.named("extension-type-enum").words().contains(name.value())) {
            walk.reportAt(
                    EXTENSION_TYPE,
                    TYPE_KNOWN,
                    Walk.excerpt(type) + " is not a type of extension",
                    "use one of new-sdo, new-sco, new-sro, property-extension,"
                            + " toplevel-property-extension");
        } else if (name.value().startsWith("new-") && isStandard(walk.root())) {
            walk.reportAt(
                    EXTENSION_TYPE,
                    REDEFINES,
                    "the type of the object is the standard's own",
                    "use property-extension or toplevel-property-extension");
        }
        checkMembers(extension, PROPERTY_NAME, walk);
    }

    private static void checkMembers(JsonObject extension, Rule rule, Walk walk) {
        for (int i = 0; i < extension.size(); i++) {
            String name = extension.name(i);
            if (walk.enter(name)) {
                if (!Formats.isPropertyName(name)) {
                    walk.report(
                            rule,
                            "'" + Walk.cut(name) + "' is not a name of a property",
                            "use 3 to 250 of a-z, 0-9 and underscore, a letter first");
                }
                if (extension.value(i) instanceof JsonString text) {
                    checkSuffix(name, text, walk);
                }
                checkCustomValue(extension.value(i), walk);
            }
            walk.leave();
        }
    }

    private static void checkUndefined(String key, JsonObject extension, Walk walk) {
        if (!key.endsWith("-ext") || !Formats.isTypeName(key)) {
            walk.report(
                    EXTENSION_NAME,
                    "'" + Walk.cut(key) + "' is not a name of an extension",
                    "use the id of an extension definition, or end it with -ext");
            return;
        }
        if (walk.options().standardProperties()) {
            walk.report(UNKNOWN_PROPERTY, "the standard has no extension " + key, "leave it out");
        }
        walk.report(
                EXTENSION_USE,
                "'" + Walk.cut(key) + "' is a custom extension without a definition",
                "define it by an extension-definition");
        checkPrefix(key, EXTENSION_PREFIX, EXTENSION_LAX, walk);
        if (extension.size() == 0) {
            walk.report(Rule.must("S543", "11.3.1"), "the extension is empty", "leave it out");
        }
        checkMembers(extension, Rule.must("S544", "11.3.1"), walk);
    }

    private static void checkPrefix(String name, Rule prefix, Rule lax, Walk walk) {
        boolean prefixed = name.startsWith("x-");
        if (!prefixed && walk.wants(lax.check())) {
            walk.report(lax, "'" + Walk.cut(name) + "' does not begin with x-", "add it");
        } else if (!prefixed || name.indexOf('-', 2) < 0) {
            walk.report(
                    prefix,
                    "'" + Walk.cut(name) + "' does not name its source",
                    "begin it with x-, a name of yours, and a hyphen");
        }
    }

    private static boolean isStandard(JsonObject root) {
        return root.get("type") instanceof JsonString type && ObjectType.of(type.value()) != null;
    }

    /** An object of a type that no table knows. */
    static void checkCustomObject(JsonObject object, String type, Walk walk) {
        walk.enter("type");
        if (!Formats.isTypeName(type) || type.equals("action")) {
            walk.report(
                    OBJECT_NAME,
                    "'" + Walk.cut(type) + "' is not a name of a type",
                    "use 3 to 250 of a-z, 0-9 and single hyphens, a letter first");
        } else if (walk.options().standardTypes()) {
            walk.report(
                    UNKNOWN_TYPE,
                    "the standard has no type '" + Walk.cut(type) + "'",
                    "leave it out");
        }
        boolean extended = addsProperties(object);
        if (!extended) {
            walk.report(
                    OBJECT_USE,
                    "'" + Walk.cut(type) + "' is a custom object without an extension",
                    "define it by an extension of the type new-sdo, new-sco or new-sro");
            checkPrefix(type, OBJECT_PREFIX, OBJECT_LAX, walk);
        }
        walk.leave();
        Shape base = TableReader.base(isObservable(object) ? "observable" : "core");
        base.checkCommon(object, walk);
        checkOwn(object, base, walk);
    }

    // Only observables have no times of their own.
    private static boolean isObservable(JsonObject object) {
        return has(object, "new-sco")
                || (object.get("created") == null && object.get("modified") == null);
    }

    private static void checkOwn(JsonObject object, Shape base, Walk walk) {
        boolean some = false;
        for (int i = 0; i < object.size(); i++) {
            String name = object.name(i);
            if (base.properties().containsKey(name)) {
                continue;
            }
            some = true;
            if (walk.enter(name)) {
                if (!Formats.isPropertyName(name)) {
                    walk.report(
                            NAME,
                            "'" + Walk.cut(name) + "' is not a name of a property",
                            "use 3 to 250 of a-z, 0-9 and underscore, a letter first");
                }
                checkCustomValue(object.value(i), walk);
            }
            walk.leave();
        }
        if (!some) {
            walk.report(
                    OBJECT_PROPERTIES,
                    "the object has no property but those that all have",
                    "add one that says something of it");
        }
    }
}
