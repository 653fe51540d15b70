package dev.askfirst.consent.imports;

import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.consent.ImportAnswer;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code imports/cases.yaml} and {@code tool-cases.yaml}: every row has its result, counts as it should, and counts once. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ImportResourceTest {

    /** A file, the wanted result of each row, and the wanted answers to questions after it. */
    record Case(String file, String query, String results, String then) {
        @Override
        public String toString() {
            return file;
        }
    }

    @Inject
    Database database;

    static Stream<Case> cases() throws IOException {
        var ours = new YAMLMapper().readValue(ImportAnswer.read("cases.yaml"), Case[].class);
        var tools = new YAMLMapper().readValue(ImportAnswer.read("tool-cases.yaml"), Case[].class);
        return Stream.concat(Stream.of(ours), Stream.of(tools));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyRowHasAResultAndRepeatingChangesNothing(Case wanted) {
        assertEquals(wanted.results(), answer(wanted));
        assertAnswers(wanted);
        var recorded = recorded();
        assertEquals(repeated(wanted.results()), answer(wanted));
        assertEquals(recorded, recorded());
        assertAnswers(wanted);
    }

    private static String answer(Case wanted) {
        return String.join("\n", ImportAnswer.ofFile(wanted.file(), wanted.query())) + "\n";
    }

    private void assertAnswers(Case wanted) {
        wanted.then().lines().forEach(line -> assertEquals(line, line.split(" = ")[0] + " = " + decision(line)));
    }

    /** The answer with every reason, as it stands in the record: the sender's own is cut for people it never met. */
    private String decision(String line) {
        var words = List.of(line.split(" "));
        var question =
                Map.of("controller", words.get(0), "channel", words.get(1), "topic", words.get(2), "to", words.get(3));
        var id = ask("agency", Json.write(question))
                .then()
                .statusCode(200)
                .extract()
                .<String>path("id");
        return database.value(
                        "select concat_ws(' ', outcome, nullif(array_to_string(reasons, ' '), '')) from decision where id = ?",
                        UUID.fromString(id))
                .orElseThrow();
    }

    /** What was created is unchanged the second time; what was rejected is rejected again. */
    private static String repeated(String results) {
        var created = results.lines().filter(line -> line.endsWith(" created")).count();
        var unchanged =
                results.lines().filter(line -> line.endsWith(" unchanged")).count();
        return results.replace(" created\n", " unchanged\n")
                .replaceFirst("\"created\":\\d+", "\"created\":0")
                .replaceFirst("\"unchanged\":\\d+", "\"unchanged\":" + (created + unchanged));
    }

    private long recorded() {
        return database.count("select (select count(*) from consent_event) + (select count(*) from suppression)");
    }
}
