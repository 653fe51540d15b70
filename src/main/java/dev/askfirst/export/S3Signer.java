package dev.askfirst.export;

import dev.askfirst.platform.security.AwsSignature;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Signs requests to S3-compatible stores: AWS Signature Version 4, the payload by its hash. For paths without a query. */
record S3Signer(String region, String accessKey, String secretKey) {

    /** The headers that a request must carry. */
    Map<String, String> headers(String method, URI object, String payload, Instant at) {
        return headers(method, object, payload, at, Map.of());
    }

    /** The same with further headers that are signed too, by their names in small letters. */
    Map<String, String> headers(String method, URI object, String payload, Instant at, Map<String, String> more) {
        var sent = new TreeMap<>(more);
        sent.put("x-amz-content-sha256", payload);
        sent.put("x-amz-date", AwsSignature.stamp(at));
        var signed = new TreeMap<>(sent);
        signed.put("host", object.getRawAuthority());
        // Unlike other services, stores take the path as it is sent.
        var request = new AwsSignature.Canonical(method, object.getRawPath(), "", signed, payload);
        sent.put("Authorization", new AwsSignature(accessKey, secretKey, region, "s3").authorization(request, at));
        return sent;
    }

    @Override
    public String toString() {
        // The secret never reaches a log by accident.
        return "S3Signer[" + accessKey + "]";
    }
}
