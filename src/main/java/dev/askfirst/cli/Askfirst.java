package dev.askfirst.cli;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
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
            MailgateCommand.class,
            PolicydCommand.class,
            MailCommand.class,
            ScrubCommand.class,
            CheckCommand.class,
            MigrateCommand.class,
            ErasuresCommand.class
        })
public final class Askfirst {

    /** The exit code of a command that failed as a whole, as opposed to one with rejected rows. */
    static final int IMPOSSIBLE = 2;

    private Askfirst() {}

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    /** The exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Askfirst())
                .setExecutionExceptionHandler((failure, _, _) -> complain(failure))
                .execute(arguments);
    }

    /** An unexpected error is no result: its exit code differs from results such as "tampered with". */
    private static int complain(Exception failure) {
        if (failure instanceof StartRefused) System.err.println("askfirst: " + failure.getMessage());
        else if (failure instanceof IOException) System.err.println("askfirst: it broke off: " + reason(failure));
        else failure.printStackTrace();
        return IMPOSSIBLE;
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
