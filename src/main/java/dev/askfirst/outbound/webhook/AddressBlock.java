package dev.askfirst.outbound.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** All IP addresses that begin with the same bits, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
public final class AddressBlock {

    private static final Pattern FORM = Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");

    private final byte[] first;
    private final int bits;

    private AddressBlock(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    public static AddressBlock of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no block of addresses: " + text));
    }

    static Optional<AddressBlock> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) return Optional.empty();
        try {
            var first = InetAddress.getByName(parts.group(1)).getAddress();
            var bits = Integer.parseInt(parts.group(2));
            return bits > 8 * first.length ? Optional.empty() : Optional.of(new AddressBlock(first, bits));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    public boolean holds(byte[] address) {
        if (address.length != first.length) return false;
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit & 7);
            if ((address[bit >> 3] & mask) != (first[bit >> 3] & mask)) return false;
        }
        return true;
    }
}
