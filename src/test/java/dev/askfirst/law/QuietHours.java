package dev.askfirst.law;

import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.MinuteOracle;
import dev.askfirst.policy.Week;
import dev.askfirst.policy.term.Preferences.Day;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hours of one law as the published vectors have them: written down by hand from the table of sources, with the
 * holidays that the vectors touch. Shares nothing with the rows that the service loads.
 *
 * @param holidays days of 2026 and 2027, of which some may have no vector
 * @param also a zone in which it must be open too
 */
record QuietHours(
        String id,
        String jurisdiction,
        List<String> channels,
        List<String> zones,
        List<String> hours,
        List<String> holidays,
        String also,
        String source,
        String confidence) {

    private static final String TABLES = "https://www.dropcowboy.com/state-compliance";
    private static final String CFR = "https://www.law.cornell.edu/cfr/text/47/64.1200";
    private static final List<String> CALL = List.of("voice");
    private static final List<String> BOTH = List.of("voice", "sms");
    private static final List<String> MESSAGES = List.of("voice", "sms", "messaging");
    private static final String AU_SOURCE = "https://www.donotcall.gov.au";
    private static final String AE_SOURCE =
            "https://www.mondaq.com/advertising-marketing-branding/1495836/new-telemarketing-regulations-introduced-in-uae";
    private static final List<String> AU_DAYS = List.of(
            "2026-01-26",
            "2026-04-03",
            "2026-04-04",
            "2026-04-05",
            "2026-04-06",
            "2026-04-25",
            "2026-12-25",
            "2026-12-26",
            "2026-12-28");
    private static final List<String> FR_DAYS =
            List.of("2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-11-11", "2026-12-25");

    static final List<QuietHours> ALL = List.of(
            of("us-calls", "US", BOTH, "America/New_York America/Los_Angeles Pacific/Honolulu America/Phoenix", CFR)
                    .hours("MON-SUN 08:00-21:00"),
            state("al", CALL, "America/Chicago")
                    .hours("MON-SAT 08:00-20:00", "SUN", "HOLIDAY")
                    .days("2026-07-03", "2026-07-04", "2026-12-01", "2026-12-25"),
            of(
                            "us-ct-calls",
                            "US-CT",
                            MESSAGES,
                            "America/New_York",
                            "https://www.tcpadefenseforce.com/tcpa-law-blog/connecticut-broadens-its-telemarketing-laws")
                    .hours("MON-SUN 09:00-20:00")
                    .believed("secondary"),
            state("fl", MESSAGES, "America/New_York America/Chicago").hours("MON-SUN 08:00-20:00"),
            state("ky", CALL, "America/New_York").hours("MON-SUN 10:00-21:00"),
            state("la", CALL, "America/Chicago")
                    .hours("MON-SAT 08:00-20:00", "SUN", "HOLIDAY")
                    .days("2026-07-03", "2026-07-04", "2026-11-26", "2026-11-27"),
            state("me", CALL, "America/New_York").hours("MON-FRI 09:00-17:00", "SAT", "SUN"),
            of(
                            "us-md-calls",
                            "US-MD",
                            MESSAGES,
                            "America/New_York",
                            "https://www.wmar2news.com/local/law-to-prevent-spam-calls-takes-effect-first-of-the-year")
                    .hours("MON-SUN 08:00-20:00")
                    .believed("secondary"),
            state("ma", CALL, "America/New_York").hours("MON-SUN 08:00-20:00"),
            state("mi", CALL, "America/Detroit").hours("MON-SUN 09:00-21:00"),
            state("mn", CALL, "America/Chicago").hours("MON-SUN 09:00-21:00"),
            of(
                            "us-ms-calls",
                            "US-MS",
                            CALL,
                            "America/Chicago",
                            "https://www.dnc.com/blog/no-more-holidays-mississippi-marketers-magnolia-state-lifts-prohibition-telemarketing-legal")
                    .hours("MON-SAT 08:00-21:00", "SUN")
                    .days("2026-07-03")
                    .believed("secondary"),
            state("nv", CALL, "America/Los_Angeles").hours("MON-SUN 09:00-20:00"),
            state("nm", CALL, "America/Denver").hours("MON-SUN 09:00-21:00"),
            state("ok", BOTH, "America/Chicago").hours("MON-SUN 08:00-20:00"),
            of(
                            "us-or-calls",
                            "US-OR",
                            MESSAGES,
                            "America/Los_Angeles America/Boise",
                            "https://production.jdsupra.com/legalnews/oregon-passes-new-telephone-8210765")
                    .hours("MON-SUN 08:00-20:00")
                    .believed("secondary"),
            state("pa", CALL, "America/New_York")
                    .hours("MON-SAT 08:00-21:00", "SUN", "HOLIDAY")
                    .days("2026-11-03", "2026-12-25", "2027-03-26", "2027-06-14", "2027-07-04", "2027-07-05"),
            state("ri", CALL, "America/New_York")
                    .hours("MON-FRI 09:00-18:00", "SAT 10:00-17:00", "SUN", "HOLIDAY")
                    .days("2026-05-04", "2026-07-03", "2026-07-04", "2026-08-10", "2026-11-03", "2026-12-25"),
            of(
                            "us-sd-calls",
                            "US-SD",
                            CALL,
                            "America/Chicago America/Denver",
                            "https://legis.state.sd.us/statutes/DisplayStatute.aspx?Type=Statute&Statute=37-30-28")
                    .hours("MON-FRI 09:00-21:00", "SAT", "SUN"),
            state("tx", MESSAGES, "America/Chicago America/Denver")
                    .hours("MON-SAT 09:00-21:00", "SUN 12:00-21:00")
                    .alsoIn("America/Chicago"),
            state("ut", CALL, "America/Denver")
                    .hours("MON-SAT 08:00-21:00", "SUN", "HOLIDAY")
                    .days("2026-07-03", "2026-07-04", "2026-07-24"),
            of(
                            "us-wa-calls",
                            "US-WA",
                            CALL,
                            "America/Los_Angeles",
                            "https://app.leg.wa.gov/RCW/default.aspx?cite=80.36.390")
                    .hours("MON-SUN 08:00-20:00"),
            state("wy", CALL, "America/Denver").hours("MON-SUN 08:00-20:00"),
            of(
                            "fr-calls",
                            "FR",
                            CALL,
                            "Europe/Paris Indian/Reunion America/Martinique",
                            "https://www.legifrance.gouv.fr")
                    .hours("MON-FRI 10:00-13:00 14:00-20:00", "SAT", "SUN", "HOLIDAY")
                    .days(FR_DAYS.toArray(String[]::new)),
            of("es-calls", "ES", CALL, "Europe/Madrid Atlantic/Canary", "https://www.boe.es")
                    .hours("MON-FRI 09:00-21:00", "SAT", "SUN", "HOLIDAY")
                    .days("2026-05-01", "2026-10-12", "2026-12-08", "2026-12-25")
                    .believed("secondary"),
            of("it-calls", "IT", CALL, "Europe/Rome", "https://www.garanteprivacy.it")
                    .hours("MON-FRI 09:00-20:00", "SAT 10:00-19:00", "SUN", "HOLIDAY", "PRE_HOLIDAY 10:00-19:00")
                    .days("2026-06-02", "2026-12-08", "2026-12-25", "2026-12-26", "2027-11-01")
                    .believed("secondary"),
            of("in-promotional", "IN", BOTH, "Asia/Kolkata", "https://www.trai.gov.in")
                    .hours("MON-SUN 10:00-21:00"),
            of(
                            "ca-calls",
                            "CA",
                            CALL,
                            "America/Toronto America/Vancouver America/St_Johns America/Regina",
                            "https://crtc.gc.ca")
                    .hours("MON-FRI 09:00-21:30", "SAT-SUN 10:00-18:00"),
            of("au-telemarketing", "AU", CALL, "Australia/Sydney Australia/Perth Australia/Adelaide", AU_SOURCE)
                    .hours("MON-FRI 09:00-20:00", "SAT 09:00-17:00", "SUN", "HOLIDAY")
                    .days(AU_DAYS.toArray(String[]::new))
                    .believed("secondary"),
            of("au-research", "AU", CALL, "Australia/Brisbane Australia/Lord_Howe", AU_SOURCE)
                    .hours("MON-FRI 09:00-20:30", "SAT-SUN 09:00-17:00", "HOLIDAY")
                    .days(AU_DAYS.toArray(String[]::new))
                    .believed("secondary"),
            of(
                            "co-contacts",
                            "CO",
                            MESSAGES,
                            "America/Bogota",
                            "https://unisabaneta.edu.co/2024/07/26/ya-conoces-la-ley-dejen-de-fregar")
                    .hours("MON-FRI 07:00-19:00", "SAT 08:00-15:00", "SUN", "HOLIDAY")
                    .days("2026-07-20", "2026-11-16", "2026-12-25")
                    .believed("secondary"),
            of("ae-marketing", "AE", MESSAGES, "Asia/Dubai", AE_SOURCE)
                    .hours("MON-SUN 09:00-18:00")
                    .believed("secondary"),
            of("ae-marketing-week", "AE", MESSAGES, "Asia/Dubai", AE_SOURCE).believed("secondary"),
            of(
                            "br-calls",
                            "BR",
                            CALL,
                            "America/Sao_Paulo America/Manaus",
                            "https://playcrazygame.com/2022/02/22/learn-to-block-telemarketing-calls-and-avoid-nuisances/")
                    .hours("MON-FRI 09:00-21:00", "SAT 10:00-16:00", "SUN", "HOLIDAY")
                    .days("2026-09-07", "2026-10-12", "2026-12-25")
                    .believed("unverified"),
            of(
                            "pe-contacts",
                            "PE",
                            MESSAGES,
                            "America/Lima",
                            "https://bolognesinoticias.com/aprueban-ley-que-prohibe-las-llamadas-spam/?amp=1")
                    .hours("MON-FRI 07:00-20:00", "SAT", "SUN", "HOLIDAY")
                    .days("2026-07-28", "2026-07-29", "2026-12-25")
                    .believed("secondary"),
            of("pt-calls", "PT", CALL, "Europe/Lisbon Atlantic/Azores", "https://www.leak.pt/?p=366446")
                    .hours("MON-FRI 09:00-20:00", "SAT", "SUN")
                    .believed("unverified"),
            of("nl-calls", "NL", CALL, "Europe/Amsterdam", "https://www.checksrc.nl/check/telemarketing/checklist/")
                    .hours("MON-FRI 09:00-21:00", "SAT 10:00-16:00", "SUN", "HOLIDAY")
                    .days("2026-05-14", "2026-12-25", "2026-12-26")
                    .believed("unverified"),
            of("de-calls", "DE", CALL, "Europe/Berlin", "https://www.gesetze-im-internet.de/uwg_2004/__7a.html"),
            of("gb-calls", "GB", CALL, "Europe/London", "https://ico.org.uk").believed("secondary"),
            of("sg-messages", "SG", BOTH, "Asia/Singapore", "https://www.pdpc.gov.sg")
                    .believed("secondary"));

    static QuietHours named(String id) {
        return ALL.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    /** The hours by day; none where the law has no hours. */
    Map<Day, List<Week.Span>> week() {
        var week = new EnumMap<Day, List<Week.Span>>(Day.class);
        for (var line : hours) {
            var words = List.of(line.split(" "));
            var spans = words.stream().skip(1).map(QuietHours::span).toList();
            var days = words.getFirst().split("-");
            var last = Day.valueOf(days[days.length - 1]).ordinal();
            for (var i = Day.valueOf(days[0]).ordinal(); i <= last; i++) week.put(Day.values()[i], spans);
        }
        return week;
    }

    /** From when on its hours are these. */
    LocalDate since() {
        return id.equals("us-pa-calls") ? LocalDate.of(2026, 10, 18) : LocalDate.of(2026, 1, 1);
    }

    /** Up to when its vectors go, where they go further than others. */
    Optional<LocalDate> until() {
        return holidays.stream()
                .map(LocalDate::parse)
                .filter(day -> day.getYear() > 2026)
                .map(day -> day.plusDays(30))
                .max(Comparator.naturalOrder());
    }

    boolean holiday(LocalDate day) {
        return holidays.contains(day.toString());
    }

    /** Minute by minute, in one zone and the one in which it must be open too. */
    MinuteOracle oracle(String zone, LocalDate from, LocalDate to) {
        var oracle = new MinuteOracle(this::spans, Zones.current().named(zone), from, to);
        if (!also.isEmpty())
            oracle.and(new MinuteOracle(this::spans, Zones.current().named(also), from, to));
        return oracle;
    }

    /** A day that is closed every week stays closed on the day before a holiday. */
    private List<Week.Span> spans(LocalDate day) {
        if (hours.isEmpty()) return List.of(new Week.Span(0, 24 * 60));
        var week = week();
        if (holiday(day) && week.containsKey(Day.HOLIDAY)) return week.get(Day.HOLIDAY);
        var usual = week.get(Day.values()[day.getDayOfWeek().getValue() - 1]);
        var before = holiday(day.plusDays(1)) && week.containsKey(Day.PRE_HOLIDAY);
        return before && !usual.isEmpty() ? week.get(Day.PRE_HOLIDAY) : usual;
    }

    private static QuietHours of(String id, String where, List<String> channels, String zones, String source) {
        return new QuietHours(
                id, where, channels, List.of(zones.split(" ")), List.of(), List.of(), "", source, "primary");
    }

    private static QuietHours state(String code, List<String> channels, String zones) {
        return of("us-" + code + "-calls", "US-" + code.toUpperCase(java.util.Locale.ROOT), channels, zones, TABLES)
                .believed("unverified");
    }

    private QuietHours hours(String... lines) {
        return new QuietHours(id, jurisdiction, channels, zones, List.of(lines), holidays, also, source, confidence);
    }

    private QuietHours days(String... days) {
        return new QuietHours(id, jurisdiction, channels, zones, hours, List.of(days), also, source, confidence);
    }

    private QuietHours alsoIn(String zone) {
        return new QuietHours(id, jurisdiction, channels, zones, hours, holidays, zone, source, confidence);
    }

    private QuietHours believed(String how) {
        return new QuietHours(id, jurisdiction, channels, zones, hours, holidays, also, source, how);
    }

    private static Week.Span span(String text) {
        var clock = text.split("[:-]");
        return new Week.Span(
                Integer.parseInt(clock[0]) * 60 + Integer.parseInt(clock[1]),
                Integer.parseInt(clock[2]) * 60 + Integer.parseInt(clock[3]));
    }
}
