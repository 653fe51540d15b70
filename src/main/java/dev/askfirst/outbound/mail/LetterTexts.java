package dev.askfirst.outbound.mail;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of letters: {@code messages/letter_*.properties}, a file for each language. */
@MessageBundle(value = "letter", locale = "en")
public interface LetterTexts {

    /** Which way the language is written: ltr or rtl. */
    @Message
    String direction();

    @Message
    String subject(String controller, String topic);

    @Message
    String asked(String controller, String topic);

    @Message
    String words();

    @Message
    String confirm();

    @Message
    String opens(String until);

    @Message
    String ignore();

    @Message
    String who();

    @Message
    String human();

    @Message
    String codeSubject();

    @Message
    String codeAsked();

    @Message
    String codeOr();

    @Message
    String codeEnter();

    @Message
    String codeUntil(String until);

    @Message
    String codeIgnore();
}
