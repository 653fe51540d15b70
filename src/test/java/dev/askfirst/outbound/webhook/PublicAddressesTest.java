package dev.askfirst.outbound.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                      | address                  | public
            somebody's server           | 93.184.216.34            | true
            a resolver                  | 8.8.8.8                  | true
            before the private block    | 9.255.255.255            | true
            private, first              | 10.0.0.0                 | false
            private, last               | 10.255.255.255           | false
            behind the private block    | 11.0.0.0                 | true
            private, small              | 192.168.1.1              | false
            before the middle block     | 172.15.255.255           | true
            private, middle             | 172.16.0.1               | false
            private, middle, last       | 172.31.255.255           | false
            behind the middle block     | 172.32.0.0               | true
            loopback                    | 127.0.0.1                | false
            all of loopback             | 127.255.255.254          | false
            this network                | 0.0.0.0                  | false
            also this machine           | 0.1.2.3                  | false
            link-local                  | 169.254.1.1              | false
            metadata of most clouds     | 169.254.169.254          | false
            metadata of containers      | 169.254.170.2            | false
            metadata of Alibaba         | 100.100.100.200          | false
            metadata of Oracle          | 192.0.0.192              | false
            Azure's wire server         | 168.63.129.16            | false
            carrier-grade NAT           | 100.64.0.1               | false
            carrier-grade NAT, last     | 100.127.255.255          | false
            behind carrier-grade NAT    | 100.128.0.0              | true
            examples                    | 192.0.2.1                | false
            more examples               | 198.51.100.7             | false
            yet more                    | 203.0.113.9              | false
            benchmarks                  | 198.19.255.255           | false
            6to4 relay                  | 192.88.99.1              | false
            multicast                   | 224.0.0.1                | false
            multicast, last             | 239.255.255.255          | false
            reserved                    | 240.0.0.1                | false
            broadcast                   | 255.255.255.255          | false
            somebody's server, IPv6     | 2606:4700:4700::1111     | true
            loopback, IPv6              | ::1                      | false
            no address                  | ::                       | false
            link-local, IPv6            | fe80::1                  | false
            site-local                  | fec0::1                  | false
            unique local                | fc00::1                  | false
            metadata of Amazon, IPv6    | fd00:ec2::254            | false
            metadata of Google, IPv6    | fd20:ce::254             | false
            multicast, IPv6             | ff02::1                  | false
            examples, IPv6              | 2001:db8::1              | false
            newer examples              | 3fff::1                  | false
            Teredo                      | 2001:0:53aa:64c::1       | false
            6to4 of a private address   | 2002:a00:1::1            | false
            discard                     | 100::1                   | false
            compatible, loopback        | ::127.0.0.1              | false
            mapped, loopback            | ::ffff:127.0.0.1         | false
            mapped, private             | ::ffff:10.0.0.1          | false
            mapped, metadata            | ::ffff:169.254.169.254   | false
            mapped, public              | ::ffff:8.8.8.8           | true
            translated, loopback        | ::ffff:0:127.0.0.1       | false
            NAT64, loopback             | 64:ff9b::127.0.0.1       | false
            NAT64, private              | 64:ff9b::10.0.0.1        | false
            NAT64, metadata             | 64:ff9b::a9fe:a9fe       | false
            NAT64, public               | 64:ff9b::8.8.8.8         | true
            NAT64, a network's own      | 64:ff9b:1::8.8.8.8       | false
            """)
    void tellsWhetherAnybodyMayConnect(String what, String address, boolean expected) throws UnknownHostException {
        assertEquals(
                expected, PublicAddresses.hold(InetAddress.getByName(address).getAddress()));
    }

    /** Java reads the text of a mapped address as IPv4; its 16 bytes may come from elsewhere. */
    @Test
    void aMappedAddressInSixteenBytesIsTheIpv4AddressInIt() {
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        assertEquals(false, PublicAddresses.hold(mapped));
        System.arraycopy(new byte[] {8, 8, 8, 8}, 0, mapped, 12, 4);
        assertEquals(true, PublicAddresses.hold(mapped));
    }
}
