package org.commonwatch.server.backup;

/** How far the migrations have come. */
final class SchemaVersion {
    static final String QUESTION =
            """
            SELECT version FROM flyway_schema_history
             WHERE success AND version IS NOT NULL
             ORDER BY installed_rank DESC LIMIT 1
            """;

    private SchemaVersion() {}
}
