package dev.askfirst.platform;

/** What a local service needs that production brings along: keys, token keys, and the address of its own database. */
public final class LocalSetup {

    private LocalSetup() {}

    static void keys(DataFolder folder) {
        Keys.create(folder.keys());
        LocalTokens.create(folder.keys());
    }

    static void configure(DataFolder folder, LocalPostgres postgres) {
        var roles = postgres.roles();
        System.setProperty("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        System.setProperty("quarkus.datasource.username", LocalRoles.SERVICE);
        System.setProperty("quarkus.datasource.password", roles.password(LocalRoles.SERVICE));
        System.setProperty("quarkus.flyway.username", LocalRoles.OWNER);
        System.setProperty("quarkus.flyway.password", roles.password(LocalRoles.OWNER));
        System.setProperty("askfirst.keys", folder.keys().toString());
        System.setProperty(
                "mp.jwt.verify.publickey.location",
                LocalTokens.publicKey(folder.keys()).toUri().toString());
    }
}
