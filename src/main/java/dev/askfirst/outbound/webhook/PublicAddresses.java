package dev.askfirst.outbound.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of the public internet: all but what IANA's special-purpose registries keep for private networks, for this
 * machine, for its neighbours, for examples and for everybody at once, and but the places where clouds hand out secrets.
 */
final class PublicAddresses {

    private static final List<AddressBlock> NOT_PUBLIC = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // Azure's own services
            "169.254.0.0/16", // link-local, and the clouds' metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // examples
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // examples
            "203.0.113.0/24", // examples
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // examples
            "2002::/16", // 6to4
            "3fff::/20"); // examples

    /** Of IPv6 only global unicast is public: neither loopback, link-local, unique local nor multicast is in it. */
    private static final AddressBlock GLOBAL = AddressBlock.of("2000::/3");

    /** Stand for an IPv4 address in their last 32 bits: it decides. */
    private static final List<AddressBlock> EMBEDDING = blocks("::ffff:0:0:0/96", "64:ff9b::/96");

    /** Of which {@code ::ffff:a.b.c.d} is one; Java reads its text as the IPv4 address. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private PublicAddresses() {}

    static boolean hold(byte[] address) {
        if (address.length == 16 && embeds(address)) return hold(Arrays.copyOfRange(address, 12, 16));
        if (address.length == 16 && !GLOBAL.holds(address)) return false;
        return NOT_PUBLIC.stream().noneMatch(block -> block.holds(address));
    }

    private static boolean embeds(byte[] address) {
        return Arrays.equals(Arrays.copyOf(address, 12), MAPPED)
                || EMBEDDING.stream().anyMatch(block -> block.holds(address));
    }

    private static List<AddressBlock> blocks(String... texts) {
        return Stream.of(texts).map(AddressBlock::of).toList();
    }
}
