package dev.askfirst.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that openapi-generator makes of the contract: they compile, do what senders do, and read replies of a later version. */
class GeneratedClientsIT {

    private static final String CLIENTS = "target/contract-tools/clients/";
    private static final String SOURCES = "src/test/contract-tools/";
    private static final String GENERATE_AND_COMPILE_JAVA =
            "MAVEN_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' ./mvnw -B -ntp -q -f " + SOURCES
                    + "pom.xml process-classes";

    /** How it is compiled once it is generated, and how a program of ours runs with it. */
    enum Language {
        JAVA("true", "java -cp 'CLIENTS/classes:CLIENTS/lib/*' Sender"),
        TYPESCRIPT("""
                cp SOURCES/typescript/* CLIENTS/typescript/
                TOOLS/tsc -p CLIENTS/typescript""", "node CLIENTS/typescript/compiled/sender.js"),
        PYTHON("""
                python3 -m venv --system-site-packages --without-pip CLIENTS/python-venv
                python3 -m pip --python CLIENTS/python-venv/bin/python install -q -r CLIENTS/python/requirements.txt
                python3 -m compileall -q CLIENTS/python/openapi_client""", """
                PYTHONPATH=CLIENTS/python CLIENTS/python-venv/bin/python SOURCES/python/sender.py""");

        private final String compile;
        private final String run;

        Language(String compile, String run) {
            this.compile = script(compile);
            this.run = script(run);
        }

        private static String script(String script) {
            return script.replace("CLIENTS/", CLIENTS)
                    .replace("SOURCES/", SOURCES)
                    .replace("TOOLS/", ContractTools.BIN);
        }
    }

    private static RunningService service;
    private static LaterService later;

    @BeforeAll
    static void clientsAreGenerated() throws IOException {
        ContractTools.install();
        ContractTools.succeed(GENERATE_AND_COMPILE_JAVA);
        service = RunningService.fresh("generated-clients");
        later = new LaterService();
    }

    @AfterAll
    static void itStops() {
        if (service != null) service.close();
        if (later != null) later.close();
    }

    @ParameterizedTest
    @EnumSource
    void itDoesWhatSendersDoAndReadsWhatItDoesNotKnow(Language language) {
        ContractTools.succeed(language.compile);
        assertEquals("""
                grant given
                ask permit
                batch permit, 422 /problems/contact-not-for-channel
                stream permit, 422 /problems/contact-not-for-channel
                import 1
                withdraw withdrawn
                ask deny objected consent_withdrawn
                terms 2 withdrawn
                later deny later_reason later_obligation
                later deny, 418 /problems/later
                later later.event
                later 418 /problems/later
                """, ContractTools.succeed(language.run, environment(language)));
    }

    private static Map<String, String> environment(Language language) {
        var environment = new HashMap<String, String>();
        environment.put("ASKFIRST_URL", "http://127.0.0.1:" + service.port());
        environment.put("ASKFIRST_TOKEN", service.senderToken("acme-mailer"));
        environment.put("ASKFIRST_ADMIN_TOKEN", service.token("admin"));
        environment.put("ASKFIRST_LATER_URL", later.url());
        environment.put("ASKFIRST_TEST_ADDRESS", language.name().toLowerCase(Locale.ROOT) + "@generated.example");
        return environment;
    }
}
