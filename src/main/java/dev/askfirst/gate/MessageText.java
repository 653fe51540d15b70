package dev.askfirst.gate;

import dev.askfirst.mailbox.reading.MailReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a message says, as its reader sees it: its texts, or else its HTML without the marks. */
final class MessageText {

    /** As much as the service takes. */
    private static final int LONGEST = 50_000;

    private MessageText() {}

    /** The text, without characters that nobody sees and JSON could not hold; empty if there is none. */
    static String of(Mail mail) {
        try (var bytes = mail.stream()) {
            var text = MailReader.read(bytes, mail.size()).whole();
            var plain = text.codePoints()
                    .map(it -> isPlain(it) ? it : ' ')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .strip();
            if (plain.length() <= LONGEST) return plain;
            return plain.substring(0, LONGEST - (Character.isHighSurrogate(plain.charAt(LONGEST - 1)) ? 1 : 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPlain(int c) {
        if (c == '\n' || c == '\r' || c == '\t') return true;
        return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
    }
}
