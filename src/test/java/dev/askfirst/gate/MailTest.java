package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are found, added and removed, and no other byte is touched. */
class MailTest {

    private static final String MESSAGE =
            "Subject: a\r\n b\r\nlist-unsubscribe : <https://old.example>,\r\n\t<mailto:x@old.example>\r\n"
                    + "X-Odd:   \t kept \t\r\nList-Unsubscribe: again\r\n\r\nList-Unsubscribe: in the body\r\n";

    @Test
    void whatIsReplacedGoesWithAllItsLines() throws Unreadable {
        var changed =
                read(MESSAGE).with(Map.of("List-Unsubscribe", "<https://new.example>"), "list-unsubscribe"::equals);
        assertEquals(
                "List-Unsubscribe: <https://new.example>\r\nSubject: a\r\n b\r\nX-Odd:   \t kept \t\r\n\r\nList-Unsubscribe: in the body\r\n",
                new String(changed, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nonly a body\r\n", "Subject: no body\r\n", "", "A: 1\r\n\r\n"})
    void whatIsAddedComesFirst(String text) throws Unreadable {
        var changed = new String(read(text).with(Map.of("B", "2"), _ -> false), StandardCharsets.UTF_8);
        assertEquals("B: 2\r\n" + (text.isEmpty() ? "\r\n" : text), changed);
    }

    @Test
    void valuesAreReadOverTheirLines() throws Unreadable {
        assertEquals(List.of("a b"), read(MESSAGE).all("SUBJECT"));
        assertEquals(Optional.of("kept"), read(MESSAGE).one("x-odd"));
        assertEquals(Optional.empty(), read(MESSAGE).one("Missing"));
        assertThrows(Unreadable.class, () -> read(MESSAGE).one("List-Unsubscribe"));
    }

    /** Others might read on where we stopped, and find headers that we left in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "From ana\r\nA: 1\r\n\r\n",
                "A: 1\r\nno header\r\nB: 2\r\n\r\n",
                ": empty\r\n\r\n",
                "é: 1\r\n\r\n",
                " a: 1\r\n\r\n"
            })
    void aLineThatIsNoHeaderIsRefused(String text) {
        assertThrows(Unreadable.class, () -> read(text));
    }

    @Test
    void ourHeadersSayWhatItIsAbout() throws Unreadable {
        var mail = read("ASKFIRST-topic: offers\r\nAskfirst-Campaign:\r\n spring\r\nAskfirst-Decision: old\r\n\r\n");
        var question = Subject.NOTHING.withHeadersOf(mail).question("a%/b@test.example", "email");
        assertEquals(
                "{\"to\":\"mailto:a%25%2Fb@test.example\",\"channel\":\"email\",\"topic\":\"offers\",\"message\":{\"campaign\":\"spring\"}}",
                question.toString());
        assertThrows(Unreadable.class, () -> Subject.NOTHING.withHeadersOf(read("Askfirst-Tpoic: offers\r\n\r\n")));
        assertThrows(
                Unreadable.class,
                () -> Subject.NOTHING.withHeadersOf(read("Askfirst-Topic: a\r\nAskfirst-Topic: b\r\n\r\n")));
    }

    private static Mail read(String text) throws Unreadable {
        return Mail.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
