package dev.askfirst.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Such as {@code 127.0.0.1:2525} or {@code [::1]:2525}. */
record HostAndPort(String host, int port) {

    static final class Converter implements ITypeConverter<HostAndPort> {
        @Override
        public HostAndPort convert(String text) {
            var colon = text.lastIndexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
                throw new TypeConversionException("it is HOST:PORT, such as 127.0.0.1:2525");
            }
            var port = Integer.parseInt(text.substring(colon + 1));
            if (port > 65_535) throw new TypeConversionException("no port is " + port);
            return new HostAndPort(text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1"), port);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    boolean isLocal() {
        var address = address().getAddress();
        return address != null && address.isLoopbackAddress();
    }
}
