package dev.askfirst.cli;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.KeysetFile;
import dev.askfirst.platform.security.KeysetFile.State;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Edits the keysets in the data folder. A running service takes them by itself, or says in its log why not. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Lists and changes the keys in the data folder; a running service takes the change within seconds.",
            "NAME is service, contact or links. The order of a rotation: add, promote, and when nothing stands under the "
                    + "old key any more (metric askfirst_keys_left), retire."
        })
final class KeysCommand implements Runnable {

    private static final String WHICH = "One of ${COMPLETION-CANDIDATES}.";
    private static final String VERSION = "The number that list shows.";

    /** Versions are 32 bits, as people read them without a sign. */
    static final class Version implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return Integer.parseUnsignedInt(text);
        }
    }

    @Mixin
    private DataOption data;

    @Override
    public void run() {
        list(data);
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows each key: keyset, number, state.")
    void list(@Mixin DataOption from) {
        for (var name : KeyName.values()) {
            for (var version : file(from, name).versions()) System.out.println(line(name, version));
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Adds a key that is looked up with. Roll it out to all instances before it is promoted.")
    void add(@Mixin DataOption to, @Parameters(paramLabel = "NAME", description = WHICH) KeyName name) {
        System.out.println(line(name, file(to, name).add()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a key the primary one; without VERSION the one that was added last.")
    void promote(
            @Mixin DataOption in,
            @Parameters(paramLabel = "NAME", description = WHICH) KeyName name,
            @Parameters(paramLabel = "VERSION", arity = "0..1", converter = Version.class, description = VERSION)
                    Optional<Integer> version) {
        file(in, name).promote(version.orElseGet(() -> added(in, name)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Takes a key out of use. It stays in the file and can be restored.")
    void retire(
            @Mixin DataOption in,
            @Parameters(paramLabel = "NAME", description = WHICH) KeyName name,
            @Parameters(paramLabel = "VERSION", converter = Version.class, description = VERSION) int version,
            @Option(names = "--for-good", description = "Removes a key that was retired before.") boolean forGood) {
        if (forGood) file(in, name).remove(version);
        else file(in, name).retire(version);
    }

    @Command(mixinStandardHelpOptions = true, description = "Brings a retired key back.")
    void restore(
            @Mixin DataOption in,
            @Parameters(paramLabel = "NAME", description = WHICH) KeyName name,
            @Parameters(paramLabel = "VERSION", converter = Version.class, description = VERSION) int version) {
        file(in, name).restore(version);
    }

    private static int added(DataOption in, KeyName name) {
        var last = file(in, name).versions().getLast();
        if (last.state() == State.enabled) return last.number();
        throw new StartRefused("no key was added to `%s` since the primary one; add one first".formatted(name.file()));
    }

    private static KeysetFile file(DataOption data, KeyName name) {
        return new KeysetFile(TokenCommand.keys(data.folder()), name);
    }

    private static String line(KeyName name, KeysetFile.Version version) {
        return "%-8s %10s %s".formatted(name, Integer.toUnsignedString(version.number()), version.state());
    }
}
