package dev.askfirst.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Again;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What all tests of the one service left on record, whatever they did to it. Classes run in the order of their names, and
 * this one stands in the last folder: by then everything has been written.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class WholeRecordTest {

    @Inject
    Again again;

    @Test
    @Timeout(600)
    void everyDecisionThatIsOnRecordComesOutTheSame() throws SQLException {
        Questions.answer(Acts.newcomer());
        assertTrue(again.assertAllSame() > 0);
    }
}
