package dev.askfirst.outbound.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** A broker of Kafka as a process of its own: it can be frozen, killed and started again on what it had. */
final class Broker implements AutoCloseable {

    static final String TOPIC = "askfirst.changes";

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ";
    private static final String PATH = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp 'target/kafka/lib/*' ";

    /** Its programs, in the versions that the pom in `src/test/kafka` names. */
    private static final String INSTALL = """
            if ! cmp -s src/test/kafka/pom.xml target/kafka/installed.xml; then
              JAVA_HOME='%s' MAVEN_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' ./mvnw -B -ntp -q -f src/test/kafka/pom.xml process-classes
              cp src/test/kafka/pom.xml target/kafka/installed.xml
            fi""".formatted(System.getProperty("java.home"));

    /** The service logs in; the tests need not. A broker that was killed may be there again at once. */
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=CONTROLLER://127.0.0.1:%2$d,PLAINTEXT://127.0.0.1:%3$d,SASL_PLAINTEXT://127.0.0.1:%4$d
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.name.sasl_plaintext.sasl.enabled.mechanisms=PLAIN
            listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_askfirst="%5$s";
            log.dirs=%1$s/log
            auto.create.topics.enable=false
            offsets.topic.num.partitions=1
            offsets.topic.replication.factor=1
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            """;

    private final Path folder;
    private final int open = RunningService.freePort();
    private final int guarded = RunningService.freePort();
    private final String password = UUID.randomUUID().toString();
    private Program program;

    /** One that was never started. */
    Broker(String name) {
        folder = RunningService.freshFolder(name);
        succeed(INSTALL);
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("server.properties"),
                    SETTINGS.formatted(folder, RunningService.freePort(), open, guarded, password));
            Files.writeString(folder.resolve("client.properties"), """
                    security.protocol=SASL_PLAINTEXT
                    sasl.mechanism=PLAIN
                    sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="askfirst" password="%s";
                    compression.type=gzip
                    """.formatted(password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        succeed(JAVA + PATH + "kafka.tools.StorageTool format -t qFWoOpWUSJmLBSlOuOM6Ew -c " + settings());
    }

    /** What the service needs to reach it. */
    String[] options() {
        return new String[] {
            "-Daskfirst.kafka.servers=127.0.0.1:" + guarded,
            "-Daskfirst.kafka.properties=" + folder.resolve("client.properties")
        };
    }

    /** Starts it on the ports and files it had; returns when it answers. */
    void start() {
        program = Program.shell("exec " + JAVA + "-Xmx256m " + PATH + "kafka.Kafka " + settings(), Map.of());
        try (var admin = admin()) {
            Await.until("the broker answers", LONG, () -> answers(admin));
        }
    }

    private boolean answers(Admin admin) {
        if (!program.process().isAlive())
            throw new AssertionError(program.awaitEnd(LONG).errors());
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a topic. */
    void makeTopic(String name) throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** How large a batch of the topic may be from now on. */
    void takeNoMoreThan(int bytes) throws ExecutionException, InterruptedException {
        var limit = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
        try (var admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, TOPIC),
                            List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** Prints what the topic has, from its beginning, and what it gets. */
    Program reader(String topic) {
        return Program.shell(
                "exec " + JAVA + PATH + "src/test/kafka/Reader.java 127.0.0.1:" + open + " " + topic, Map.of());
    }

    /** It is there, and does nothing. */
    void freeze() {
        Signals.send("STOP", List.of(program.process().toHandle()));
    }

    void thaw() {
        Signals.send("CONT", List.of(program.process().toHandle()));
    }

    void kill() {
        program.process().destroyForcibly();
        program.awaitEnd(LONG);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + open, "reconnect.backoff.max.ms", "500"));
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private static void succeed(String script) {
        var ended = Program.shell(script, Map.of()).awaitEnd(LONG);
        assertEquals(0, ended.exit(), () -> ended.out() + ended.errors());
    }

    @Override
    public void close() {
        if (program != null && program.process().isAlive()) kill();
    }
}
