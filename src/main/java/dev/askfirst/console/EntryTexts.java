package dev.askfirst.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page of one entry, in English only. {@code messages/entry_en.properties} has them. */
@MessageBundle(value = "entry", locale = "en")
public interface EntryTexts {

    @Message
    String entryTitle(String kind);

    @Message
    String gone();

    @Message
    String question();

    @Message
    String termsThen();

    @Message
    String termsText();

    @Message
    String termsNone();

    @Message
    String rules();

    @Message
    String rulesNone();

    @Message
    String replay();

    @Message
    String replaySame();

    @Message
    String replayDifferent();

    @Message
    String replayImpossible();

    @Message
    String became();

    @Message
    String becameNone();

    @Message
    String proof();

    @Message
    String index();

    @Message
    String notSealed();

    @Message
    String leaf();

    @Message
    String fetchProof();

    @Message
    String recorded();
}
