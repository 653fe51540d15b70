package dev.askfirst.platform;

import static io.restassured.RestAssured.given;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import dev.askfirst.platform.local.LocalTokens;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls the API as somebody, and holds every exchange against the contract, that of pages included. */
public final class Api {

    private static final OpenApiValidationFilter WHOLE = new OpenApiValidationFilter(validator(false));
    private static final OpenApiValidationFilter REPLY_ONLY = new OpenApiValidationFilter(validator(true));

    private static final TestTokens TOKENS = new TestTokens();

    private static final RestAssuredConfig FILES = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
                    .encodeContentTypeAs("text/csv", ContentType.TEXT)
                    .encodeContentTypeAs("message/rfc822", ContentType.TEXT)
                    .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private Api() {}

    /** A sending system, as a well-behaved caller. */
    public static RequestSpecification sender(String id) {
        return as(senderToken(id)).filter(WHOLE);
    }

    /** Staff, as a well-behaved caller. */
    public static RequestSpecification staff(String role) {
        return as(token(role)).filter(WHOLE);
    }

    /** Staff who are limited to these controllers. */
    public static RequestSpecification limited(String role, String... controllers) {
        return careless(limitedToken(role, controllers));
    }

    public static String limitedToken(String role, String... controllers) {
        return LocalTokens.issue(
                keys(), role, Optional.empty(), Optional.empty(), List.of(controllers), Duration.ofMinutes(20));
    }

    /** A certain one of staff, as a well-behaved caller. */
    public static RequestSpecification staff(String role, String name) {
        return as(token(role, name)).filter(WHOLE);
    }

    /** Somebody who speaks for themselves. */
    public static RequestSpecification person(UUID person) {
        return as(personToken(person)).filter(WHOLE);
    }

    /** A caller whose requests may break the contract; the replies may not. */
    public static RequestSpecification careless(String token) {
        return as(token).filter(REPLY_ONLY);
    }

    /** Somebody without a token. */
    public static RequestSpecification anybody() {
        return given().config(FILES).filter(REPLY_ONLY);
    }

    public static String senderToken(String id) {
        return TOKENS.token(keys(), "sender", Optional.of(id), Optional.empty());
    }

    public static String personToken(UUID person) {
        return TOKENS.token(keys(), "person", Optional.empty(), Optional.of(person.toString()));
    }

    public static String deputyToken(UUID deputy) {
        return TOKENS.token(keys(), "deputy", Optional.empty(), Optional.of(deputy.toString()));
    }

    public static String token(String role) {
        return TOKENS.token(keys(), role, Optional.empty(), Optional.empty());
    }

    public static String token(String role, String name) {
        return TOKENS.token(keys(), role, Optional.empty(), Optional.of(name));
    }

    public static Path keys() {
        return Path.of(ConfigProvider.getConfig().getValue("test.keys", String.class));
    }

    /** Asks one question as a sender and gives the reply, whatever its status. */
    public static Response ask(String sender, String question) {
        return sender(sender).body(question).post("/v1/decisions");
    }

    private static RequestSpecification as(String token) {
        return given().config(FILES).auth().oauth2(token).contentType(ContentType.JSON);
    }

    static OpenApiInteractionValidator validator(boolean careless) {
        var levels = LevelResolver.create();
        if (careless) levels.withLevel("validation.request", ValidationReport.Level.IGNORE);
        return OpenApiInteractionValidator.createForInlineApiSpecification(Contract.asOfNow())
                .withLevelResolver(levels.build())
                .build();
    }
}
