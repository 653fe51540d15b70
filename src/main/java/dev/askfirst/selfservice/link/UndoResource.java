package dev.askfirst.selfservice.link;

import dev.askfirst.platform.http.Html;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.selfservice.form.BrokenLink;
import dev.askfirst.selfservice.form.FormBody;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The button beside a no that was just said by a link: what held before holds again. GET changes nothing. */
@Path("/u/{token}/undo")
@RunOnVirtualThread
public class UndoResource {

    @CheckedTemplate(basePath = "selfservice")
    public static class Templates {
        static native TemplateInstance undone(String title, String text, String undo);
    }

    private final Undos undos;

    UndoResource(Undos undos) {
        this.undos = undos;
    }

    @GET
    public Response page(@PathParam("token") String token, @Context HttpHeaders headers) {
        var language = LanguageChoice.of(headers);
        return undos.no(token)
                .map(_ -> Html.page(language, Templates.undone("undoTitle", "undoText", token)))
                .orElseGet(() -> BrokenLink.page(language));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response undo(@PathParam("token") String token, @Context HttpHeaders headers, InputStream body) {
        FormBody.pass(body);
        var language = LanguageChoice.of(headers);
        var no = undos.no(token);
        if (no.isEmpty()) return BrokenLink.page(language);
        return undos.undone(no.get())
                ? Html.page(language, Templates.undone("undoneTitle", "undoneText", ""))
                : Html.page(409, language, Templates.undone("undoLateTitle", "undoLateText", ""));
    }
}
