package dev.askfirst.outbound.mail;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.person.deputy.Deputies;
import dev.askfirst.person.deputy.Deputy;
import dev.askfirst.platform.http.PublicAddress;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Reads what a letter about a deputy says, when it is sent: what was changed or ended meanwhile is not told any more. */
@ApplicationScoped
class NamedDeputies {

    private record Told(Deputy deputy, String name) {}

    private static final URI PAGE = URI.create("/me/deputies");
    private static final Sql NAME =
            Sql.of("select texts ->> 'name' as name from evidence where event = :act and texts ->> 'name' is not null");

    private final DataSource dataSource;
    private final CatalogService catalogs;
    private final PublicAddress address;

    NamedDeputies(DataSource dataSource, CatalogService catalogs, PublicAddress address) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.address = address;
    }

    /** What to tell this recipient; empty where there is nothing to tell them now. */
    Optional<DeputyView> view(Letter letter, Recipients.Recipient recipient, Instant now) throws SQLException {
        return told(Letter.Named.of(letter.values()), recipient, now).map(it -> view(letter, recipient, it));
    }

    private Optional<Told> told(Letter.Named named, Recipients.Recipient recipient, Instant now) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var deputy = Deputies.find(connection, named.deputy())
                    .filter(it -> it.person().equals(recipient.person()) && it.standsAt(now))
                    .filter(it -> it.act().equals(named.act()));
            if (deputy.isEmpty()) return Optional.empty();
            return name(connection, deputy.get()).map(name -> new Told(deputy.get(), name));
        }
    }

    private DeputyView view(Letter letter, Recipients.Recipient recipient, Told told) {
        var language = language(letter, recipient);
        var link = address.of(PAGE);
        return new DeputyView(
                language,
                URI.create(link).getAuthority(),
                told.name(),
                told.deputy().mandate().rights().stream().map(Json::text).toList(),
                told.deputy()
                        .mandate()
                        .until()
                        .map(end -> lastDay(end, recipient.zone().orElse(ZoneOffset.UTC), language))
                        .orElse(""),
                link);
    }

    /** Their own, or that of somebody who writes to them. */
    private String language(Letter letter, Recipients.Recipient recipient) {
        var catalog = catalogs.newest();
        var theirs = recipient.terms().controllers().stream().sorted().flatMap(id -> language(catalog, id));
        return Languages.first(
                Stream.concat(Stream.of(letter.language()), theirs).toArray(String[]::new));
    }

    private static Stream<String> language(Catalog catalog, String controller) {
        return catalog.controller(controller).map(CatalogDocument.Controller::language).stream();
    }

    private static String lastDay(Instant end, ZoneId zone, String language) {
        // The end of a day is told as that day.
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(Languages.locale(language))
                .format(end.minusSeconds(1).atZone(zone));
    }

    private static Optional<String> name(Connection connection, Deputy deputy) throws SQLException {
        return NAME.with("act", deputy.act()).first(connection, row -> row.text("name"));
    }
}
