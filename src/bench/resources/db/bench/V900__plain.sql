-- The tables a straightforward version would have.
create table plain_contact (
    address   text primary key,
    person_id bigint not null,
    time_zone text
);
create table plain_consent (
    id         bigint primary key,
    person_id  bigint not null,
    controller text not null,
    topic      text not null,
    channel    text not null,
    state      text not null,
    given_at   timestamptz not null,
    expires_at timestamptz
);
create index plain_consent_person on plain_consent (person_id);
create table plain_suppression (
    address    text not null,
    controller text not null,
    primary key (address, controller)
);
create table plain_decision (
    id         uuid primary key,
    decided_at timestamptz not null,
    sender     text not null,
    controller text not null,
    topic      text not null,
    channel    text not null,
    person_id  bigint,
    authorship text,
    outcome    text not null,
    reason     text
);
create index plain_decision_person on plain_decision (person_id, decided_at);
grant select, insert, update, delete on plain_contact, plain_consent, plain_suppression, plain_decision to ${service};
