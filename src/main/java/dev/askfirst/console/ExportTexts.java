package dev.askfirst.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the pages about exports and how to verify them, in English only. {@code messages/export_en.properties} has them. */
@MessageBundle(value = "export", locale = "en")
public interface ExportTexts {

    @Message
    String exportsTitle();

    @Message
    String exportsText(String kept);

    @Message
    String format();

    @Message
    String order();

    @Message
    String ownExports();

    @Message
    String range();

    @Message
    String progress();

    @Message
    String exportTitle();

    @Message
    String ofEntries(long done, long entries);

    @Message
    String files();

    @Message
    String file();

    @Message
    String bytes();

    @Message
    String cancel();

    @Message
    String deleteFiles();

    @Message
    String verifyTitle();

    @Message
    String verifyText();

    @Message
    String verifyExport();

    @Message
    String verifyCheck();

    @Message
    String verifyOld();

    @Message
    String verifyExit();

    @Message
    String verifyKeys();

    @Message
    String verifyPublic();
}
