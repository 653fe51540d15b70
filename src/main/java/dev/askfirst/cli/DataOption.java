package dev.askfirst.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The local service's data folder, as several commands take it. */
final class DataOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            defaultValue = "${env:ASKFIRST_DATA:-.askfirst}",
            description = "The data folder of the local service (default: ${DEFAULT-VALUE}).")
    private Path folder;

    Path folder() {
        return folder;
    }

    ParameterException misused(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
