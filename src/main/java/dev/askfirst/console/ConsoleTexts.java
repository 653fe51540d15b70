package dev.askfirst.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the console, in English only. {@code messages/console_en.properties} has them. */
@MessageBundle(value = "console", locale = "en")
public interface ConsoleTexts {

    @Message
    String name();

    @Message
    String footer();

    @Message
    String who(String name);

    @Message
    String skip();

    @Message
    String navLabel();

    @Message
    String navOverview();

    @Message
    String navEntries();

    @Message
    String navPeople();

    @Message
    String navConsents();

    @Message
    String navExports();

    @Message
    String navVerify();

    @Message
    String navCatalog();

    @Message
    String navLeave();

    @Message
    String enterTitle();

    @Message
    String enterText();

    @Message
    String enterWrong();

    @Message
    String enterProvider();

    @Message
    String enterToken();

    @Message
    String enterHow();

    @Message
    String enterButton();

    @Message
    String enterNone();

    @Message
    String problemTitle();

    @Message
    String asTable();

    @Message
    String all();

    @Message
    String permit();

    @Message
    String defer();

    @Message
    String deny();

    @Message
    String nothing();

    @Message
    String reasons();

    @Message
    String reason();

    @Message
    String sender();

    @Message
    String topic();

    @Message
    String channel();

    @Message
    String refusals();

    @Message
    String sealLast();

    @Message
    String never();

    @Message
    String entriesTitle();

    @Message
    String from();

    @Message
    String to();

    @Message
    String kind();

    @Message
    String any();

    @Message
    String outcome();

    @Message
    String person();

    @Message
    String search();

    @Message
    String personRecorded();

    @Message
    String notYet();

    @Message
    String when();

    @Message
    String what();

    @Message
    String answer();

    @Message
    String more();

    @Message
    String howToVerify();

    @Message
    String peopleTitle();

    @Message
    String peopleText();

    @Message
    String contact();

    @Message
    String contactHow();

    @Message
    String find();

    @Message
    String about();

    @Message
    String state();

    @Message
    String since();

    @Message
    String ends();

    @Message
    String termsVersion(String version);

    @Message
    String lookRecorded();

    @Message
    String held();

    @Message
    String theirEntries();

    @Message
    String theirDecisions();

    @Message
    String consents();

    @Message
    String addresses();

    @Message
    String verified();

    @Message
    String unverified();

    @Message
    String suppressedFor();

    @Message
    String preferences();

    @Message
    String pauses();

    @Message
    String week();

    @Message
    String grantsByWeek();

    @Message
    String refusalsByWeek();

    @Message
    String expiring();

    @Message
    String grant();

    @Message
    String catalogTitle();

    @Message
    String catalogVersion(long version);

    @Message
    String limit(long quota, String window);

    @Message
    String noLimit();

    @Message
    String saved();

    @Message
    String newPart(String kind);

    @Message
    String begin();

    @Message
    String diff();

    @Message
    String preview();

    @Message
    String partText();

    @Message
    String showDiff();

    @Message
    String save();

    @Message
    String entered();

    @Message
    String goOn();
}
