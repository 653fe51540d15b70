package dev.askfirst.platform.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only on a machine of one's own does a demonstration let everybody in. */
class DemoTest {

    @ParameterizedTest
    @CsvSource({
        "true, local, true",
        "true, test, true",
        "true, prod, false",
        "true, prod debug, false",
        "true, '', false",
        "false, local, false"
    })
    void itIsOpenOnAMachineOfOnesOwn(boolean on, String profiles, boolean open) {
        var demo = new Demo(on, Arrays.asList(profiles.split(" ")));
        assertEquals(open, demo.isOpen());
        assertEquals(on, demo.on());
    }
}
