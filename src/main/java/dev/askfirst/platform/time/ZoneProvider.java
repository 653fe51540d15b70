package dev.askfirst.platform.time;

import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Lets {@code java.time} know the zones of one edition, each under its name and the edition's. */
final class ZoneProvider extends ZoneRulesProvider {

    private final Set<String> ids;
    private final Function<String, ZoneRules> compiler;
    private final Map<String, ZoneRules> compiled = new ConcurrentHashMap<>();

    private ZoneProvider(Set<String> ids, Function<String, ZoneRules> compiler) {
        this.ids = Set.copyOf(ids);
        this.compiler = compiler;
    }

    /** Ids hold the hash of the text they stand for: what is known under one of them already is the same. */
    static synchronized void register(Set<String> ids, Function<String, ZoneRules> compiler) {
        if (!getAvailableZoneIds().containsAll(ids)) registerProvider(new ZoneProvider(ids, compiler));
    }

    @Override
    protected Set<String> provideZoneIds() {
        return ids;
    }

    @Override
    protected ZoneRules provideRules(String id, boolean forCaching) {
        if (!ids.contains(id)) throw new ZoneRulesException("no zone " + id);
        return compiled.computeIfAbsent(id, compiler);
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String id) {
        return new TreeMap<>(Map.of("", provideRules(id, false)));
    }
}
