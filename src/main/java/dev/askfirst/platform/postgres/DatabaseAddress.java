package dev.askfirst.platform.postgres;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** What JDBC addresses and their properties say, as far as this service has to know. */
final class DatabaseAddress {

    private static final Pattern HOSTS = Pattern.compile("(jdbc:postgresql://)([^/?]+)(.*)");
    private static final Pattern SETTING = Pattern.compile("-c\\s*(\\w+)=([^\\s\\\\]+)\\s*");
    private static final String OPTIONS = "options";

    private DatabaseAddress() {}

    /** One address for each server that this one names, in its order. */
    static List<String> each(String address) {
        var parts = HOSTS.matcher(address);
        if (!parts.matches()) return List.of(address);
        return Arrays.stream(parts.group(2).split(","))
                .map(host -> parts.group(1) + host + parts.group(3))
                .toList();
    }

    /** The server alone, to be told in the log. */
    static String host(String address) {
        var parts = HOSTS.matcher(address);
        return parts.matches() ? parts.group(2) : "the database";
    }

    /**
     * Settings of the session that are asked for as {@code -c name=value}. They are made once the connection stands, for
     * poolers do not pass them on; empty if the address has options of its own, or options are of another form.
     */
    static Map<String, String> settings(String address, Properties properties) {
        var options = Optional.ofNullable(properties.getProperty(OPTIONS)).orElse("");
        if (address.contains(OPTIONS + "=") || !options.matches("(" + SETTING + ")+")) return Map.of();
        var settings = new LinkedHashMap<String, String>();
        SETTING.matcher(options).results().forEach(found -> settings.put(found.group(1), found.group(2)));
        return settings;
    }

    /** The properties for a connection whose settings are made once it stands. */
    static Properties without(Map<String, String> settings, Properties properties) {
        var rest = new Properties();
        properties.stringPropertyNames().forEach(name -> rest.setProperty(name, properties.getProperty(name)));
        if (!settings.isEmpty()) rest.remove(OPTIONS);
        // A standby that was one a moment ago may be the primary by now.
        rest.putIfAbsent("hostRecheckSeconds", "0");
        // A server that hangs takes connections and says nothing: then the next one is tried.
        rest.putIfAbsent("loginTimeout", "5");
        return rest;
    }
}
