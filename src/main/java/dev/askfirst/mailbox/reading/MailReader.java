package dev.askfirst.mailbox.reading;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/**
 * Reads a message as it streams by. Texts are read up to a bound, attachments not at all; a message whose form is broken is
 * read up to there. Nothing in it is opened, fetched or run.
 */
public final class MailReader {

    private static final int DEEPEST = 25;
    private static final int MOST_PARTS = 300;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int LONGEST_IN_ALL = 4 * LONGEST_TEXT;

    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setMaxLineLen(256 * 1024)
            .setMaxHeaderLen(256 * 1024)
            .setMaxHeaderCount(5_000)
            .build();

    private final MimeTokenStream tokens = new MimeTokenStream(LENIENT);
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder around = new StringBuilder();
    private final List<MailHeaders> statuses = new ArrayList<>();
    private final List<MailHeaders> feedback = new ArrayList<>();
    private MailHeaders own = MailHeaders.NONE;
    private MailHeaders returned = MailHeaders.NONE;
    private MailHeaders.Builder header = new MailHeaders.Builder();
    private boolean ofMessage;
    private int messages;
    private int depth;
    private int parts;
    private int taken;

    private MailReader() {}

    /** Reads a message to its end; a fault if it has more than {@code most} bytes. */
    public static MailParts read(InputStream message, long most) throws IOException {
        var bytes = new MailBytes(message, most);
        var reader = new MailReader();
        try {
            reader.walk(bytes);
        } catch (Fault fault) {
            throw fault;
        } catch (MimeException | MimeIOException | RuntimeException _) {
            // The form is broken from here on; what was read so far counts.
        }
        bytes.transferTo(OutputStream.nullOutputStream());
        return reader.parts(bytes);
    }

    private void walk(MailBytes bytes) throws IOException, MimeException {
        tokens.parse(bytes);
        for (var state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            if (!step(state)) return;
        }
    }

    /** False once it is nested deeper, or has more parts, than any message that means something. */
    private boolean step(EntityState state) throws IOException {
        switch (state) {
            case T_START_MESSAGE -> {
                messages++;
                ofMessage = true;
                depth++;
            }
            case T_END_MESSAGE -> {
                messages--;
                depth--;
            }
            case T_START_MULTIPART -> depth++;
            case T_END_MULTIPART -> depth--;
            case T_START_BODYPART -> parts++;
            case T_START_HEADER -> header = new MailHeaders.Builder();
            case T_FIELD -> take(tokens.getField());
            case T_END_HEADER -> endHeader();
            case T_BODY -> body();
            case T_PREAMBLE -> around();
            default -> {
                // Epilogues and ends say nothing.
            }
        }
        return depth <= DEEPEST && parts <= MOST_PARTS;
    }

    private void take(Field field) {
        if (field.getBody() != null) header.add(field.getName(), HeaderText.decoded(field.getBody()));
    }

    private void endHeader() {
        if (ofMessage && messages == 1) own = header.build();
        if (ofMessage && messages == 2 && returned.isEmpty()) returned = header.build();
        ofMessage = false;
    }

    /** What stands before the first part: all of it, where the parts are not where the header says. */
    private void around() throws IOException {
        if (messages == 1) around.append(HeaderText.decoded(bytes(tokens.getInputStream()), null));
    }

    private void body() throws IOException {
        var type = String.valueOf(tokens.getBodyDescriptor().getMimeType());
        switch (type) {
            case "message/delivery-status", "message/global-delivery-status" -> {
                if (messages == 1) statuses.addAll(MailHeaders.blocks(content()));
            }
            case "message/feedback-report" -> {
                if (messages == 1) feedback.addAll(MailHeaders.blocks(content()));
            }
            case "text/rfc822-headers", "message/global-headers", "message/global", "message/rfc822" -> {
                if (messages == 1 && returned.isEmpty()) returned = MailHeaders.ofBlock(GivenBack.head(content()));
            }
            case "text/html" -> {
                if (messages == 1) html.append(content()).append("\n\n");
            }
            default -> {
                // Parts that cannot be told from each other are read as one.
                if (messages == 1 && (type.startsWith("text/") || type.startsWith("multipart/")))
                    text.append(content()).append("\n\n");
            }
        }
    }

    private String content() throws IOException {
        return HeaderText.decoded(
                bytes(tokens.getDecodedInputStream()),
                tokens.getBodyDescriptor().getCharset());
    }

    private byte[] bytes(InputStream content) throws IOException {
        var most = Math.min(LONGEST_TEXT, LONGEST_IN_ALL - taken);
        if (most <= 0) return new byte[0];
        var bytes = content.readNBytes(most);
        taken += bytes.length;
        return bytes;
    }

    private MailParts parts(MailBytes bytes) {
        if (own.isEmpty() && messages <= 1) own = header.build();
        var said = said();
        var split = GivenBack.of(said);
        var back = returned.isEmpty() ? split.headers() : returned;
        return new MailParts(
                own, said, split.text(), List.copyOf(statuses), List.copyOf(feedback), back, identity(bytes));
    }

    private String said() {
        if (!text.toString().isBlank()) return text.toString();
        if (!html.isEmpty()) return Html.text(html.toString());
        return statuses.isEmpty() && feedback.isEmpty() ? around.toString() : "";
    }

    /** By what the sender of the message fixed, and what is in it. */
    private byte[] identity(MailBytes bytes) {
        var fixed = new StringBuilder();
        for (var name : List.of("message-id", "date", "from", "subject")) {
            fixed.append(own.first(name).orElse("")).append('\n');
        }
        return Sha256.of((fixed + HexFormat.of().formatHex(bytes.bodyHash())).getBytes(StandardCharsets.UTF_8));
    }
}
