package dev.askfirst.authzen;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells enforcement points where to ask: only what there is, at the address that the operator configured. */
@Path("/.well-known/authzen-configuration")
public class ConfigurationResource {

    /** The names are those of the standard, and of its obligations profile. */
    record Configuration(
            @JsonProperty("policy_decision_point") String decisionPoint,
            @JsonProperty("access_evaluation_endpoint") String evaluation,
            @JsonProperty("access_evaluations_endpoint") String evaluations,
            @JsonProperty("supported_obligations") List<String> obligations) {}

    private static final String AN_HOUR = "public, max-age=3600";

    private final Configuration configuration;

    ConfigurationResource(@ConfigProperty(name = "askfirst.public-url") String publicUrl) {
        var base = publicUrl.replaceAll("/+$", "");
        configuration = new Configuration(
                base, base + "/access/v1/evaluation", base + "/access/v1/evaluations", List.of("custom"));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response configuration() {
        return Response.ok(configuration).header("Cache-Control", AN_HOUR).build();
    }
}
