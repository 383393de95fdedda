package org.commonwatch.server.feeds;

import java.io.IOException;
import java.io.Writer;

/** How a feed is written, an indicator at a time. A form is of one answer. */
interface Form {
    /** What comes before all indicators. */
    default void begin(Writer out) throws IOException {}

    /** One of them. */
    void add(Given given, Writer out) throws IOException;

    /** Another object that comes with them, which most forms have no place for. */
    default void addOther(String text, Writer out) throws IOException {}

    /** What comes after all. */
    default void end(Writer out) throws IOException {}
}
