package dev.askfirst.scrub;

import dev.askfirst.platform.Fault;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A list that is read row by row. A list that cannot be read on is a {@link Fault}. */
interface CampaignList {

    String CSV = "text/csv";
    String NDJSON = "application/x-ndjson";

    char BYTE_ORDER_MARK = '\uFEFF';

    /** The next row; empty after the last. */
    Optional<ListRow> next() throws IOException;

    /** What stands before the first row. */
    String head();

    /** What stands after the last row. */
    String tail(ScrubSummary summary);

    /** The list in this form; reads no more than its head. */
    static CampaignList of(MediaType type, InputStream body, ContactColumn column) throws IOException {
        var text = text(body);
        return type.getSubtype().equalsIgnoreCase("csv") ? CsvList.of(text, column) : new NdjsonList(text, column);
    }

    private static BufferedReader text(InputStream body) throws IOException {
        var bytes = new PushbackInputStream(body, 2);
        var first = bytes.readNBytes(2);
        bytes.unread(first);
        if (first.length == 0) throw Fault.invalid("body", "is empty");
        if (first.length == 2 && (first[0] == 0 || first[1] == 0 || (first[0] & first[1] & 0xFE) == 0xFE)) {
            throw Fault.invalid("body", "is UTF-16 text, not UTF-8; save the file as UTF-8");
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new BufferedReader(new InputStreamReader(bytes, decoder));
    }

    static Fault notUtf8() {
        return Fault.invalid("body", "is not UTF-8 text; save the file as UTF-8");
    }

    /** Whether the text begins with a byte order mark, which is then passed over. */
    static boolean marked(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() == BYTE_ORDER_MARK) return true;
        text.reset();
        return false;
    }
}
