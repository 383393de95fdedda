package org.commonwatch.stix;

import org.commonwatch.stix.json.Place;

/** Why a text is not the STIX value it was taken for. */
public sealed interface Refusal {
    /** What happened: one sentence that names the value. */
    String message();

    /** What to do next, as an instruction. */
    String remedy();

    /** The text is no STIX identifier (STIX 2.1 §2.9). */
    record NotAnId(String text) implements Refusal {
        @Override
        public String message() {
            return "'" + Excerpt.of(text) + "' is not a STIX identifier.";
        }

        @Override
        public String remedy() {
            return "Write it as type--UUID, for example"
                    + " indicator--5e57c739-391a-4eb3-b6be-7d15ca92d5ed.";
        }
    }

    /** The text is no time in UTC (STIX 2.1 §2.16). */
    record NotATime(String text) implements Refusal {
        @Override
        public String message() {
            return "'" + Excerpt.of(text) + "' is not a time in UTC.";
        }

        @Override
        public String remedy() {
            return "Write it as 2018-11-24T08:00:00.000Z, with any number of decimals or none.";
        }
    }

    /** The value is no JSON object, which every STIX object is (STIX 2.1 §1.6). */
    record NotAnObject(String text) implements Refusal {
        @Override
        public String message() {
            return "'" + Excerpt.of(text) + "' is not an object.";
        }

        @Override
        public String remedy() {
            return "Write an object in curly brackets, with a type and an id.";
        }
    }

    /** The object has no type (STIX 2.1 §3.2), or one that is no string. */
    record LacksType(String found) implements Refusal {
        @Override
        public String message() {
            return found.isEmpty()
                    ? "The object has no type."
                    : "The object's type is " + Excerpt.of(found) + " and no string.";
        }

        @Override
        public String remedy() {
            return "Give it a type, such as \"type\": \"indicator\".";
        }
    }

    /** The object's id begins with another type than its own (STIX 2.1 §2.9). */
    record IdOfAnotherType(String type, StixId id) implements Refusal {
        @Override
        public String message() {
            return "The object is a '" + Excerpt.of(type) + "', and its id is " + id + ".";
        }

        @Override
        public String remedy() {
            return "Begin the id with the object's type.";
        }
    }

    /** A property is missing, or not what the specification of the object's type says. */
    record NotAsSpecified(StixId id, String property, String expected) implements Refusal {
        @Override
        public String message() {
            return "The property " + property + " of " + id + " is not " + expected + ".";
        }

        @Override
        public String remedy() {
            return "Correct it as the specification of " + id.type() + " says.";
        }
    }

    /** The text is no observable of the named kind. */
    record NotAnObservable(String kind, String text) implements Refusal {
        @Override
        public String message() {
            return "'" + Excerpt.of(text) + "' is not of the kind " + kind + ".";
        }

        @Override
        public String remedy() {
            return "Correct the value, or name another kind: " + Observable.Kind.NAMES + ".";
        }
    }

    /** There is no such kind of observable. */
    record UnknownKind(String text) implements Refusal {
        @Override
        public String message() {
            return "There is no kind of observable called '" + Excerpt.of(text) + "'.";
        }

        @Override
        public String remedy() {
            return "Use one of " + Observable.Kind.NAMES + ".";
        }
    }

    /**
     * The text is no valid STIX pattern (STIX 2.1 §9).
     *
     * @param problem what is wrong, without a final stop
     * @param readable whether it follows the grammar, and breaks another rule of the standard
     */
    record NotAPattern(String problem, Place place, String remedy, boolean readable)
            implements Refusal {
        @Override
        public String message() {
            return problem + " (" + place + ").";
        }
    }

    /** The text names no level of the Traffic Light Protocol 2.0. */
    record UnknownTlp(String text) implements Refusal {
        @Override
        public String message() {
            return "'" + Excerpt.of(text) + "' is not a level of TLP 2.0.";
        }

        @Override
        public String remedy() {
            return "Use one of TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED.";
        }
    }

    /**
     * The text is no JSON as STIX needs it (I-JSON, RFC 7493).
     *
     * @param problem what is wrong, without a final stop
     */
    record NotJson(String problem, Place place, String remedy) implements Refusal {
        @Override
        public String message() {
            return problem + " (" + place + ").";
        }
    }

    /** An object, or what is around objects, is larger than is kept. */
    record TooLarge(Place place, int limit) implements Refusal {
        @Override
        public String message() {
            return "What begins at " + place + " is larger than " + limit + " bytes.";
        }

        @Override
        public String remedy() {
            return "Split it; refer to large payloads by URL and hash (STIX 2.1 §6.1).";
        }
    }

    /** The number has no canonical form, since no double is near it (RFC 8785 §3.2.2.3). */
    record NoDouble(String number) implements Refusal {
        @Override
        public String message() {
            return "The number " + Excerpt.of(number) + " is beyond the range of a double.";
        }

        @Override
        public String remedy() {
            return "Write it as a string, or leave the property out.";
        }
    }
}
