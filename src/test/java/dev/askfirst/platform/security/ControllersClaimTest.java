package dev.askfirst.platform.security;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.security.OddTokens.signed;
import static dev.askfirst.platform.security.OddTokens.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Challenge;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit of staff that cannot be understood, or that names what is not there, never lets them see more. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ControllersClaimTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                         | is no list of ids
            null                       | is no list of ids
            "acme"                     | is no list of ids
            5                          | is no list of ids
            true                       | is no list of ids
            {"acme": true}             | is no list of ids
            [5]                        | is no list of ids
            [null]                     | is no list of ids
            [["acme"]]                 | is no list of ids
            ["acme", ""]               | is no list of ids
            ["*"]                      | is no list of ids
            ["acme' or true --"]       | is no list of ids
            ["nobody"]                 | names 'nobody'
            ["acme", "nobody"]         | names 'nobody'
            """)
    void aLimitThatIsNoneRefusesEverything(String claim, String why) throws GeneralSecurityException {
        for (var role : List.of("compliance", "admin")) {
            var token = token(role, claim);
            for (var path : List.of("/v1/audit/entries", "/v1/catalog", "/v1/suppressions", "/v1/webhooks")) {
                if (role.equals("compliance") == path.endsWith("webhooks")) continue;
                if (role.equals("admin") && path.contains("audit")) continue;
                var reply = careless(token).get(path);
                assertEquals(403, reply.statusCode(), path + " with " + claim);
                var told = reply.header(Challenge.HEADER).replace('`', '\'');
                assertTrue(told.contains("error_description=") && told.contains(why), told);
            }
        }
    }

    /** It is nothing to a sender, whose rights stand in the catalog, nor to anybody without a limit. */
    @Test
    void itLimitsStaffAlone() throws GeneralSecurityException {
        assertEquals(200, careless(token("sender", "[]")).get("/v1/catalog").statusCode());
        assertEquals(
                200,
                careless(token("compliance", "[\"acme\",\"globex\"]"))
                        .get("/v1/audit/entries")
                        .statusCode());
        assertEquals(
                200, careless(token("compliance", "")).get("/v1/audit/entries").statusCode());
    }

    private static String token(String role, String claim) throws GeneralSecurityException {
        var claims = with("controllers", claim).replace("[\"sender\"]", "[\"" + role + "\"]");
        return signed("{\"alg\":\"RS256\"}", claims);
    }
}
