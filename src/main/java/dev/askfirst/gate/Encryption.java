package dev.askfirst.gate;

import dev.askfirst.platform.StartRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS for one side of the gate.
 *
 * @param verified the name that the other side's certificate must have, where we are the ones who connect
 */
public record Encryption(SSLContext context, Optional<String> verified) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final char[] NO_PASSWORD = {};

    /** Towards mailers, with a certificate chain and its unencrypted key (PKCS #8), both in PEM. */
    public static Encryption server(Path chain, Path key) {
        try {
            var store = empty();
            store.setKeyEntry("gate", key(key), NO_PASSWORD, certificates(chain).toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new Encryption(context, Optional.empty());
        } catch (GeneralSecurityException | IOException e) {
            throw new StartRefused("cannot use the certificate %s with the key %s: %s".formatted(chain, key, e));
        }
    }

    /** Towards a mail server of this name, whose certificate must lead to one of these (PEM), or to one that the JDK trusts. */
    public static Encryption client(String host, Optional<Path> authorities) {
        try {
            var context = SSLContext.getInstance("TLS");
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            var store = authorities.isEmpty() ? null : empty();
            if (store != null) {
                var number = 0;
                for (var each : certificates(authorities.get())) store.setCertificateEntry("ca" + number++, each);
            }
            trust.init(store);
            context.init(null, trust.getTrustManagers(), null);
            return new Encryption(context, Optional.of(host));
        } catch (GeneralSecurityException | IOException e) {
            throw new StartRefused("cannot use the certificates of the mail server's authority: " + e);
        }
    }

    /** The socket with TLS over it, once both sides have agreed. */
    Socket over(Socket socket) throws IOException {
        var name = verified.orElse(socket.getInetAddress().getHostAddress());
        var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
        secure.setUseClientMode(verified.isPresent());
        if (verified.isPresent()) {
            var parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
        }
        secure.startHandshake();
        return secure;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        var read = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (read.isEmpty()) throw new StartRefused("there is no certificate in " + file);
        return List.copyOf(read);
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        var found = KEY.matcher(Files.readString(file));
        if (!found.find()) {
            throw new StartRefused(
                    "there is no `BEGIN PRIVATE KEY` in %s; `openssl pkcs8 -topk8 -nodes` makes it of other keys"
                            .formatted(file));
        }
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException _) {
                // It is a key of another kind.
            }
        }
        throw new StartRefused("the key in %s is of no kind that is known".formatted(file));
    }
}
