package dev.askfirst.clients;

import dev.askfirst.platform.Program;
import java.util.Map;

/** One of the clients that are given to senders, with its own tests and a sender that uses it. */
enum Client {
    JAVA("./mvnw -B -ntp -q -f clients/java/pom.xml verify", """
            java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
            -cp 'clients/java/target/classes:clients/java/target/test-classes:target/quarkus-app/lib/main/*' \
            dev.askfirst.client.Load"""),
    PYTHON("python3 -m unittest discover -s clients/python/tests", "python3 clients/python/tests/load.py"),
    NODE(
            "node --test clients/node/test/askfirst.test.js clients/node/test/fingerprint.test.js",
            "node --max-old-space-size=64 --max-semi-space-size=1 clients/node/test/load.js");

    private final String tests;
    private final String load;

    Client(String tests, String load) {
        this.tests = tests;
        this.load = load;
    }

    /** Builds it where it must be built, and runs its own tests, those that need a service included. */
    Program tests(Map<String, String> environment) {
        return Program.shell(script(tests), environment);
    }

    /** Its sender, told to do this. */
    Program load(String what, Map<String, String> environment) {
        return Program.shell("exec " + script(load + " " + what), environment);
    }

    private static String script(String command) {
        return "env PYTHONPATH=clients/python PYTHONDONTWRITEBYTECODE=1 PATH=" + System.getProperty("java.home")
                + "/bin:$PATH " + command;
    }
}
