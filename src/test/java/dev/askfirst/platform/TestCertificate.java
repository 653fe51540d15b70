package dev.askfirst.platform;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key pair and a certificate for one name that nobody but its tests trusts. */
public final class TestCertificate {

    private static final String PASSWORD = "changeit";

    private final Path file;

    private TestCertificate(Path file) {
        this.file = file;
    }

    public static TestCertificate of(String name) throws IOException, InterruptedException {
        return of(name, "EC");
    }

    public static TestCertificate ofRsa(String name) throws IOException, InterruptedException {
        return of(name, "RSA");
    }

    private static TestCertificate of(String name, String algorithm) throws IOException, InterruptedException {
        var file = Files.createTempDirectory(Path.of("target"), "certificate").resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var making = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-startdate",
                        "-1d",
                        "-alias",
                        "test",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (making.waitFor() != 0) throw new IOException("no certificate was made");
        return new TestCertificate(file);
    }

    /** Its key stands under {@code test}. */
    public KeyStore store() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    public SSLContext server() throws GeneralSecurityException, IOException {
        var store = store();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Of a client that trusts this certificate and no other. */
    public SSLContext client() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("test", store.getCertificate("test"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    public PfxOptions trust() {
        return new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
    }
}
