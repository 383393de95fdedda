package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks objects against STIX 2.1 with Errata 01: every MUST and SHOULD that can be seen in the
 * data. May be used by many threads.
 */
public final class Validator {
    /** A report of a bundle keeps as many findings; all are counted. */
    public static final int FINDINGS_LIMIT = 10_000;

    private static final Rule OBJECT = Rule.must("S438", "8.1");
    private static final Rule TYPE = Rule.must("S062", "3.2");

    private final Options options;

    public Validator(Options options) {
        this.options = options;
    }

    /** Checks an object, or a bundle with all its objects. */
    public Report validate(Json value) {
        if (!(value instanceof JsonObject object)) {
            return notAnObject(value, "");
        }
        Report own = validate(object, "");
        if (!Identity.is(object, "type", "bundle")
                || !(object.get("objects") instanceof JsonArray members)) {
            return own;
        }
        Sum sum = new Sum(new ArrayList<>(own.findings()), own.errors(), own.warnings());
        BundleValidation bundle = bundle();
        for (int i = 0; i < members.items().size(); i++) {
            if (members.items().get(i) instanceof JsonObject member) { // else it is reported
                sum = sum.plus(bundle.validate(member, "objects[" + i + "]"));
            }
        }
        Sum all = sum.plus(bundle.finish());
        return new Report(all.findings(), all.errors(), all.warnings());
    }

    /** Reports added up. */
    private record Sum(List<Finding> findings, long errors, long warnings) {
        Sum plus(Report report) {
            int room = Math.min(FINDINGS_LIMIT - findings.size(), report.findings().size());
            findings.addAll(report.findings().subList(0, room));
            return new Sum(findings, errors + report.errors(), warnings + report.warnings());
        }
    }

    /** Begins with the objects of a bundle that come one after another. */
    public BundleValidation bundle() {
        return new BundleValidation(this, options, BundleValidation.REMEMBERED_LIMIT);
    }

    static Report notAnObject(Json value, String path) {
        Finding finding =
                new Finding(
                        "",
                        path,
                        OBJECT,
                        Walk.excerpt(value) + " is not a STIX object",
                        "give an object or a bundle, in braces");
        return new Report(List.of(finding), 1, 0);
    }

    Report validate(JsonObject object, String path) {
        Walk walk = new Walk(object, path, options);
        if (object.get("type") instanceof JsonString type) {
            Shape known = TableReader.OBJECTS.get(type.value());
            if (known != null) {
                known.check(object, walk);
            } else {
                Extensions.checkCustomObject(object, type.value(), walk);
            }
        } else {
            walk.reportAt("type", TYPE, "the object has no type", "add the name of its type");
        }
        return walk.report();
    }
}
