-- What providers told (docs/adr/0115): each event counts once, however often it comes.
set lock_timeout = '5s';
create table provider_event (
    id          uuid primary key,             -- a hash of the connection and the provider's own id of the event
    at          timestamptz not null,
    connection  text        not null,
    kind        text        not null,
    done        boolean     not null,         -- whether what follows from it is on record
    fingerprint uuid        not null,         -- of its content
    contact_key uuid,                         -- of an address that took no message for now: these are counted, and stay under the key of their day
    sealed      bytea                         -- as it came, where nobody could tell what it means or whom it is about
);
create index provider_event_at on provider_event (at);
create index provider_event_contact on provider_event (contact_key, at) where contact_key is not null;
create index provider_event_wrapped on provider_event (substring(sealed from 2 for 4)) where sealed is not null;
create index provider_event_kept on provider_event (connection, at) where sealed is not null;
grant select, insert, update, delete on provider_event to ${service};
grant select, update, delete on provider_event to ${retention};
