package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One address may name several servers, and options that are settings are made once a connection stands. */
class DatabaseAddressTest {

    @Test
    void eachServerHasAnAddressWithTheSameRest() {
        assertEquals(
                List.of(
                        "jdbc:postgresql://one:5432/askfirst?targetServerType=primary&sslmode=verify-full",
                        "jdbc:postgresql://[::1]:5433/askfirst?targetServerType=primary&sslmode=verify-full"),
                DatabaseAddress.each(
                        "jdbc:postgresql://one:5432,[::1]:5433/askfirst?targetServerType=primary&sslmode=verify-full"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://one/askfirst", "jdbc:postgresql:askfirst", "jdbc:postgresql:///askfirst"})
    void oneServerStaysAsItIs(String address) {
        assertEquals(List.of(address), DatabaseAddress.each(address));
    }

    @Test
    void settingsAreReadOffOptions() {
        var properties = properties("-c statement_timeout=10s -c jit=off");
        var settings = DatabaseAddress.settings("jdbc:postgresql://one/askfirst", properties);
        assertEquals(Map.of("statement_timeout", "10s", "jit", "off"), settings);
        assertEquals(null, DatabaseAddress.without(settings, properties).getProperty("options"));
    }

    @Test
    void optionsOfAnotherFormAndOfTheAddressStay() {
        var odd = properties("--search_path=x");
        assertEquals(Map.of(), DatabaseAddress.settings("jdbc:postgresql://one/askfirst", odd));
        assertEquals("--search_path=x", DatabaseAddress.without(Map.of(), odd).getProperty("options"));
        assertEquals(
                Map.of(),
                DatabaseAddress.settings(
                        "jdbc:postgresql://one/askfirst?options=-c%20jit=on", properties("-c jit=off")));
    }

    private static Properties properties(String options) {
        var properties = new Properties();
        properties.setProperty("options", options);
        return properties;
    }
}
