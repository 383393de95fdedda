package org.commonwatch.server.membership;

import org.commonwatch.access.BodyId;

/** Where collections of one body are offered: an API root of TAXII. */
public record Root(BodyId body, String title) {}
