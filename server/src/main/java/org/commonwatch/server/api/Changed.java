package org.commonwatch.server.api;

/** How many versions of an object were changed. */
record Changed(String object, int versions) {}
