package org.commonwatch.access;

import java.util.Optional;

/**
 * One letter, however it was sent.
 *
 * @param from a party or body, in words
 * @param to the same
 * @param role what the addressee is to the matter
 * @param request the request it is about, by its id
 * @param inReplyTo the letter it answers, by its id
 * @param sha256 of the document; empty if it was not kept
 */
public record Correspondence(
        String id,
        String from,
        String to,
        Transit transit,
        Role role,
        Optional<String> request,
        Optional<String> inReplyTo,
        String sha256)
        implements Fact {
    /**
     * How it went.
     *
     * @param received when it came to its addressee, if that is claimed
     * @param channel {@code post}, {@code e-mail}, {@code fax}, {@code in-person} or another
     */
    public record Transit(Moment sent, Optional<Moment> received, String channel) {
        public Transit {
            received.filter(at -> at.latest().isBefore(sent.earliest()))
                    .ifPresent(at -> {
                        throw new AccessRefusedException(
                                new AccessRefusal.NoTime(sent.toString(), at.toString()));
                    });
        }
    }

    /** What an addressee is to a request. */
    public enum Role {
        BODY,
        APPLICANT,
        THIRD_PARTY,
        PUBLIC
    }

    @Override
    public Span span() {
        return Span.since(transit.sent());
    }
}
