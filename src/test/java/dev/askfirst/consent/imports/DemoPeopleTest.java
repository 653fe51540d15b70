package dev.askfirst.consent.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class DemoPeopleTest {

    @Inject
    DemoPeople people;

    @Inject
    Database database;

    @Test
    void loadingAgainChangesNothing() {
        var before = state();
        people.load(null);
        assertEquals(before, state());
        assertTrue(database.count("select count(*) from person") > 200);
    }

    private String state() {
        return database.value("""
                        select (select count(*) from person) || ' ' || (select count(*) from consent_event) || ' '
                            || (select sum(version) from terms) || ' ' || (select count(*) from suppression)""").orElseThrow();
    }
}
