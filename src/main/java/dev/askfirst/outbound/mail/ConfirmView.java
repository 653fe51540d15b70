package dev.askfirst.outbound.mail;

import dev.askfirst.catalog.CatalogDocument;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.mail.MailMessage;
import java.util.Optional;

/**
 * What a person reads who is asked to confirm, as text and as HTML, with the same words in both.
 *
 * @param language one that there are texts in
 * @param words of the notice under which the yes was given, in the language they were shown in
 */
record ConfirmView(
        String language,
        CatalogDocument.Controller controller,
        String topic,
        Optional<CatalogDocument.Notice> words,
        String link,
        String until) {

    @CheckedTemplate(basePath = "outbound")
    public static class Templates {
        static native TemplateInstance subject(ConfirmView view);

        static native TemplateInstance confirmText(ConfirmView view);

        static native TemplateInstance confirm(ConfirmView view);
    }

    MailMessage message() {
        return look().on(new MailMessage()
                .setSubject(render(Templates.subject(this))
                        .replaceAll("\\p{Cntrl}+", " ")
                        .strip())
                .setText(render(Templates.confirmText(this)))
                .setHtml(render(Templates.confirm(this))));
    }

    public LetterLook look() {
        return LetterLook.of(controller);
    }

    /** What the controller is called in the language of the letter. */
    public String from() {
        return controller.nameIn(language);
    }

    /** The human's address without its scheme, as people write it. */
    public String contact() {
        return controller.contact().replaceFirst("^(mailto|tel):", "");
    }

    private String render(TemplateInstance template) {
        return template.setLocale(language).render();
    }
}
