package dev.askfirst.platform;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The service's own keys, as Tink keysets in files that only it can read. A keyset may hold several versions: the
 * primary one is used, the others are looked up with.
 */
public final class Keys {

    private static final String SERVICE = "service.json";
    private static final String CONTACT = "contact.json";
    private static final String PAIRWISE = "pairwise.json";
    private static final String LINKS = "links.json";

    static {
        try {
            AeadConfig.register();
            DeterministicAeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private final Path folder;

    public Keys(Path folder) {
        this.folder = folder;
    }

    /** Makes the keysets that are missing. Only a local service does this; production brings its own. */
    static void create(Path folder) {
        create(folder.resolve(SERVICE), PredefinedAeadParameters.AES256_GCM);
        create(folder.resolve(CONTACT), PredefinedPrfParameters.HMAC_SHA256_PRF);
        create(folder.resolve(PAIRWISE), PredefinedPrfParameters.HMAC_SHA256_PRF);
        create(folder.resolve(LINKS), PredefinedDeterministicAeadParameters.AES256_SIV);
    }

    /** Wraps the key of each person and of each month. */
    public Aead service() {
        return primitive(SERVICE, Aead.class);
    }

    /** Hashes contact points, so that they can be found without being read. */
    public PrfSet contact() {
        return primitive(CONTACT, PrfSet.class);
    }

    /** Makes the ids under which controllers know people. */
    public PrfSet pairwise() {
        return primitive(PAIRWISE, PrfSet.class);
    }

    /** Seals the links that go out with permits. */
    public DeterministicAead links() {
        return primitive(LINKS, DeterministicAead.class);
    }

    private <P> P primitive(String file, Class<P> type) {
        try {
            var keyset = SecretFile.read(folder.resolve(file));
            return TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), type);
        } catch (GeneralSecurityException e) {
            throw new StartRefused("the keyset %s cannot be read: %s".formatted(folder.resolve(file), e.getMessage()));
        }
    }

    private static void create(Path file, Parameters parameters) {
        if (Files.exists(file)) return;
        try {
            var handle = KeysetHandle.generateNew(parameters);
            SecretFile.write(file, TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
