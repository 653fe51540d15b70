-- A suppression is the order of one owner for one reason: others, and other reasons, stand beside it and are lifted apart.

-- Lists have millions of rows: one index under which they are looked up, one by id.
alter table suppression drop constraint suppression_pkey, drop constraint suppression_id_key, add primary key (id);
drop index suppression_standing;
create unique index suppression_standing
    on suppression (contact_key, controller, reason, (coalesce(by ->> 'sender', ''))) where lifted_at is null;
create index suppression_lifted on suppression (contact_key) where lifted_at is not null;
create index suppression_of_sender on suppression ((by ->> 'sender'), id) where by ->> 'sender' is not null;

create table suppression_lift (
    id             uuid primary key,
    suppression_id uuid        not null unique,
    made           timestamptz not null,
    by             jsonb       not null,
    evidence       bytea       not null,       -- salted hash of the reason; the text is in evidence, under id
    page_id        uuid        not null,
    slot           smallint    not null
);

create table suppression_evidence (            -- stays when the texts are erased, so that the entry can be made again
    event    uuid primary key,                 -- a suppression, or the page of all that share their texts
    evidence bytea not null
);

create table reply (                           -- what people answered and we did not understand
    id         uuid primary key,
    at         timestamptz not null,
    controller text        not null,
    channel    text        not null,
    understood text        not null,           -- start, help, none
    point_id   uuid,
    stranger   uuid,
    by         jsonb       not null,
    evidence   bytea       not null,           -- salted hash of the text
    page_id    uuid        not null,
    slot       smallint    not null
);
create index reply_of_controller on reply (controller, id);

create table reply_text (                      -- deletable
    id          uuid primary key,
    contact_key uuid    not null,              -- for erasure: whose words these are
    key_version integer not null,
    salt        bytea   not null,
    sealed      bytea   not null               -- address and text, encrypted by the service's key
);
create index reply_text_contact on reply_text (contact_key);
create index reply_text_key_version on reply_text (key_version);

grant select, insert on suppression_lift, suppression_evidence, reply to ${service};
grant select, insert, update, delete on reply_text to ${service};
grant select, delete on suppression_lift, suppression_evidence, reply, reply_text to ${retention};
