package dev.askfirst.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** What this machine is, and what processor time went where (Linux: from /proc). */
final class Machine {

    private static final int HERTZ = 100;

    private Machine() {}

    static String describe() throws IOException {
        var model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 2))
                .orElse("unknown processor");
        return "%d × %s, Linux %s"
                .formatted(Runtime.getRuntime().availableProcessors(), model, System.getProperty("os.version"));
    }

    /** Processor seconds a process has used so far. */
    static double seconds(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / HERTZ;
    }

    /** Processor seconds of a process and its children, those that have ended too. */
    static double secondsWithChildren(ProcessHandle process) throws IOException {
        var sum = 0.0;
        for (var it : java.util.stream.Stream.concat(java.util.stream.Stream.of(process), process.descendants())
                .toList()) {
            try {
                sum += seconds(it.pid());
            } catch (IOException _) {
                // It ended just now; its parent has its time.
            }
        }
        var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return sum + (Double.parseDouble(fields[13]) + Double.parseDouble(fields[14])) / HERTZ;
    }

    /** Seconds that the hypervisor gave to others while we wanted to run. */
    static double stolen() throws IOException {
        var cpu = Files.readAllLines(Path.of("/proc/stat")).getFirst().trim().split("\\s+");
        return Double.parseDouble(cpu[8]) / HERTZ;
    }

    /** Milliseconds to make 8 KiB durable in this folder: the median of 50. */
    static double fsync(Path folder) throws IOException {
        var file = Files.createTempFile(folder, "fsync", ".probe");
        var times = new long[50];
        try (var channel =
                FileChannel.open(file, List.of(StandardOpenOption.WRITE).toArray(StandardOpenOption[]::new))) {
            for (var i = 0; i < times.length; i++) {
                channel.write(ByteBuffer.allocate(8192));
                var start = System.nanoTime();
                channel.force(false);
                times[i] = System.nanoTime() - start;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(times);
        return times[25] / 1e6;
    }
}
