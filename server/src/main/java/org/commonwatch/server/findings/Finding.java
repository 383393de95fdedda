package org.commonwatch.server.findings;

import java.util.List;

/**
 * What a page has to say.
 *
 * @param language in which it is said
 * @param title one sentence
 * @param subtitle what was counted, when, and under which rule
 */
public record Finding(
        String page, String language, String title, String subtitle, List<Fact> facts) {}
