package org.commonwatch.server.reports;

import org.commonwatch.server.findings.Fact;

import java.util.List;

/**
 * A report before it has a form.
 *
 * @param language in which it is written
 */
record Document(String language, String title, String subtitle, List<Section> sections) {
    /** A part of it. */
    record Section(String heading, List<Block> blocks) {}

    /** What sections are made of. */
    sealed interface Block {}

    /** Sentences. */
    record Words(String text) implements Block {}

    /** Numbers, each with the rule and the address that it rests on. */
    record Numbers(List<Fact> facts) implements Block {}

    /** Rows under a head, if it has one, in columns of a form that the style sheet knows. */
    record Rows(String form, List<String> head, List<List<String>> rows) implements Block {
        /** Names and what they are, without a head. */
        static Rows pairs(List<List<String>> rows) {
            return new Rows("pairs", List.of(), rows);
        }
    }
}
