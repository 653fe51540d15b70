package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsElsewhereTest {

    @Test
    void longJobsAreSkippedWhereAnotherInstanceWorksOnThem() {
        assertFalse(new JobsElsewhere(true).test(null));
        assertTrue(new JobsElsewhere(false).test(null));
    }

    @Test
    void everyLongJobAsksWhetherItIsToBeDoneHere() {
        var jobs = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.askfirst").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .flatMap(method -> method.tryGetAnnotationOfType(Scheduled.class.getName()).stream())
                        .filter(job -> job.get("every").orElseThrow().equals("{askfirst.jobs.every}"))
                        .toList();
        assertEquals(3, jobs.size(), "exports, delivery reports, what-ifs");
        assertEquals(List.of(), jobs.stream().filter(job -> !asks(job)).toList());
    }

    private static boolean asks(JavaAnnotation<?> job) {
        return job.get("skipExecutionIf").filter(JavaClass.class::isInstance).stream()
                .anyMatch(skips -> ((JavaClass) skips).isEquivalentTo(JobsElsewhere.class));
    }
}
