package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MAIL and RCPT are taken apart as RFC 5321 writes them. */
class PathCommandTest {

    @Test
    void theAddressStandsBetweenTheBracketsAndParametersBehind() throws Unreadable {
        assertEquals(
                new PathCommand("a@b.example", Map.of("SIZE", "10", "SMTPUTF8", "")),
                PathCommand.read("from:<a@b.example> size=10 SMTPUTF8", "FROM:"));
        assertEquals(
                "\"a>b\\\" c\"@b.example",
                PathCommand.read("FROM: <\"a>b\\\" c\"@b.example>", "FROM:").address());
        assertEquals("", PathCommand.read("FROM:<>", "FROM:").address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example",
                "<a@b.example",
                "<a b@c.example>",
                "<a@b.example>x",
                "<<a@b.example>>",
                "<@x:a@b.example>",
                "",
                "TO:<a@b.example>"
            })
    void allElseIsRefused(String path) {
        assertThrows(Unreadable.class, () -> PathCommand.read("FROM:" + path, "FROM:"));
    }
}
