package dev.askfirst.cli;

import dev.askfirst.platform.schema.Migration;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;

/** Migrates an operator's database. A local service migrates its own at each start. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the database to what this build needs; running it again changes nothing. Services of the version before go on "
                    + "meanwhile, and those of this one wait for it at their start.",
            "It reads QUARKUS_DATASOURCE_JDBC_URL, and the owner's QUARKUS_FLYWAY_USERNAME and QUARKUS_FLYWAY_PASSWORD, "
                    + "which the service does not need."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every step is done",
            "2:a setting is missing, or the database refused a step; those before it stay"
        })
final class MigrateCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        new Migration(ConfigProvider.getConfig()).run(System.out);
        return 0;
    }
}
