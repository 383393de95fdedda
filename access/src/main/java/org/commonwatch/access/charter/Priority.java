package org.commonwatch.access.charter;

import org.commonwatch.access.Interval;

/** What a body works on first, while it does. */
public record Priority(String name, String title, String instrument, Interval valid) {}
