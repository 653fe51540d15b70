package dev.askfirst.cli;

import dev.askfirst.consent.erasure.ErasureExport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the list of erasures. To apply it is a start of the service: the script does that. */
@Command(
        name = "erasures",
        mixinStandardHelpOptions = true,
        subcommands = ErasuresCommand.Export.class,
        synopsisSubcommandLabel = "(export FILE | apply FILE)",
        description = {
            "Keeps a list of who was erased outside the database, so that a restored one does not have them again.",
            "export adds to FILE the erasures that it lacks. apply FILE [--data DIR] erases whoever of the list is there "
                    + "again, with the settings and keys of the service, which must not run meanwhile on a data folder."
        })
final class ErasuresCommand {

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Adds to the list what it lacks; what is there stays. Nobody can be told from it.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:the list has every erasure of the database", "2:it could not be read or written"})
    static final class Export implements Callable<Integer> {

        @Mixin
        private DatabaseOption database;

        @Parameters(paramLabel = "FILE", description = "The list, which is made if it is not there.")
        private Path file;

        @Override
        public Integer call() throws Exception {
            return database.read((connection, _) -> {
                System.out.printf("%d lines were added%n", ErasureExport.write(connection, file));
                return 0;
            });
        }
    }
}
