package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.local.LocalPostgres;
import dev.askfirst.platform.local.LocalRoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A certificate authority as the database's operator has one, in a folder with its certificate, {@code ca.crt}. */
record DatabaseAuthority(Path folder) {

    private static final String MAKE = """
            cd '%s'
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj /CN=askfirst-database 2>&1
            openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=askfirst-database-rw 2>&1
            echo subjectAltName=IP:127.0.0.1 >names
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out server.crt -extfile names 2>&1
            """;

    static DatabaseAuthority make(Path folder) throws IOException {
        Files.createDirectories(folder);
        var made = Program.run(MAKE.formatted(folder), Map.of());
        assertEquals(0, made.exit(), made::out);
        return new DatabaseAuthority(folder);
    }

    Path certificate() {
        return folder.resolve("ca.crt");
    }

    /** From now on this database shows that it is known here, to whoever wants TLS. */
    void vouchFor(LocalPostgres postgres) throws SQLException {
        var password = postgres.roles().password(LocalRoles.SUPERUSER);
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), LocalRoles.SUPERUSER, password);
                var statement = connection.createStatement()) {
            statement.execute("alter system set ssl_cert_file = '%s'".formatted(folder.resolve("server.crt")));
            statement.execute("alter system set ssl_key_file = '%s'".formatted(folder.resolve("server.key")));
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
    }
}
