package dev.askfirst.mailbox.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody wrote is told from what their mail program put below. */
class OwnWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP\n\n> Buy our shoes",
                "STOP\n\nOn Mon, 30 Nov 2026 at 10:00, Acme <news@acme.example> wrote:\n> Buy our shoes",
                "STOP\n\nOn Mon, 30 Nov 2026 at 10:00, Acme\n<news@acme.example> wrote:\nBuy our shoes",
                "STOP\n\nAm 30.11.2026 um 10:00 schrieb Acme:\n> Kauf unsere Schuhe",
                "STOP\r\n\r\nLe lun. 30 nov. 2026 à 10:00, Acme <news@acme.example> a écrit :\r\n> Achetez",
                "\n\n STOP \n\n-----Original Message-----\nFrom: Acme\nBuy",
                "STOP\n\n________________________________\nFrom: Acme <news@acme.example>\nBuy",
                "STOP\n-- \nAna Example\n+33 6 12 34 56 78",
                "STOP\n\nSent from my phone",
                "STOP\n\nFrom: Acme <news@acme.example>\nSent: Monday\nBuy",
            })
    void whatIsQuotedIsNobodysOwn(String text) {
        assertEquals(List.of("STOP"), OwnWords.above(text));
    }

    @Test
    void whatIsQuotedWithoutAMarkIsNobodysOwn() {
        var text = "On Mon, 30 Nov 2026, Acme wrote:\nUnsubscribe\nBuy our shoes";
        assertEquals(List.of(), OwnWords.above(text));
        assertEquals(List.of(), OwnWords.all(text));
    }

    @Test
    void answersBelowAndBetweenAreKept() {
        var text =
                "Hello,\n\nOn Mon, 30 Nov 2026, Acme wrote:\n> Do you like shoes?\nNo.\n> Shall we stop?\nPlease do.\n-- \nAna";
        assertEquals(List.of("Hello,"), OwnWords.above(text));
        assertEquals(List.of("Hello,", "No.", "Please do."), OwnWords.all(text));
    }

    @Test
    void aDateInASentenceEndsNothing() {
        var text = "On 3 May 2026 I asked you to stop.\nPlease answer.";
        assertEquals(text.lines().toList(), OwnWords.above(text));
    }
}
