package dev.askfirst.platform.http;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;

/** The page behind the {@code type} of every problem: what it means, what to do. */
@Path("/problems/{code}")
@RunOnVirtualThread
public class ProblemResource {

    @CheckedTemplate(basePath = "platform", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    public static class Templates {
        static native TemplateInstance problem(ProblemCode problem, List<String> advice);
    }

    @GET
    public Response problem(@PathParam("code") String code) {
        return Stream.of(ProblemCode.values())
                .filter(it -> it.text().equals(code))
                .findFirst()
                // What stands between backticks is code: every second part.
                .map(it -> Html.page(Templates.problem(it, List.of(it.advice().split("`")))))
                .orElseThrow(() -> Fault.of(ProblemCode.NOT_FOUND, "no problem with this code"));
    }
}
