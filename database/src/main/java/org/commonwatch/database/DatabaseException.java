package org.commonwatch.database;

import java.sql.SQLException;

/** Carries a {@link DatabaseRefusal} from where it arose to whoever can tell a person. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient DatabaseRefusal refusal;

    DatabaseException(DatabaseRefusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    DatabaseException(DatabaseRefusal refusal, Throwable cause) {
        super(refusal.message(), cause);
        this.refusal = refusal;
    }

    static DatabaseException of(SQLException cause) {
        return new DatabaseException(DatabaseRefusal.StatementFailed.of(cause), cause);
    }

    /** The reason, for a person. */
    public DatabaseRefusal refusal() {
        return refusal;
    }
}
