package dev.askfirst.decision.answer;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The texts by which a message says who wrote it: {@code messages/disclosure_*.properties}, a file for each language.
 */
@MessageBundle(value = "disclosure", locale = "en")
public interface DisclosureTexts {

    @Message
    String assisted();

    @Message
    String automated();
}
