package dev.askfirst.platform.local;

import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.security.Keys;
import java.util.Map;

/** What a local service needs that production brings along: keys, token keys, and a database of its own. */
public final class LocalSetup {

    private LocalSetup() {}

    /** Makes the keys that are missing. */
    public static void keys(DataFolder folder) {
        Keys.create(folder.keys());
        LocalTokens.create(folder.keys());
    }

    /** The settings that point the service to them. */
    public static Map<String, String> settings(DataFolder folder, LocalPostgres postgres) {
        return settings(folder, postgres.jdbcUrl());
    }

    /** The settings that point the service to the keys of this folder, and to a database with the roles of this folder. */
    public static Map<String, String> settings(DataFolder folder, String databaseUrl) {
        var roles = LocalRoles.of(folder.keys());
        return Map.of(
                "quarkus.datasource.jdbc.url",
                databaseUrl,
                "quarkus.datasource.username",
                LocalRoles.SERVICE,
                "quarkus.datasource.password",
                roles.password(LocalRoles.SERVICE),
                "askfirst.retention.username",
                LocalRoles.RETENTION,
                "askfirst.retention.password",
                roles.password(LocalRoles.RETENTION),
                "quarkus.flyway.username",
                LocalRoles.OWNER,
                "quarkus.flyway.password",
                roles.password(LocalRoles.OWNER),
                "askfirst.keys",
                folder.keys().toString(),
                "mp.jwt.verify.publickey.location",
                LocalTokens.publicKey(folder.keys()).toUri().toString());
    }
}
