package org.commonwatch.server.procedure;

import java.util.List;
import java.util.Map;

/**
 * What something that waits is about, before it is said in any language.
 *
 * @param code of its text, such as {@code asks}
 * @param words what stands in its places, the same in every language
 * @param sorts of facts that a draft states, in their order; none of what is no draft
 */
public record Matter(String code, Map<String, String> words, List<String> sorts) {
    public Matter {
        words = Map.copyOf(words);
        sorts = List.copyOf(sorts);
    }

    static Matter asks(String party, String body, String seeks) {
        return new Matter("asks", Map.of("party", party, "body", body, "seeks", seeks), List.of());
    }

    static Matter writes(String from, String to) {
        return new Matter("writes", Map.of("from", from, "to", to), List.of());
    }

    static Matter drafted(String by, List<String> sorts) {
        return new Matter("drafted", Map.of("by", by), sorts);
    }
}
