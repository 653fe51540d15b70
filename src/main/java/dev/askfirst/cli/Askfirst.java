package dev.askfirst.cli;

import dev.askfirst.platform.StartRefused;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that need no running service of their own. */
@Command(
        name = "./askfirst",
        mixinStandardHelpOptions = true,
        subcommands = {
            TokenCommand.class,
            ImportCommand.class,
            ReconcileCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            KeysCommand.class,
            CheckCommand.class
        })
public final class Askfirst {

    /** What cannot be done at all, as opposed to rows that were rejected. */
    static final int IMPOSSIBLE = 2;

    private Askfirst() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Askfirst())
                .setExecutionExceptionHandler((failure, _, _) -> complain(failure))
                .execute(arguments));
    }

    private static int complain(Exception failure) throws Exception {
        if (!(failure instanceof StartRefused)) throw failure;
        System.err.println("askfirst: " + failure.getMessage());
        return IMPOSSIBLE;
    }
}
