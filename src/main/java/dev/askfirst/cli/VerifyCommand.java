package dev.askfirst.cli;

import dev.askfirst.verify.ExportFolder;
import dev.askfirst.verify.Key;
import dev.askfirst.verify.ProofVerification;
import dev.askfirst.verify.Report;
import dev.askfirst.verify.Tampered;
import dev.askfirst.verify.Unreadable;
import dev.askfirst.verify.Verification;
import dev.askfirst.verify.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an export, or the proof of a consent, offline, with nothing but keys that the auditor trusts. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks an export, or a consent's proof, without the service: every hash, the root, the signatures, and that nothing was "
                        + "rewritten since a checkpoint that you kept.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is whole", "1:it was tampered with; the first place is named", "2:nothing can be said"})
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "An export, as a folder or a zip, or the zip of a consent's proof.")
    private Path folder;

    @Option(
            names = "--key",
            required = true,
            description =
                    "A verifier key, as /log/key shows it, that you got by another way; may be given several times.")
    private List<String> keys = List.of();

    @Option(names = "--checkpoint", description = "A file with an earlier checkpoint of the same log.")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(
            names = "--witness",
            description = "A verifier key of a witness that must have cosigned; may be given several times.")
    private List<String> witnesses = List.of();

    @Override
    public Integer call() {
        try (var bar = Bar.of("checking", -1, " entries")) {
            var trusted = new ArrayList<Key>();
            for (var key : keys) trusted.add(Key.parse(key));
            var demanded = new ArrayList<Witness>();
            for (var witness : witnesses) demanded.add(Witness.parse(witness));
            System.out.println("whole: "
                    + (ProofVerification.isProof(folder)
                            ? proof(trusted, demanded)
                            : export(trusted, demanded, bar::stepTo)));
            return 0;
        } catch (Tampered e) {
            System.out.println("tampered: " + e.getMessage());
            return 1;
        } catch (Unreadable e) {
            System.out.println("unreadable: " + e.getMessage());
            return Askfirst.IMPOSSIBLE;
        }
    }

    private Report export(List<Key> trusted, List<Witness> demanded, LongConsumer progress)
            throws Tampered, Unreadable {
        try (var files = ExportFolder.open(folder)) {
            return new Verification(files.path(), trusted, earlier(), progress)
                    .seenBy(demanded)
                    .run();
        }
    }

    private String proof(List<Key> trusted, List<Witness> demanded) throws Tampered, Unreadable {
        if (checkpoint.isPresent())
            throw new Unreadable("a proof of single entries cannot tell whether the log goes on from your checkpoint:"
                    + " make an export with it");
        return ProofVerification.of(folder, trusted).seenBy(demanded).run();
    }

    private Optional<String> earlier() throws Unreadable {
        if (checkpoint.isEmpty()) return Optional.empty();
        try {
            return Optional.of(Files.readString(checkpoint.get()));
        } catch (IOException e) {
            throw new Unreadable("the earlier checkpoint cannot be read: " + e.getMessage());
        }
    }
}
