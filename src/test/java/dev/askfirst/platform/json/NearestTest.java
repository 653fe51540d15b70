package dev.askfirst.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN =
            List.of("email", "sms", "voice", "offers", "offers.shoes", "offers.bags", "newsletter");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "emial, email",
        "mail, email",
        "e-mail, email",
        "smss, sms",
        "smx, sms",
        "offer, offers",
        "ofers.shoe, offers.shoes",
        "offers.shose, offers.shoes",
        "newsletters, newsletter",
        "nwslettr, newsletter",
        "pigeon,",
        "s,",
        "tv,",
        "x,"
    })
    void oneOrTwoSlipsAreForgiven(String typed, String meant) {
        assertEquals(Optional.ofNullable(meant), Nearest.of(typed, KNOWN));
    }

    @Test
    void ofSeveralTheFirstByTheAlphabet() {
        assertEquals(Optional.of("topic-a"), Nearest.of("topic-x", List.of("topic-b", "topic-a")));
    }
}
