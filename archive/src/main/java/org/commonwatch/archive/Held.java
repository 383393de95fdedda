package org.commonwatch.archive;

/** Files that are not deleted until this is closed, by the thread that holds them. */
@FunctionalInterface
public interface Held extends AutoCloseable {
    @Override
    void close();
}
