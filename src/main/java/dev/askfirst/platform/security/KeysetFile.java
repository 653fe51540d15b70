package dev.askfirst.platform.security;

import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import dev.askfirst.platform.StartRefused;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The file of one keyset, to be edited; each edit is written whole or not at all. A running service takes it by itself. */
public final class KeysetFile {

    /** What a key of the file is used for. */
    public enum State {
        /** New rows are written under it, once the database says so too. */
        primary,
        /** What stands under it is found. */
        enabled,
        /** It is as if it were not there; it can be restored. */
        retired
    }

    /** A key of the file. */
    public record Version(int number, State state) {}

    private record Held(Key key, int number, State state) {
        Held as(State other) {
            return new Held(key, number, other);
        }

        Version version() {
            return new Version(number, state);
        }
    }

    private final Path folder;
    private final KeyName name;

    public KeysetFile(Path folder, KeyName name) {
        this.folder = folder;
        this.name = name;
    }

    public List<Version> versions() {
        return read().stream().map(Held::version).toList();
    }

    /** Adds a key that is looked up with and not yet written under. */
    public Version add() {
        if (name == KeyName.pairwise)
            throw new StartRefused("the pairwise key stays as it is: its ids are with senders");
        var before = read();
        var enabled = before.stream().filter(it -> it.state() != State.retired).count();
        if (enabled >= name.most()) {
            throw new StartRefused(
                    "`%s` has %d enabled keys already; retire one first".formatted(name.file(), enabled));
        }
        write(before, true);
        return versions().getLast();
    }

    /** Makes an enabled key the primary one. */
    public void promote(int version) {
        change(version, held -> {
            if (held.state() == State.retired) throw new StartRefused("that key is retired; restore it first");
            return held.as(State.primary);
        });
    }

    /** Takes a key out of use; it stays in the file, to be restored if it was still needed. */
    public void retire(int version) {
        change(version, held -> {
            if (held.state() == State.primary)
                throw new StartRefused("that key is the primary one; promote another first");
            return held.as(State.retired);
        });
    }

    /** Brings a retired key back. */
    public void restore(int version) {
        change(version, held -> held.state() == State.retired ? held.as(State.enabled) : held);
    }

    /** Removes a retired key for good. */
    public void remove(int version) {
        var all = read();
        var held = of(version, all);
        if (held.state() != State.retired) throw new StartRefused("only a retired key can be removed");
        write(all.stream().filter(it -> it != held).toList(), false);
    }

    private void change(int version, UnaryOperator<Held> how) {
        var all = read();
        var held = of(version, all);
        var changed = how.apply(held);
        Function<Held, Held> others = changed.state() == State.primary
                ? it -> it.state() == State.primary ? it.as(State.enabled) : it
                : Function.identity();
        write(all.stream().map(it -> it == held ? changed : others.apply(it)).toList(), false);
    }

    private Held of(int version, List<Held> all) {
        return all.stream()
                .filter(it -> it.number() == version)
                .findFirst()
                .orElseThrow(() -> new StartRefused("`%s` has no key %s".formatted(name.file(), Keyset.text(version))));
    }

    private List<Held> read() {
        try {
            var handle = Keys.parse(SecretFile.read(name.in(folder)));
            var all = new ArrayList<Held>();
            for (var i = 0; i < handle.size(); i++) {
                var entry = handle.getAt(i);
                var enabled = entry.getStatus() == KeyStatus.ENABLED ? State.enabled : State.retired;
                all.add(new Held(entry.getKey(), entry.getId(), entry.isPrimary() ? State.primary : enabled));
            }
            return all;
        } catch (GeneralSecurityException | IllegalStateException e) {
            throw new StartRefused("`%s` cannot be read: %s".formatted(name.file(), e.getMessage()));
        }
    }

    private void write(List<Held> all, boolean another) {
        var keyset = KeysetHandle.newBuilder();
        for (var held : all) {
            var entry = KeysetHandle.importKey(held.key())
                    .withFixedId(held.number())
                    .setStatus(held.state() == State.retired ? KeyStatus.DISABLED : KeyStatus.ENABLED);
            keyset.addEntry(held.state() == State.primary ? entry.makePrimary() : entry);
        }
        if (another) {
            keyset.addEntry(
                    KeysetHandle.generateEntryFromParameters(name.parameters()).withRandomId());
        }
        try {
            SecretFile.write(name.in(folder), Keys.text(keyset.build()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
