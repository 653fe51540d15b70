package dev.askfirst.platform;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the code says about itself: its classes, and the routes they serve. */
public final class Routes {

    static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.askfirst");

    private static final Pattern CHOICE = Pattern.compile("\\{\\w+:([a-z]+(?:\\|[a-z]+)+)}");

    /** One method on one path, and who may call it; no roles means anybody. */
    public record Route(String method, String path, Set<String> roles) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private Routes() {}

    /** The routes of the contract; what is under {@code /q/} is for operators. */
    public static Stream<Route> all() {
        return CODE.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream())
                .flatMap(Routes::routes)
                .filter(route -> !route.path().startsWith("/q/"));
    }

    private static Stream<Route> routes(JavaMethod method) {
        return method.getAnnotations().stream()
                .flatMap(it -> it.getRawType().tryGetAnnotationOfType(HttpMethod.class).stream())
                .limit(1)
                .flatMap(http -> paths(path(method)).map(path -> new Route(http.value(), path, roles(method))));
    }

    /** A parameter that can only be one of some words stands for a path with each of them. */
    private static Stream<String> paths(String template) {
        var choice = CHOICE.matcher(template);
        if (!choice.find()) return Stream.of(template.replaceAll("\\{(\\w+):[^}]+}", "{$1}"));
        return Stream.of(choice.group(1).split("\\|"))
                .flatMap(it -> paths(template.substring(0, choice.start()) + it + template.substring(choice.end())));
    }

    private static String path(JavaMethod method) {
        var own = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        var path = method.getOwner().getAnnotationOfType(Path.class).value() + (own.isEmpty() ? "" : "/" + own);
        return path.replaceAll("/+", "/").replaceAll("(.)/$", "$1");
    }

    private static Set<String> roles(JavaMethod method) {
        return method.tryGetAnnotationOfType(RolesAllowed.class)
                .or(() -> method.getOwner().tryGetAnnotationOfType(RolesAllowed.class))
                .map(allowed -> Set.of(allowed.value()))
                .orElse(Set.of());
    }
}
