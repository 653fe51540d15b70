package dev.askfirst.platform.security;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.signature.SignatureConfig;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The service's own keys as they stood in their files at one moment: Tink keysets, which may hold several keys. Immutable;
 * files that are missing, broken or hold more keys than they may are refused.
 *
 * @param digest of the files; others have another
 */
public record Keys(
        Keyset<Aead> service,
        Keyset<PrfSet> contact,
        Keyset<PrfSet> pairwise,
        Keyset<DeterministicAead> links,
        String digest) {

    static {
        try {
            AeadConfig.register();
            DeterministicAeadConfig.register();
            PrfConfig.register();
            SignatureConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Keys read(Path folder) {
        var texts = texts(folder);
        SigningKey.parse(texts.get(KeyName.log));
        return new Keys(
                keyset(texts, KeyName.service, Aead.class),
                keyset(texts, KeyName.contact, PrfSet.class),
                keyset(texts, KeyName.pairwise, PrfSet.class),
                keyset(texts, KeyName.links, DeterministicAead.class),
                digest(texts));
    }

    /** The digest of the files as they stand now. */
    public static String digest(Path folder) {
        return digest(texts(folder));
    }

    /** Makes the keysets that are missing. Only a local service does this; production brings its own. */
    public static void create(Path folder) {
        for (var name : KeyName.values()) {
            if (Files.exists(name.in(folder))) continue;
            try {
                SecretFile.write(name.in(folder), text(KeysetHandle.generateNew(name.parameters())));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static KeysetHandle parse(String text) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
    }

    static String text(KeysetHandle handle) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
    }

    private static Map<KeyName, String> texts(Path folder) {
        var texts = new EnumMap<KeyName, String>(KeyName.class);
        for (var name : KeyName.values()) texts.put(name, SecretFile.read(name.in(folder)));
        return texts;
    }

    private static String digest(Map<KeyName, String> texts) {
        return HexFormat.of().formatHex(Sha256.of(String.join("\0", texts.values())));
    }

    private static <P> Keyset<P> keyset(Map<KeyName, String> texts, KeyName name, Class<P> type) {
        try {
            var handle = parse(texts.get(name));
            var versions = versions(handle);
            if (versions.size() > name.most()) {
                throw new StartRefused("the keyset `%s` has %d enabled keys and may have %d"
                        .formatted(name.file(), versions.size(), name.most()));
            }
            if (name == KeyName.service) telltale(handle);
            var primitive = handle.getPrimitive(RegistryConfiguration.get(), type);
            return new Keyset<>(name, primitive, handle.getPrimary().getId(), versions);
        } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            throw new StartRefused("the keyset `%s` cannot be read: %s".formatted(name.file(), e.getMessage()));
        }
    }

    private static Set<Integer> versions(KeysetHandle handle) {
        return IntStream.range(0, handle.size())
                .mapToObj(handle::getAt)
                .filter(entry -> entry.getStatus() == KeyStatus.ENABLED)
                .map(KeysetHandle.Entry::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What these keys wrap must tell which of them did it. */
    private static void telltale(KeysetHandle handle) throws GeneralSecurityException {
        for (var i = 0; i < handle.size(); i++) {
            if (!handle.getAt(i).getKey().getParameters().hasIdRequirement()) {
                throw new GeneralSecurityException("a key of it has no prefix of its own (use outputPrefixType TINK)");
            }
        }
    }
}
