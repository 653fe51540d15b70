package dev.askfirst.platform.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the database is and who the service is there, for connections that belong to no pool and do not last. */
@ApplicationScoped
class DatabaseLogin {

    private static final String SECONDS = "3";

    private final Optional<String> url;
    private final Optional<String> user;
    private final Optional<String> password;

    DatabaseLogin(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** One for each server. */
    List<String> addresses() {
        return url.map(DatabaseAddress::each).orElse(List.of());
    }

    /** Who we are, and that nothing is waited for longer than a few seconds. */
    Properties shortly() {
        var properties = new Properties();
        user.ifPresent(it -> properties.setProperty("user", it));
        password.ifPresent(it -> properties.setProperty("password", it));
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        return properties;
    }

    Connection connect() throws SQLException {
        return new PrimaryDriver().connect(url.orElseThrow(), shortly());
    }
}
