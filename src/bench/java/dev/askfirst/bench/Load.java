package dev.askfirst.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Loads one address over keep-alive connections from one thread, so that the generator takes as little of the shared
 * processors as it can. Closed: every connection asks again at once, which finds the most. Open: questions start at a
 * fixed rate whatever the answers do, and each latency counts from the intended start.
 */
final class Load {

    /** What one run came to. Latencies in microseconds; {@code failed} are answers other than 200. */
    record Result(long answered, long failed, Duration took, Histogram latencies) {
        double rate() {
            return answered * 1e9 / took.toNanos();
        }
    }

    private static final int CHUNKED = Integer.MAX_VALUE;
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final List<byte[]> requests;
    private int next;

    Load(int port, List<byte[]> requests) {
        this.port = port;
        this.requests = requests;
    }

    /** One HTTP request as bytes. */
    static byte[] post(String path, String token, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var head =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
                        .formatted(path, token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n", body.length)
                        .getBytes(StandardCharsets.US_ASCII);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** As fast as {@code connections} callers can ask, each waiting for its answer. */
    Result closed(int connections, Duration duration) throws IOException {
        return new Run(connections, Double.POSITIVE_INFINITY, duration).go();
    }

    /** At {@code rate} a second. */
    Result open(int connections, double rate, Duration duration) throws IOException {
        return new Run(connections, rate, duration).go();
    }

    private final class Run {
        private final Histogram latencies = new Histogram(60_000_000L, 3);
        private final Selector selector = Selector.open();
        private final List<Connection> connections = new ArrayList<>();
        private final ArrayDeque<Connection> idle = new ArrayDeque<>();
        private final double rate;
        private final long nanos;
        private long answered;
        private long failed;

        Run(int number, double rate, Duration duration) throws IOException {
            this.rate = rate;
            this.nanos = duration.toNanos();
            for (var i = 0; i < number; i++) connections.add(new Connection(selector));
        }

        Result go() throws IOException {
            var start = System.nanoTime();
            idle.addAll(connections);
            var due = 0L;
            while (System.nanoTime() - start < nanos) {
                due = startDue(start, due);
                if (Double.isInfinite(rate) ? selector.select(100) == 0 : selector.selectNow() == 0) {
                    if (!Double.isInfinite(rate)) LockSupport.parkNanos(20_000);
                    continue;
                }
                for (var key : selector.selectedKeys()) read((Connection) key.attachment());
                selector.selectedKeys().clear();
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            for (var connection : connections) connection.channel.close();
            selector.close();
            return new Result(answered, failed, took, latencies);
        }

        /** Starts what is due; what finds no idle connection waits, and its wait counts. */
        private long startDue(long start, long begun) throws IOException {
            var due = begun;
            while (!idle.isEmpty()) {
                var intended = Double.isInfinite(rate) ? System.nanoTime() : start + (long) (due * 1e9 / rate);
                if (intended > System.nanoTime()) return due;
                idle.poll().send(requests.get(next++ % requests.size()), intended);
                due++;
            }
            return due;
        }

        private void read(Connection connection) throws IOException {
            if (!connection.readAnswer()) return;
            latencies.recordValue(Math.min((System.nanoTime() - connection.intended) / 1000, 59_000_000L));
            if (connection.ok) answered++;
            else failed++;
            idle.add(connection);
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        private long intended;
        private int wanted = -1;
        private boolean ok;

        Connection(Selector selector) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(byte[] request, long at) throws IOException {
            intended = at;
            wanted = -1;
            buffer.clear();
            var bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) channel.write(bytes);
        }

        /** True once the whole answer is here. */
        boolean readAnswer() throws IOException {
            if (buffer.remaining() == 0) {
                var larger = ByteBuffer.allocate(buffer.capacity() * 2);
                buffer = larger.put(buffer.flip());
            }
            if (channel.read(buffer) < 0) throw new IOException("the service closed a connection");
            if (wanted < 0) {
                var head = headEnd();
                if (head < 0) return false;
                ok = buffer.get(9) == '2';
                wanted = end(head);
            }
            return wanted == CHUNKED ? endsWithLastChunk() : buffer.position() >= wanted;
        }

        private boolean endsWithLastChunk() {
            var end = buffer.position();
            for (var i = 0; i < LAST_CHUNK.length; i++) {
                if (buffer.get(end - LAST_CHUNK.length + i) != LAST_CHUNK[i]) return false;
            }
            return true;
        }

        private int headEnd() {
            for (var i = 3; i < buffer.position(); i++) {
                if (buffer.get(i) == '\n' && buffer.get(i - 2) == '\n') return i + 1;
            }
            return -1;
        }

        private int end(int head) {
            var text =
                    new String(buffer.array(), 0, head, StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
            var at = text.indexOf("content-length:");
            if (at < 0) return CHUNKED;
            return head
                    + Integer.parseInt(
                            text.substring(at + 15, text.indexOf('\r', at)).strip());
        }
    }
}
