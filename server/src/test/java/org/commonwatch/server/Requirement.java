package org.commonwatch.server;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** A line of what TAXII 2.1 demands of a server, with the ids of the checks that look for it. */
final class Requirement {
    private Requirement() {}

    /** What a server must do. */
    static DynamicTest must(String ids, String sentence, Executable check) {
        return line(ids, "MUST", sentence, check);
    }

    /** What it should do, and ours does. */
    static DynamicTest should(String ids, String sentence, Executable check) {
        return line(ids, "SHOULD", sentence, check);
    }

    /** What it may do, and ours does. */
    static DynamicTest may(String ids, String sentence, Executable check) {
        return line(ids, "MAY", sentence, check);
    }

    private static DynamicTest line(String ids, String level, String sentence, Executable check) {
        return DynamicTest.dynamicTest(ids + " " + level + ": " + sentence, check);
    }
}
