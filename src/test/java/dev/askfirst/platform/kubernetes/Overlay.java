package dev.askfirst.platform.kubernetes;

/** What operators may apply: the overlays, and each component that is not in one of them by itself. */
enum Overlay {
    DEMO("overlays/demo"),
    DEMO_WITH_KEYCLOAK("overlays/demo", "keycloak"),
    PRODUCTION("overlays/production"),
    PRODUCTION_WITH_INGRESS("overlays/production", "ingress"),
    PRODUCTION_WITH_EXTERNAL_SECRETS("overlays/production", "external-secrets"),
    PRODUCTION_WITH_KAFKA("overlays/production", "kafka"),
    PRODUCTION_RESTORED("overlays/production", "restored"),
    RESTORE("overlays/restore"),
    SCALED("overlays/scaled");

    private final String folder;
    private final String[] components;

    Overlay(String folder, String... components) {
        this.folder = folder;
        this.components = components;
    }

    Manifests manifests() {
        return Manifests.rendered(Kustomize.render(folder, namespace(), components));
    }

    String namespace() {
        return folder.endsWith("demo") ? "askfirst-demo" : "askfirst";
    }
}
