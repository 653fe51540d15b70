package dev.askfirst.decision.intake;

import dev.askfirst.platform.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is asked, and however, a question gets the same reply whichever way it takes through the service. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DirectQuestionsTest {

    private static final String ASK = "POST /v1/decisions HTTP/1.1";
    private static final String QUESTION = "{'to': '{ana}', 'channel': 'email', 'topic': 'offers'}";

    @Inject
    MeterRegistry meters;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what                     | status | body
            a yes                      | 200    | {'to': '{ana}', 'channel': 'email', 'topic': 'offers'}
            a no                       | 200    | {'to': 'mailto:nobody@test.example', 'channel': 'email', 'topic': 'offers'}
            alternatives               | 200    | {'to': 'mailto:nobody@test.example', 'channel': 'email', 'topic': 'offers', 'suggest': true}
            only to know               | 200    | {'to': '{ana}', 'channel': 'email', 'topic': 'offers', 'mode': 'check'}
            space around it            | 200    | ` {'to': '{ana}', 'channel': 'email', 'topic': 'offers'} `
            an empty body              | 400    | ``
            nothing but space          | 400    | ` `
            no JSON                    | 400    | to=ana
            an end too early           | 400    | {'to': '{ana}', 'channel'
            a list                     | 400    | []
            nothing                    | 400    | null
            more after its end         | 400    | {'to': '{ana}', 'channel': 'email', 'topic': 'offers'} {}
            an unknown member          | 400    | {'to': '{ana}', 'channel': 'email', 'topic': 'offers', 'x': 1}
            a member twice             | 400    | {'to': '{ana}', 'channel': 'email', 'topic': 'offers', 'topic': 'news'}
            a member of another type   | 400    | {'to': '{ana}', 'channel': 5, 'topic': 'offers'}
            a member missing           | 400    | {'to': '{ana}', 'topic': 'offers'}
            nested too deep            | 400    | {'to': [[[[[[[[[[[[[[[[[[[['{ana}']]]]]]]]]]]]]]]]]]]], 'channel': 'email', 'topic': 'offers'}
            a key inside               | 400    | {'to': '{ana}', 'channel': 'email', 'topic': 'offers', 'key': 'k'}
            a member that is too long  | 400    | {'to': '{ana}', 'channel': 'email', 'topic': '{long}'}
            no address                 | 400    | {'to': 'ana', 'channel': 'email', 'topic': 'offers'}
            an unknown topic           | 422    | {'to': '{ana}', 'channel': 'email', 'topic': 'weather'}
            an unknown channel         | 422    | {'to': '{ana}', 'channel': 'pigeon', 'topic': 'offers'}
            """)
    void whateverTheBodyIs(String what, int status, String body) throws IOException {
        bothWays("direct", status, ASK, List.of(), body);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what                            | way    | status | headers
            nothing special                   | direct | 200    |
            a key                             | direct | 200    | Idempotency-Key: {new}
            a key that is empty               | rest   | 400    | Idempotency-Key:
            a key in other letters            | direct | 200    | Idempotency-Key: clé {new}
            a key that is too long            | direct | 400    | Idempotency-Key: {long}
            two keys                          | rest   | 200    | Idempotency-Key: {new} & Idempotency-Key: {long}
            two keys, the first one too long  | rest   | 400    | Idempotency-Key: {long} & Idempotency-Key: {new}
            time enough                       | direct | 200    | Request-Timeout: 5
            no time                           | direct | 400    | Request-Timeout: 0
            no number of seconds              | direct | 400    | Request-Timeout: soon
            no time given                     | rest   | 200    | Request-Timeout:
            two times                         | rest   | 200    | Request-Timeout: 5 & Request-Timeout: soon
            another language                  | direct | 200    | Accept-Language: de
            languages by weight               | direct | 200    | Accept-Language: fr;q=0.2, de;q=0.7
            two lines of languages            | rest   | 200    | Accept-Language: de & Accept-Language: fr
            no language                       | direct | 200    | Accept-Language: ;;;
            an empty language                 | rest   | 200    | Accept-Language:
            JSON is acceptable                | direct | 200    | Accept: application/json
            anything is acceptable            | direct | 200    | Accept: */*
            as browsers' clients ask          | direct | 200    | Accept: application/json, text/plain, */*
            an empty Accept                   | rest   | 200    | Accept:
            JSON by weight                    | rest   | 200    | Accept: text/html, application/json;q=0.5
            any of a kind                     | rest   | 200    | Accept: application/*
            two lines of Accept               | rest   | 200    | Accept: image/png & Accept: application/json
            an image                          | rest   | 406    | Accept: image/png
            a page                            | rest   | 406    | Accept: text/html
            another encoding of the reply     | direct | 200    | Accept-Encoding: gzip, br
            an encoding of the body           | rest   | 200    | Content-Encoding: identity
            JSON that is in UTF-8             | direct | 200    | Content-Type: application/json; charset=utf-8
            JSON that is in UTF-8, in capitals| direct | 200    | Content-Type: application/json;charset=UTF-8
            JSON in capitals                  | rest   | 200    | Content-Type: APPLICATION/JSON
            JSON in another charset           | rest   | 200    | Content-Type: application/json; charset=iso-8859-1
            no type                           | rest   | 200    | Content-Type:
            another type                      | rest   | 415    | Content-Type: text/plain
            a type that is like it            | rest   | 415    | Content-Type: application/merge-patch+json
            two types                         | rest   | 200    | Content-Type: application/json & Content-Type: text/plain
            two other types                   | rest   | 415    | Content-Type: text/plain & Content-Type: application/json
            a body in chunks                  | rest   | 200    | Transfer-Encoding: chunked
            an answer before the body         | rest   | 200    | Expect: 100-continue
            an expectation nobody knows       | rest   | 200    | Expect: wonders
            a length that is none             | rest   | 400    | Content-Length: many
            a length below nothing            | rest   | 400    | Content-Length: -5
            what proxies add                  | direct | 200    | X-Forwarded-For: 10.0.0.1 & X-Forwarded-Proto: https & X-Forwarded-Host: a.example & Forwarded: for=10.0.0.1;proto=https;host=b.example
            what traces it                    | direct | 200    | traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 & X-Request-Id: 5
            another method, by header         | direct | 200    | X-HTTP-Method-Override: DELETE
            from another web site             | direct | 200    | Origin: https://evil.example & Cookie: askfirst=1
            an upgrade nobody offers          | direct | 200    | Upgrade: h2c & HTTP2-Settings: AAMAAABkAAQAAP__
            """)
    void whateverTheHeadersAre(String what, String way, int status, String headers) throws IOException {
        bothWays(way, status, ASK, lines(headers), QUESTION);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # who                                 | way    | status | Authorization
            a sender                              | direct | 200    | Bearer {acme}
            a sender, the scheme in small letters | direct | 200    | bearer {acme}
            another sender                        | direct | 200    | Bearer {globex}
            a sender that the catalog lacks       | direct | 403    | Bearer {stranger}
            a sender without a name               | direct | 403    | Bearer {nameless}
            two, the first of them good           | rest   | 200    | Bearer {acme} & Authorization: Bearer x
            two, the first of them bad            | rest   | 401    | Bearer x & Authorization: Bearer {acme}
            staff                                 | rest   | 403    | Bearer {staff}
            a person                              | rest   | 403    | Bearer {person}
            nobody                                | rest   | 401    | nothing
            an empty header                       | rest   | 401    | ``
            no token                              | rest   | 401    | Bearer
            a token that is none                  | rest   | 401    | Bearer x
            another scheme                        | rest   | 401    | Basic YTpi
            a token with space after it           | rest   | 401    | Bearer {acme} x
            a token that is over                  | rest   | 401    | Bearer {over}
            a token for somebody else             | rest   | 401    | Bearer {elsewhere}
            a token from somebody else            | rest   | 401    | Bearer {foreign}
            a token by another key                | rest   | 401    | Bearer {forged}
            """)
    void whoeverAsks(String who, String way, int status, String authorization) throws IOException {
        bothWays(way, status, ASK, lines("Authorization: " + authorization), QUESTION);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            # way | line                                            | status
            direct | POST /v1/decisions HTTP/1.1                    | 200
            direct | POST /v1/decisions?topic=news HTTP/1.1         | 200
            direct | POST http://localhost/v1/decisions HTTP/1.1    | 200
            rest   | POST /v1/decisions HTTP/1.0                    | 200
            rest   | POST /v1/decisions/ HTTP/1.1                   | 200
            rest   | POST //v1/decisions HTTP/1.1                   | 200
            rest   | POST /v1/./decisions HTTP/1.1                  | 200
            rest   | POST /v1/decision%73 HTTP/1.1                  | 200
            rest   | POST /v1/decisions;x=1 HTTP/1.1                | 200
            rest   | POST /V1/decisions HTTP/1.1                    | 404
            rest   | GET /v1/decisions HTTP/1.1                     | 405
            rest   | HEAD /v1/decisions HTTP/1.1                    | 405
            rest   | PUT /v1/decisions HTTP/1.1                     | 405
            rest   | DELETE /v1/decisions HTTP/1.1                  | 405
            rest   | OPTIONS /v1/decisions HTTP/1.1                 | 200
            rest   | WONDER /v1/decisions HTTP/1.1                  | 405
            """)
    void whateverTheRequestLineIs(String way, String line, int status) throws IOException {
        bothWays(way, status, line, List.of(), QUESTION);
    }

    @ParameterizedTest(name = "{0} bytes: {2}")
    @CsvSource({"direct, 65536, 200", "rest, 65537, 413", "rest, 200000, 413"})
    void howeverLongItIs(String way, int length, int status) throws IOException {
        bothWays(
                way,
                status,
                ASK,
                List.of(),
                "{'to': '{ana}', {space:%d} 'channel': 'email', 'topic': 'offers'}".formatted(length));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, 400", "UTF-32LE, 400", "ISO-8859-1, 400"})
    void whateverItsBytesMean(String charset, int status) throws IOException {
        var question = "{'to': '{ana}', 'channel': 'email', 'topic': 'été'}";
        bothWays("direct", status, ASK, List.of(), question, Charset.forName(charset));
    }

    private void bothWays(String way, int status, String line, List<String> headers, String body) throws IOException {
        bothWays(way, status, line, headers, body, StandardCharsets.UTF_8);
    }

    private void bothWays(String way, int status, String line, List<String> headers, String body, Charset charset)
            throws IOException {
        new BothWays(meters, line, headers, body, charset).giveTheSame(way, status);
    }

    private static List<String> lines(String headers) {
        return headers == null ? List.of() : List.of(headers.split(" & "));
    }
}
