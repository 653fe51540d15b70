package dev.askfirst.platform.http;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of this service as declared in code, so that a caller of a wrong method or type learns the right ones. */
@ApplicationScoped
class ServedRoutes {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+(?::([^{}]+))?}");

    /** One method on one path: the media types it reads, and who may call it; none of either means any. */
    private record Route(String method, String template, Pattern path, List<String> reads, List<String> roles) {}

    private final BeanManager beans;
    private volatile List<Route> routes = List.of();

    ServedRoutes(BeanManager beans) {
        this.beans = beans;
    }

    /** The templates of all paths. */
    Set<String> templates() {
        return all().stream().map(Route::template).collect(Collectors.toSet());
    }

    /** The methods that this path takes. */
    Set<String> methods(String path) {
        var methods = at(path).map(Route::method).collect(Collectors.toCollection(java.util.TreeSet::new));
        if (methods.contains("GET")) methods.add("HEAD");
        return methods;
    }

    /** The media types that this path reads with this method. */
    List<String> reads(String method, String path) {
        return of(method, path, Route::reads);
    }

    /** The roles that may call this path with this method. */
    List<String> roles(String method, String path) {
        return of(method, path, Route::roles);
    }

    private List<String> of(String method, String path, Function<Route, List<String>> part) {
        return at(path).filter(it -> it.method().equals(method))
                .flatMap(it -> part.apply(it).stream())
                .distinct()
                .toList();
    }

    /** Of several templates that match, the one with the most fixed text serves the path. */
    private Stream<Route> at(String path) {
        var matching =
                all().stream().filter(it -> it.path().matcher(path).matches()).toList();
        var closest = matching.stream()
                .map(Route::template)
                .max(Comparator.comparingInt(
                        it -> PARAMETER.matcher(it).replaceAll("").length()));
        return matching.stream().filter(it -> closest.get().equals(it.template()));
    }

    private List<Route> all() {
        if (routes.isEmpty()) {
            routes = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                    .map(Bean::getBeanClass)
                    .distinct()
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                    .flatMap(method -> route(method).stream())
                    .toList();
        }
        return routes;
    }

    private static Optional<Route> route(Method method) {
        return Stream.of(method.getAnnotations())
                .flatMap(it -> Stream.ofNullable(it.annotationType().getAnnotation(HttpMethod.class)))
                .findFirst()
                .map(http -> new Route(
                        http.value(),
                        template(method),
                        pattern(template(method)),
                        stated(method, Consumes.class, Consumes::value),
                        stated(method, RolesAllowed.class, RolesAllowed::value)));
    }

    private static <A extends java.lang.annotation.Annotation> List<String> stated(
            Method method, Class<A> annotation, Function<A, String[]> values) {
        return Optional.ofNullable(method.getAnnotation(annotation))
                .or(() -> Optional.ofNullable(method.getDeclaringClass().getAnnotation(annotation)))
                .map(values)
                .map(List::of)
                .orElse(List.of());
    }

    private static String template(Method method) {
        var own = Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value);
        var path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value() + "/" + own.orElse("");
        return path.replaceAll("/+", "/").replaceAll("(.)/$", "$1");
    }

    private static Pattern pattern(String template) {
        var pattern = new StringBuilder();
        var parameter = PARAMETER.matcher(template);
        var fixed = 0;
        while (parameter.find()) {
            pattern.append(Pattern.quote(template.substring(fixed, parameter.start())));
            pattern.append(Optional.ofNullable(parameter.group(1))
                    .map(it -> "(?:" + it + ")")
                    .orElse("[^/]+"));
            fixed = parameter.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(template.substring(fixed))).toString());
    }
}
