package dev.askfirst.person;

import dev.askfirst.person.key.KeyRing;
import dev.askfirst.person.key.KeyWatch;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.KeysetFile;
import dev.askfirst.platform.security.KeysetFile.State;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Changes the keys of the running service as an operator does, and waits until it has taken them. */
@ApplicationScoped
public class Rotation {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final KeyRing ring;
    private final KeyWatch watch;
    private final Database database;

    Rotation(KeyRing ring, @Wellness KeyWatch watch, Database database) {
        this.ring = ring;
        this.watch = watch;
        this.database = database;
    }

    public KeysetFile file(KeyName name) {
        return new KeysetFile(ring.folder(), name);
    }

    int primary(KeyName name) {
        return file(name).versions().stream()
                .filter(it -> it.state() == State.primary)
                .findFirst()
                .orElseThrow()
                .number();
    }

    /** Adds a key and makes it the one new rows are written under; gives the one that was that before. */
    public int rotate(KeyName name) {
        var old = primary(name);
        var fresh = file(name).add().number();
        Await.until("the new key is known", LONG, () -> versions(name).contains(fresh));
        file(name).promote(fresh);
        Await.until("it is current", LONG, () -> current(name) == fresh);
        return old;
    }

    /** Takes a key out of the file and waits until the service has given it up. */
    public void giveUp(KeyName name, int version) {
        file(name).retire(version);
        Await.until("the old key is given up", LONG, () -> !versions(name).contains(version));
    }

    /** Waits until the service says that it keeps its keys because of this. */
    public void awaitRefusal(String why) {
        Await.until("refused: " + why, LONG, () -> trouble().contains(why));
    }

    public void awaitNoRefusal() {
        Await.until("all is well", LONG, () -> trouble().isEmpty());
    }

    /** Waits until the rekeying has left nothing in this table but what it cannot move. */
    public void awaitMoved(String table, String condition) {
        Await.until("moved: " + table, LONG, () -> left(table, condition) == 0);
    }

    public long left(String table, String condition) {
        return database.count("select count(*) from " + table + " where " + condition);
    }

    public Set<Integer> versions(KeyName name) {
        return name == KeyName.contact
                ? ring.keys().contact().versions()
                : ring.keys().service().versions();
    }

    public int current(KeyName name) {
        return (int) database.count("select live[1] from key_use where purpose = ?", name.name());
    }

    private String trouble() {
        var response = watch.call();
        return response.getStatus() == HealthCheckResponse.Status.UP
                ? ""
                : response.getData().orElseThrow().toString();
    }
}
