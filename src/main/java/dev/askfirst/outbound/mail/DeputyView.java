package dev.askfirst.outbound.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.mail.MailMessage;
import java.util.List;

/**
 * What a person reads who was given a deputy, as text and as HTML, with the same words in both.
 *
 * @param site where they see and end it, as they know it
 * @param name who may act for them
 * @param may names of the texts about what they may
 * @param until the last day on which they may; empty if no end was set
 * @param link to the page where the person ends it
 */
record DeputyView(String language, String site, String name, List<String> may, String until, String link) {

    @CheckedTemplate(basePath = "outbound")
    public static class Templates {
        static native TemplateInstance deputySubject(DeputyView view);

        static native TemplateInstance deputyText(DeputyView view);

        static native TemplateInstance deputy(DeputyView view);
    }

    public LetterLook look() {
        return LetterLook.OURS;
    }

    MailMessage message() {
        return new MailMessage()
                .setSubject(render(Templates.deputySubject(this)).strip())
                .setText(render(Templates.deputyText(this)))
                .setHtml(render(Templates.deputy(this)));
    }

    private String render(TemplateInstance template) {
        return template.setLocale(language).render();
    }

    @Override
    public String toString() {
        return "a deputy";
    }
}
