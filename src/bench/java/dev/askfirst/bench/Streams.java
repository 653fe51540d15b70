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
import org.HdrHistogram.Histogram;

/**
 * Asks in streams that stay open as long as a run does, from one thread. Each stream sends questions in pieces, as an HTTP
 * chunk each, while it reads the answers, and is never more than {@link #AHEAD} pieces ahead of them. At the end it waits for
 * the answers to all that it has asked; the time until then counts. A latency is that of a piece, until its last answer.
 */
final class Streams {

    /** How many questions one piece holds. */
    static final int PIECE = 100;

    /** How many pieces may wait for their answers: about as many questions as the service reads ahead. */
    private static final int AHEAD = 10;

    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    private static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final byte[] head;
    private final List<byte[]> pieces;
    private int next;

    Streams(int port, String path, String token, List<String> questions) {
        this.port = port;
        this.head = """
                POST %s HTTP/1.1
                Host: localhost
                Content-Type: application/x-ndjson
                Authorization: Bearer %s
                Transfer-Encoding: chunked

                """.formatted(path, token).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        this.pieces = new ArrayList<>();
        for (var from = 0; from + PIECE <= questions.size(); from += PIECE) {
            pieces.add(chunk(String.join("\n", questions.subList(from, from + PIECE)) + "\n"));
        }
    }

    private static byte[] chunk(String lines) {
        var length = lines.getBytes(StandardCharsets.UTF_8).length;
        return (Integer.toHexString(length) + "\r\n" + lines + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** As fast as so many streams are answered; the result counts answers. */
    Load.Result ask(int number, Duration duration) throws IOException {
        try (var selector = Selector.open()) {
            var latencies = new Histogram(60_000_000L, 3);
            var streams = new ArrayList<Stream>();
            for (var i = 0; i < number; i++) streams.add(new Stream(selector, latencies));
            var start = System.nanoTime();
            var end = start + duration.toNanos();
            while (streams.stream().anyMatch(stream -> !stream.ended)) {
                selector.select(100);
                for (var key : selector.selectedKeys()) ((Stream) key.attachment()).go(System.nanoTime() >= end);
                selector.selectedKeys().clear();
                if (System.nanoTime() > end + PATIENCE) throw new IOException("a stream was not answered to its end");
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            for (var stream : streams) stream.channel.close();
            return new Load.Result(streams.stream().mapToLong(it -> it.answered).sum(), 0, took, latencies);
        }
    }

    private final class Stream {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final Histogram latencies;
        private final ByteBuffer in = ByteBuffer.allocate(256 * 1024);
        private final ArrayDeque<Long> waiting = new ArrayDeque<>();
        private ByteBuffer out = ByteBuffer.wrap(head);
        private long asked;
        private long answered;
        private boolean begun;
        private boolean last;
        private boolean ended;

        Stream(Selector selector, Histogram latencies) throws IOException {
            this.latencies = latencies;
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE, this);
        }

        void go(boolean over) throws IOException {
            if (key.isReadable()) read();
            while (write(over)) {
                // The socket took the whole piece, so it may take the next one.
            }
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            ended = last && !out.hasRemaining() && answered == asked;
        }

        /** Writes what is left, or else the next piece if there may be one; true if all of it was taken. */
        private boolean write(boolean over) throws IOException {
            if (!out.hasRemaining()) {
                if (last || !over && waiting.size() == AHEAD) return false;
                out = ByteBuffer.wrap(over ? END : pieces.get(next++ % pieces.size()));
                last = over;
                if (!over) {
                    asked += PIECE;
                    waiting.add(System.nanoTime());
                }
            }
            channel.write(out);
            return !out.hasRemaining();
        }

        /** Each answer ends with a line feed alone; in all else of HTTP a carriage return goes before it. */
        private void read() throws IOException {
            in.clear();
            var length = channel.read(in);
            if (length < 0) throw new IOException("the service closed a stream");
            if (!begun && in.get(9) != '2')
                throw new IOException(new String(in.array(), 0, length, StandardCharsets.UTF_8));
            begun = true;
            var bytes = in.array();
            for (var i = 0; i < length; i++) {
                if (bytes[i] == '\n') answered++;
                else if (bytes[i] == '\r') answered--;
            }
            var now = System.nanoTime();
            while (!waiting.isEmpty() && asked - (waiting.size() - 1L) * PIECE <= answered) {
                latencies.recordValue(Math.min((now - waiting.poll()) / 1000, 59_000_000L));
            }
        }
    }
}
