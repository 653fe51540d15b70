package dev.askfirst.outbound.mail;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.mail.MailMessage;

/**
 * What a person reads who is to show that an address is theirs, as text and as HTML.
 *
 * @param site where they want to go, as they know it
 * @param link that does the same as typing the digits; empty for none
 */
record CodeView(String language, String site, String digits, String link, String until) {

    @CheckedTemplate(basePath = "outbound")
    public static class Templates {
        static native TemplateInstance codeSubject(CodeView view);

        static native TemplateInstance codeText(CodeView view);

        static native TemplateInstance code(CodeView view);

        static native TemplateInstance codeSms(CodeView view);
    }

    /** In a few words; the last line lets a telephone fill in the digits on the page of this host, and on no other. */
    String text() {
        return render(Templates.codeSms(this)).strip();
    }

    public LetterLook look() {
        return LetterLook.OURS;
    }

    /** Where the digits are typed. */
    public String host() {
        return site.replaceFirst(":\\d+$", "");
    }

    MailMessage message() {
        return new MailMessage()
                .setSubject(render(Templates.codeSubject(this)).strip())
                .setText(render(Templates.codeText(this)))
                .setHtml(render(Templates.code(this)));
    }

    private String render(TemplateInstance template) {
        return template.setLocale(language).render();
    }

    @Override
    public String toString() {
        return "a code";
    }
}
