package dev.askfirst.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every case of RFC 7396, appendix A, and that a patch leaves what it was applied to as it was. */
class MergePatchTest {

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":"b"}             | {"a":"c"}                  | {"a":"c"}
            {"a":"b"}             | {"b":"c"}                  | {"a":"b","b":"c"}
            {"a":"b"}             | {"a":null}                 | {}
            {"a":"b","b":"c"}     | {"a":null}                 | {"b":"c"}
            {"a":["b"]}           | {"a":"c"}                  | {"a":"c"}
            {"a":"c"}             | {"a":["b"]}                | {"a":["b"]}
            {"a":{"b":"c"}}       | {"a":{"b":"d","c":null}}   | {"a":{"b":"d"}}
            {"a":[{"b":"c"}]}     | {"a":[1]}                  | {"a":[1]}
            ["a","b"]             | ["c","d"]                  | ["c","d"]
            {"a":"b"}             | ["c"]                      | ["c"]
            {"a":"foo"}           | null                       | null
            {"a":"foo"}           | "bar"                      | "bar"
            {"e":null}            | {"a":1}                    | {"e":null,"a":1}
            [1,2]                 | {"a":"b","c":null}         | {"a":"b"}
            {}                    | {"a":{"bb":{"ccc":null}}}  | {"a":{"bb":{}}}
            """)
    void appendixA(String original, String patch, String result) throws JsonProcessingException {
        var target = Json.MAPPER.readTree(original);
        assertEquals(Json.MAPPER.readTree(result), MergePatch.apply(target, Json.MAPPER.readTree(patch)));
        assertEquals(Json.MAPPER.readTree(original), target);
    }
}
