package dev.askfirst.outbound.mail;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.look.Accent;
import dev.askfirst.catalog.look.Logo;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import java.util.Optional;

/**
 * A letter looks like the pages: in its controller's colour, with its picture, which comes with the letter so that nobody is
 * asked for it when it is read.
 */
record LetterLook(Accent accent, Optional<String> logo) {

    private static final String PICTURE = "logo@askfirst";

    static final LetterLook OURS = new LetterLook(new Accent("#1d5c4d", "#8fd3bf"), Optional.empty());

    static LetterLook of(CatalogDocument.Controller controller) {
        return new LetterLook(controller.accent().map(Accent::of).orElse(OURS.accent()), controller.logo());
    }

    public String light() {
        return accent.onLight();
    }

    public String dark() {
        return accent.onDark();
    }

    /** What the letter calls the picture; empty if there is none. */
    public String picture() {
        return logo.isPresent() ? PICTURE : "";
    }

    MailMessage on(MailMessage message) {
        return logo.map(base64 -> message.setInlineAttachment(MailAttachment.create()
                        .setContentType("image/png")
                        .setContentId("<" + PICTURE + ">")
                        .setDisposition("inline")
                        .setName("logo.png")
                        .setData(Buffer.buffer(Logo.bytes(base64)))))
                .orElse(message);
    }
}
