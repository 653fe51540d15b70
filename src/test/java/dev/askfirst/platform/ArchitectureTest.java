package dev.askfirst.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The folders depend on each other in one direction: a later one in this list on earlier ones, never back. Files are short. */
class ArchitectureTest {

    private static final int MOST_LINES = 300;

    private static final List<String> ORDER = List.of(
            "verify",
            "authorship",
            "policy",
            "platform",
            "audit",
            "log",
            "law",
            "catalog",
            "person",
            "outbound",
            "consent",
            "decision",
            "authzen",
            "provider",
            "scrub",
            "mailbox",
            "selfservice",
            "reconcile",
            "export",
            "search",
            "console",
            "check",
            "gate",
            "cli");

    @Test
    void everyFolderDependsOnlyOnThoseBeforeIt() {
        rules().forEach(rule -> rule.check(Routes.CODE));
    }

    @Test
    void noFoldersDependOnEachOtherInACircle() {
        slices().matching("dev.askfirst.(*)..").should().beFreeOfCycles().check(Routes.CODE);
    }

    /** Else it becomes an absolute address, made of what the caller says of itself. */
    @Test
    void onlyOneClassSendsCallersOn() {
        noClasses()
                .should()
                .callMethod(Response.class, "seeOther", URI.class)
                .orShould()
                .callMethod(Response.class, "temporaryRedirect", URI.class)
                .orShould()
                .callMethod(Response.ResponseBuilder.class, "location", URI.class)
                .orShould()
                .callMethod(Response.class, "created", URI.class)
                .check(Routes.CODE);
    }

    /** A resource only translates HTTP: what others need of it too belongs in a service under it. */
    @Test
    void noResourceIsUsedByAnotherClass() {
        assertEquals(List.of(), usesOfAnothers("Resource"));
    }

    @Test
    void aClassThatIsUsedByAnotherIsFound() {
        assertFalse(usesOfAnothers("Service").isEmpty());
    }

    @Test
    void everyFolderHasItsPlace() {
        var folders = Routes.CODE.stream()
                .map(type -> type.getPackageName()
                        .replaceFirst("dev\\.askfirst\\.?", "")
                        .split("\\.")[0])
                .distinct()
                .toList();
        assertTrue(ORDER.containsAll(folders), "not in the order: " + folders);
    }

    /** A file that grows past this is split along its subjects. */
    @Test
    void noFileIsTooLongToBeReadAtOnce() throws IOException {
        var tooLong = new TreeMap<String, Long>();
        try (var files = Files.walk(Path.of("src"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                try (var lines = Files.lines(file)) {
                    var length = lines.count();
                    if (length > MOST_LINES) tooLong.put(file.toString(), length);
                }
            }
        }
        assertEquals(Map.of(), tooLong);
    }

    @Test
    void aDependencyTheWrongWayIsFound() {
        var upsideDown = noClasses()
                .that()
                .resideInAPackage("dev.askfirst.decision..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.askfirst.policy..");
        assertFalse(upsideDown.evaluate(Routes.CODE).getFailureReport().isEmpty());
    }

    /** Where code of ours depends on a class of ours whose name ends like this, and is not part of it. */
    private static List<String> usesOfAnothers(String suffix) {
        return Routes.CODE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(it -> it.getTargetClass().getPackageName().startsWith("dev.askfirst"))
                .filter(it -> whole(it.getTargetClass()).endsWith(suffix))
                .filter(it -> !whole(it.getTargetClass()).equals(whole(it.getOriginClass())))
                .map(Dependency::getDescription)
                .toList();
    }

    /** The name of the class in whose file a class stands. */
    private static String whole(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "").replace("[]", "");
    }

    private static List<ArchRule> rules() {
        var rules = new ArrayList<ArchRule>();
        for (var i = 0; i < ORDER.size() - 1; i++) {
            var later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(folder -> "dev.askfirst." + folder + "..")
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage("dev.askfirst." + ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later));
        }
        return rules;
    }
}
