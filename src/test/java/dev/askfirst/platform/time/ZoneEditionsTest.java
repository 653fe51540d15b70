package dev.askfirst.platform.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What was decided by an edition that is in use no more can still be decided by it again. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ZoneEditionsTest {

    private static final Instant WINTER = Instant.parse("2026-12-01T12:00:00Z");

    @Inject
    DataSource dataSource;

    @Test
    void anEditionThatWasInUseIsFoundAgain() throws SQLException, ZoneText.Broken {
        var current = Zones.current();
        var earlier = Zones.of(
                current.text().replace("# version 2026f", "# version 2026a").replace("\n9 JP J%sT", "\n8 - X"));
        ZoneEditions.keep(dataSource, earlier);
        ZoneEditions.keep(dataSource, earlier);
        try (var connection = dataSource.getConnection()) {
            var found = ZoneEditions.find(connection, earlier.edition()).orElseThrow();
            assertEquals("+08:00", offset(found));
            assertEquals(
                    "+09:00",
                    offset(ZoneEditions.find(connection, current.edition()).orElseThrow()));
            assertTrue(ZoneEditions.find(connection, Zones.ofJdk().edition()).isPresent());
            assertTrue(ZoneEditions.find(connection, "2019a-jdk").isEmpty(), "of a JDK that is not this one");
        }
    }

    private static String offset(Zones zones) {
        return zones.named("Asia/Tokyo").getRules().getOffset(WINTER).getId();
    }
}
