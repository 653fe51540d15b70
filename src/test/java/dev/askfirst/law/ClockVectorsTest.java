package dev.askfirst.law;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Jurisdictions.Bound;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instants computed by hand from the time zone database, each with what the hours of one law say. */
class ClockVectorsTest {

    private static final List<String> STATES = Countries.of(Countries.US).stream()
            .map(place -> Zones.name(place.zone()))
            .distinct()
            .toList();
    private static final List<String> TERRITORIES = List.of("Pacific/Guam", "Pacific/Pago_Pago", "America/Puerto_Rico");

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        us-calls         | 2026-03-07T16:00:00Z | America/Los_Angeles | allow
        us-calls         | 2026-03-09T14:59:59Z | America/Los_Angeles | 2026-03-09T15:00:00Z
        us-calls         | 2026-03-09T15:00:00Z | America/Los_Angeles | allow
        us-calls         | 2026-07-16T00:30:00Z | America/New_York    | allow
        us-fl-calls      | 2026-07-16T00:30:00Z | America/New_York    | 2026-07-16T12:00:00Z
        us-calls         | 2026-07-16T01:00:00Z | America/New_York    | 2026-07-16T12:00:00Z
        us-tx-calls      | 2026-07-19T16:59:00Z | America/Chicago     | 2026-07-19T17:00:00Z
        us-tx-calls      | 2026-07-19T17:00:00Z | America/Chicago     | allow
        us-tx-calls      | 2026-07-19T17:30:00Z | America/Denver      | 2026-07-19T18:00:00Z
        us-tx-calls      | 2026-07-20T02:30:00Z | America/Denver      | 2026-07-20T15:00:00Z
        us-calls         | 2026-01-14T17:59:59Z | states              | 2026-01-14T18:00:00Z
        us-calls         | 2026-01-14T18:00:00Z | states              | allow
        us-calls         | 2026-01-14T21:59:59Z | territories         | 2026-01-14T22:00:00Z
        us-calls         | 2026-01-14T22:00:00Z | territories         | allow
        fr-calls         | 2026-09-15T09:30:00Z | Europe/Paris        | allow
        fr-calls         | 2026-09-15T09:30:00Z | Indian/Reunion      | 2026-09-15T10:00:00Z
        fr-calls         | 2026-09-15T11:00:00Z | Europe/Paris        | 2026-09-15T12:00:00Z
        fr-calls         | 2026-09-15T12:00:00Z | Europe/Paris        | allow
        fr-calls         | 2026-05-14T08:30:00Z | Europe/Paris        | 2026-05-15T08:00:00Z
        fr-calls         | 2026-10-26T09:00:00Z | Europe/Paris        | allow
        it-calls         | 2026-06-01T16:30:00Z | Europe/Rome         | allow
        it-calls         | 2026-06-01T17:30:00Z | Europe/Rome         | 2026-06-03T07:00:00Z
        it-calls         | 2026-06-06T07:30:00Z | Europe/Rome         | 2026-06-06T08:00:00Z
        es-calls         | 2026-06-05T18:59:59Z | Europe/Madrid       | allow
        es-calls         | 2026-06-05T19:00:00Z | Europe/Madrid       | 2026-06-08T07:00:00Z
        es-calls         | 2026-06-06T10:00:00Z | Europe/Madrid       | 2026-06-08T07:00:00Z
        ca-calls         | 2026-11-21T02:29:59Z | America/Toronto     | allow
        ca-calls         | 2026-11-21T14:59:59Z | America/Toronto     | 2026-11-21T15:00:00Z
        au-telemarketing | 2026-11-22T22:00:00Z | Australia/Melbourne | allow
        au-telemarketing | 2026-11-22T22:00:00Z | Australia/Perth     | 2026-11-23T01:00:00Z
        au-telemarketing | 2026-11-23T01:00:00Z | Australia/Perth     | allow
        au-telemarketing | 2026-11-21T06:00:00Z | Australia/Sydney    | 2026-11-22T22:00:00Z
        in-promotional   | 2026-11-23T15:29:59Z | Asia/Kolkata        | allow
        in-promotional   | 2026-11-23T15:30:00Z | Asia/Kolkata        | 2026-11-24T04:30:00Z
        """)
    void saysTheSame(String id, Instant at, String zone, String expected) {
        var law =
                Asking.row(id).stream().filter(it -> it.inForce(at)).findFirst().orElseThrow();
        var zones = Arrays.asList(zone);
        if (!zone.contains("/")) zones = new java.util.ArrayList<>(STATES);
        if (zone.equals("territories")) zones.addAll(TERRITORIES);
        var all = new java.util.ArrayList<>(
                zones.stream().map(Zones.current()::named).toList());
        all.addAll(law.alsoIn());
        var where = new Jurisdictions(List.of(new Bound(law, all)), Optional.empty(), Asking.CALENDARS);
        var decision = Asking.decide("voice", where, at);
        assertEquals(expected.equals("allow") ? "permit" : "defer " + expected + " law:" + id, Asking.text(decision));
    }
}
