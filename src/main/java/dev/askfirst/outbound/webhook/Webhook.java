package dev.askfirst.outbound.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a sender, or staff, want to be told of what happens. */
@Entity(name = "webhook")
class Webhook {

    @Id
    @Column(name = "webhook_id")
    UUID id;

    @Column(nullable = false, updatable = false)
    String owner;

    @Column(nullable = false, updatable = false)
    String name;

    @Column(nullable = false)
    String url;

    /** Null is all. */
    @Column(columnDefinition = "text[]")
    List<String> types;

    boolean active;

    @Column(name = "switched_off")
    String switchedOff;

    @Column(nullable = false)
    byte[] secret;

    @Column(name = "old_secret")
    byte[] oldSecret;

    @Column(name = "old_secret_until")
    Instant oldSecretUntil;

    @Column(name = "created_at", nullable = false, updatable = false)
    Instant createdAt;

    Webhook() {}

    Webhook(UUID id, String owner, String name, Instant createdAt) {
        this.id = id;
        this.owner = owner;
        this.name = name;
        this.createdAt = createdAt;
    }
}
