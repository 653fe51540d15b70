import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ActsApi;
import org.openapitools.client.api.ChangesApi;
import org.openapitools.client.api.PeopleApi;
import org.openapitools.client.api.QuestionsApi;
import org.openapitools.client.model.Batch;
import org.openapitools.client.model.BatchItem;
import org.openapitools.client.model.BatchQuestion;
import org.openapitools.client.model.Decision;
import org.openapitools.client.model.Evidence;
import org.openapitools.client.model.Grant;
import org.openapitools.client.model.LookupBody;
import org.openapitools.client.model.NoticeRef;
import org.openapitools.client.model.Obligation;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.Question;
import org.openapitools.client.model.Reason;
import org.openapitools.client.model.RefusalRequest;

/** Uses what openapi-generator makes of the contract for Java, and says what it read. */
public final class Sender {

    private static final String TO = "mailto:" + System.getenv("ASKFIRST_TEST_ADDRESS");

    private final ApiClient client;
    private final ActsApi acts;
    private final QuestionsApi questions;

    private Sender(ApiClient client) {
        this.client = client;
        acts = new ActsApi(client);
        questions = new QuestionsApi(client);
    }

    public static void main(String[] arguments) throws Exception {
        new Sender(client("ASKFIRST_URL", "ASKFIRST_TOKEN")).use();
        readTerms();
        new Sender(client("ASKFIRST_LATER_URL", "ASKFIRST_TOKEN")).readWhatIsNewer();
    }

    private static ApiClient client(String url, String token) {
        var client = new ApiClient();
        client.updateBaseUri(System.getenv(url));
        client.setRequestInterceptor(it -> it.header("Authorization", "Bearer " + System.getenv(token)));
        return client;
    }

    private void use() throws Exception {
        System.out.println("grant " + acts.grant(grant(), null).getState());
        System.out.println("ask " + said(questions.ask(question(), "generated-" + TO, "5")));
        var batch = questions.askMany(new Batch().questions(twoQuestions()), null);
        System.out.println("batch " + said(batch.getDecisions()));
        var lines = twoQuestions().stream().map(this::json).collect(Collectors.joining("\n"));
        var items = Files.readAllLines(questions.askAll(lines).toPath()).stream()
                .map(it -> read(it, BatchItem.class))
                .toList();
        System.out.println("stream " + said(items));
        System.out.println("import " + importOne());
        System.out.println("withdraw " + acts.withdraw(new RefusalRequest().contact(TO).controller("acme"), null).getState());
        System.out.println("ask " + said(questions.ask(question(), null, null)));
    }

    private static Grant grant() {
        return new Grant()
                .contact(TO)
                .controller("acme")
                .topic("offers")
                .channel("email")
                .notice(new NoticeRef().id("acme-marketing").version(1).language("en"))
                .evidence(new Evidence().method("form").source("https://acme.example/signup"));
    }

    private static Question question() {
        return new Question().to(TO).channel("email").topic("offers.shoes");
    }

    /** One that can be answered, and one that cannot. */
    private static List<BatchQuestion> twoQuestions() {
        return List.of(
                new BatchQuestion().to(TO).channel("email").topic("offers.shoes").key("first-" + UUID.randomUUID()),
                new BatchQuestion().to("tel:+33612345678").channel("email").topic("offers.shoes"));
    }

    private String importOne() throws Exception {
        var rows = "contact,notice.id,notice.version,evidence.method,at\n"
                + TO.replace("@", "-too@") + ",acme-marketing,1,form,2026-01-01T09:00:00Z\n";
        var reply = acts.importActs("grants", rows, null, "acme", "offers", "email", null, null, null, null, null, null);
        var results = Files.readAllLines(reply.toPath());
        return client.getObjectMapper()
                .readTree(results.get(results.size() - 1))
                .at("/summary/created")
                .asText();
    }

    private static void readTerms() throws ApiException {
        var people = new PeopleApi(client("ASKFIRST_URL", "ASKFIRST_ADMIN_TOKEN"));
        var person = people.lookup(new LookupBody().contact(TO)).getPerson();
        var terms = people.person(person, null);
        System.out.println("terms " + terms.getVersion() + " " + terms.getConsents().get(0).getState());
    }

    private void readWhatIsNewer() throws Exception {
        System.out.println("later " + said(questions.ask(question(), null, null)));
        System.out.println("later " + said(questions.askMany(new Batch().questions(twoQuestions()), null).getDecisions()));
        System.out.println("later " + new ChangesApi(client).changes(null, null).getEvents().get(0).getType());
        try {
            acts.grant(grant(), null);
        } catch (ApiException e) {
            System.out.println("later " + said(read(e.getResponseBody(), Problem.class)));
        }
    }

    private static String said(List<BatchItem> items) {
        return items.stream()
                .map(it -> it.getError() == null ? it.getOutcome().getValue() : said(it.getError()))
                .collect(Collectors.joining(", "));
    }

    private static String said(Problem problem) {
        return problem.getStatus() + " " + problem.getType();
    }

    /** The outcome; of a no its reasons, and obligations that we do not know. */
    private static String said(Decision decision) {
        var known = List.of("add_header", "link", "disclose", "contact");
        var said = decision.getOutcome().getValue();
        for (Reason reason : decision.getReasons()) said += " " + reason.getCode();
        if (decision.getObligations() == null) return said;
        for (Obligation it : decision.getObligations()) if (!known.contains(it.getType())) said += " " + it.getType();
        return said;
    }

    private String json(Object value) {
        try {
            return client.getObjectMapper().writeValueAsString(value);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return client.getObjectMapper().readValue(json, type);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
