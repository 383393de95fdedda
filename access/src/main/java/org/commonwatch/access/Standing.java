package org.commonwatch.access;

/** What a party is to a body, and when. */
public record Standing(BodyId body, StandingKind kind, Interval valid) {}
