package dev.askfirst.policy;

import java.util.Map;

/** The contacts that labels stand for in golden cases, each of one case alone. */
final class GoldenContacts {

    /** Contacts that are telephone numbers: of which place, and how many digits follow. */
    private static final Map<String, String> PHONES = Map.ofEntries(
            Map.entry("france", "+336 8"),
            Map.entry("reunion", "+262692 6"),
            Map.entry("new-york", "+12122 6"),
            Map.entry("florida", "+13052 6"),
            Map.entry("el-paso", "+19152 6"),
            Map.entry("rhode-island", "+14012 6"),
            Map.entry("washington", "+12062 6"),
            Map.entry("toll-free", "+1800222 4"),
            Map.entry("spain", "+346 8"),
            Map.entry("italy", "+393472 6"),
            Map.entry("germany", "+4930901 6"),
            Map.entry("india", "+919812 6"),
            Map.entry("toronto", "+14162 6"),
            Map.entry("perth", "+6189267 4"),
            Map.entry("vancouver", "+16042 6"),
            Map.entry("yukon", "+18672 6"),
            Map.entry("orlando", "+16892 6"),
            Map.entry("gary", "+12192 6"),
            Map.entry("nigeria", "+234803 7"),
            Map.entry("nowhere", "+8001 7"));

    private GoldenContacts() {}

    static String of(String name, String label) {
        if (label.equals("near")) return "ble:%08x-near".formatted(name.hashCode());
        var phone = PHONES.get(label);
        if (phone == null) return "mailto:%08x-%s@golden.example".formatted(name.hashCode(), label);
        var parts = phone.split(" ");
        var digits = Integer.parseInt(parts[1]);
        var number = Math.floorMod((long) name.hashCode(), (long) Math.pow(10, digits));
        return "tel:" + parts[0] + ("%0" + digits + "d").formatted(number);
    }
}
