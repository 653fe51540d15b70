package dev.askfirst.selfservice.session;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the pages through which people enter. {@code messages/door_*.properties} has a file for each language. */
@MessageBundle(value = "door", locale = "en")
public interface DoorTexts {

    @Message
    String enterTitle();

    @Message
    String enterText();

    @Message
    String enterLabel();

    @Message
    String enterLabelAny();

    @Message
    String enterButton();

    @Message
    String enterWrong();

    @Message
    String enterEnded();

    @Message
    String enterCrowded();

    @Message
    String codeTitle();

    @Message
    String codeWhy(String contact);

    @Message
    String codeSend();

    @Message
    String codeAgain();

    @Message
    String codeSent();

    @Message
    String codeMaybe();

    @Message
    String codeWrong();

    @Message
    String codeLimited();

    @Message
    String codeNoLetter();

    @Message
    String codeLabel();

    @Message
    String codeGo();

    @Message
    String codeBack();

    @Message
    String goOnTitle();

    @Message
    String goOnText();

    @Message
    String letterTitle();

    @Message
    String letterText();

    @Message
    String oldTitle();

    @Message
    String oldText();

    @Message
    String oldButton();

    @Message
    String leftTitle();

    @Message
    String leftText();
}
