package org.commonwatch.server.retention;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** What is kept of a class in one way: as rows of a table, or as files of a kind. */
interface Stock {
    /** What would go, and what would stay only because it is held. */
    Account look(Connection connection, Age age) throws SQLException, IOException;

    /** Lets some of it go, in the transaction of the caller, who comes again until none goes. */
    Erasure erase(Connection connection, Age age) throws SQLException, IOException;

    /**
     * What went.
     *
     * @param afterwards what to do once the transaction is committed
     */
    record Erasure(Account account, Afterwards afterwards) {}

    /** Deletes what no transaction can delete. */
    @FunctionalInterface
    interface Afterwards {
        /** There is nothing to be done. */
        Afterwards NOTHING = () -> {};

        void run() throws IOException;
    }
}
