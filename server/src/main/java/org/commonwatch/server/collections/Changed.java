package org.commonwatch.server.collections;

/** How many versions of an object were changed. */
record Changed(String object, int versions) {}
