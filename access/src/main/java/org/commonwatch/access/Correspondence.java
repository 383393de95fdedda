package org.commonwatch.access;

import java.util.Optional;

/**
 * One letter, however it was sent.
 *
 * @param from a party or body, in words
 * @param to the same
 * @param channel {@code post}, {@code e-mail}, {@code fax}, {@code in-person} or another
 * @param role what the addressee is to the matter
 * @param request the request it is about, by its id
 * @param inReplyTo the letter it answers, by its id
 * @param sha256 of the document; empty if it was not kept
 */
public record Correspondence(
        String id,
        String from,
        String to,
        Moment sent,
        String channel,
        Role role,
        Optional<String> request,
        Optional<String> inReplyTo,
        String sha256)
        implements Fact {
    /** What an addressee is to a request. */
    public enum Role {
        BODY,
        APPLICANT,
        THIRD_PARTY,
        PUBLIC
    }

    @Override
    public Span span() {
        return Span.since(sent);
    }
}
