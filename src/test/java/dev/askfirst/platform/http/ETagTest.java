package dev.askfirst.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ETagTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            # If-Match               | version or problem
            "7"                      | 7
            ` "7" `                  | 7
            "7-0123456789abcdef"     | 7
            *                        | any
            -                        | PRECONDITION_REQUIRED
            W/"7"                    | PRECONDITION_FAILED
            "x"                      | PRECONDITION_FAILED
            "-1"                     | PRECONDITION_FAILED
            "99999999999999999999"   | PRECONDITION_FAILED
            7                        | INVALID_REQUEST
            "7", "8"                 | INVALID_REQUEST
            ``                       | INVALID_REQUEST
            """)
    void aChangeMustFindTheVersionItNames(String ifMatch, String expected) {
        if (expected.equals("any") || expected.equals("7")) {
            var version = expected.equals("any") ? Optional.<Long>empty() : Optional.of(7L);
            assertEquals(version, ETag.expected(ifMatch));
        } else {
            var fault = assertThrows(Fault.class, () -> ETag.expected(ifMatch));
            assertEquals(ProblemCode.valueOf(expected), fault.code());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            "7"           | true
            W/"7"         | true
            "6", "7"      | true
            *             | true
            "6"           | false
            7             | false
            -             | false
            """)
    void whatTheCallerHasIsNotSentAgain(String ifNoneMatch, boolean unchanged) {
        assertEquals(unchanged, ETag.unchanged(ifNoneMatch, ETag.of(7)));
    }

    @Test
    void twoTextsOfOneVersionHaveTwoTagsForTheSameChange() {
        var one = ETag.of(7, "given");
        var other = ETag.of(7, "expired");
        assertEquals(false, one.equals(other));
        assertEquals(ETag.expected(one), ETag.expected(other));
    }
}
