package dev.askfirst.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of AWS's own documentation of Signature Version 4 (Amazon S3 API Reference, "Signature Calculations"). */
class S3SignerTest {

    private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");
    private static final S3Signer SIGNER = new S3Signer("us-east-1", S3Server.ACCESS, S3Server.SECRET);

    @Test
    void anObjectThatIsPut() {
        var signed = SIGNER.headers(
                "PUT",
                URI.create("https://examplebucket.s3.amazonaws.com/test%24file.text"),
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                AT,
                Map.of("date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"));
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                        + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                signed.get("Authorization"));
    }

    @Test
    void anObjectThatIsRead() {
        var signed = SIGNER.headers(
                "GET",
                URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                AT,
                Map.of("range", "bytes=0-9"));
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                signed.get("Authorization"));
    }

    @Test
    void theSecretIsNotInItsText() {
        assertFalse(SIGNER.toString().contains(S3Server.SECRET));
    }
}
