-- What texts that are called personal are like, where that is checked (docs/adr/0124). Nothing here is read back from the record: it is
-- known for some weeks, and what a decision knew of it stands in its entry.
set lock_timeout = '5s';

create table told_text (                       -- texts that are no copies of earlier ones
    id          uuid primary key,              -- of the decision in which it was told
    controller  text        not null,
    sender      text        not null,
    campaign    text,
    author      uuid        not null,          -- a keyed hash of the name
    words       integer     not null,
    fingerprint text        not null,
    at          timestamptz not null
);
create index told_text_of_author on told_text (author, at);
create index told_text_at on told_text (at);

create table told_band (                       -- two neighbouring values of a fingerprint, of one controller and month, as a hash
    band    bigint not null,
    text_id uuid   not null,
    primary key (band, text_id)
);

create table told_copy (                       -- whom a text went to that is like an earlier one
    text_id uuid        not null,
    contact uuid        not null,              -- its contact key
    variant bigint,                            -- a hash of the copy's fingerprint; none if it has as much in common and is of another length
    at      timestamptz not null,
    primary key (text_id, contact)
);
create index told_copy_of_contact on told_copy (contact);

create type told_text_v1 as (
    id uuid, controller text, sender text, campaign text, author uuid, words integer, fingerprint text, at timestamptz);
create type told_band_v1 as (band bigint, text_id uuid);
create type told_copy_v1 as (text_id uuid, contact uuid, variant bigint, at timestamptz);

grant select, insert, delete on told_text, told_band, told_copy to ${service};
grant select, delete on told_text, told_band, told_copy to ${retention};
