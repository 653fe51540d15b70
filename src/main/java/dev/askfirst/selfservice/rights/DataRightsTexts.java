package dev.askfirst.selfservice.rights;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The words of the page with a person's data rights documents. {@code messages/datarights_*.properties} has a file for
 * each language.
 */
@MessageBundle(value = "datarights", locale = "en")
public interface DataRightsTexts {

    @Message
    String title();

    @Message
    String receipts();

    @Message
    String receiptsNone();

    @Message
    String receiptTitle();

    @Message
    String who();

    @Message
    String about();

    @Message
    String by();

    @Message
    String when();

    @Message
    String words();

    @Message
    String number();

    @Message
    String machine();

    @Message
    String download();

    @Message
    String downloadText();

    @Message
    String downloadButton();

    @Message
    String erase();

    @Message
    String eraseText();

    @Message
    String eraseButton();

    @Message
    String goes();

    @Message
    String stays();

    @Message
    String goesContactPoints();

    @Message
    String goesTerms();

    @Message
    String goesEvidence();

    @Message
    String goesReplies();

    @Message
    String goesDataKeys();

    @Message
    String goesOther();

    @Message
    String staysActs();

    @Message
    String staysDecisions();

    @Message
    String staysContactKeys();

    @Message
    String staysSuppressions();

    @Message
    String staysObjections();

    @Message
    String eraseNow();

    @Message
    String eraseFinal();

    @Message
    String keep();

    @Message
    String held();

    @Message
    String heldStop();

    @Message
    String erasedTitle();

    @Message
    String erasedText();
}
