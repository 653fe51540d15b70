-- What senders say they really sent, held against what they were answered. Addresses are never stored: what a report
-- names is kept as the ids that decisions have for it, and only until it is matched.

create table reconciliation (                 -- that a report was handed in: an entry
    id      uuid primary key,                 -- UUIDv7 of at
    at      timestamptz not null,
    by      jsonb       not null,
    body    jsonb       not null,             -- sender, sha256 of the file, rows, rejected, from, to
    page_id uuid        not null,
    slot    smallint    not null
);

create table reconciliation_job (
    id              uuid primary key,         -- UUIDv7 of when it began to arrive
    report_id       uuid unique,              -- the report's, once it is recorded
    sender          text        not null,
    sha256          bytea       not null,
    first_at        timestamptz not null,     -- permits given from here on
    last_at         timestamptz not null,     -- and over by here are unused if nothing was sent on them
    state           text        not null,     -- receiving, waiting, running, done, failed
    step            smallint    not null,     -- 1 what was asked, 2 what was sent, 3 what was not sent
    claim           uuid,                     -- whoever works on it
    until           timestamptz not null,     -- when the claim lapses, unless it is renewed
    at              timestamptz not null,
    attempts        smallint    not null,
    rows            bigint      not null,
    done            bigint      not null,
    reached_id      uuid,                     -- up to which decision the first and the third step are
    reached_at      timestamptz,              -- up to which row the second is
    reached_line    bigint,
    with_permit     bigint      not null,
    without_asking  bigint      not null,
    after_expiry    bigint      not null,
    against_deny    bigint      not null,
    unused          bigint      not null,
    rejected        bigint      not null
);
create index reconciliation_job_open on reconciliation_job (at) where state in ('receiving', 'waiting', 'running');
create index reconciliation_job_sender on reconciliation_job (sender, id);

create table reconciliation_input (           -- a row until it is matched
    job_id      uuid        not null,
    line        bigint      not null,
    at          timestamptz not null,
    channel     text        not null,
    names       text[]      not null,         -- ids under which decisions may name whom it went to
    point_id    uuid,
    decision_id uuid,
    primary key (job_id, at, line)
);
create index reconciliation_input_decision on reconciliation_input (job_id, decision_id) where decision_id is not null;

create table reconciliation_asked (           -- what the sender was answered in the time, until the report is matched
    job_id      uuid        not null,
    decision_id uuid        not null,
    name        uuid        not null,
    channel     text        not null,
    decided_at  timestamptz not null,
    valid_until timestamptz,                  -- of a permit
    not_before  timestamptz,                  -- of a defer
    taken       smallint    not null,         -- 0 free, 1 named by some row, 2 that something was sent on
    primary key (job_id, decision_id)
);
create index reconciliation_asked_all on reconciliation_asked (job_id, name, channel, decided_at);
create index reconciliation_asked_free on reconciliation_asked (job_id, name, channel, decided_at)
    where taken = 0 and valid_until is not null;

create table reconciliation_row (
    job_id      uuid     not null,
    n           bigint   not null,            -- the line; permits that were not used come after the last line
    result      text     not null,
    at          timestamptz,
    channel     text,
    point_id    uuid,                         -- the only trace of whom it went to: it means nothing once they are erased
    decision_id uuid,
    detail      text,
    primary key (job_id, n)
);
create index reconciliation_row_decision on reconciliation_row (job_id, decision_id) where decision_id is not null;

grant select, insert on reconciliation to ${service};
grant select, insert, update, delete on reconciliation_job, reconciliation_input, reconciliation_asked, reconciliation_row
    to ${service};
grant select, delete on reconciliation, reconciliation_job, reconciliation_input, reconciliation_asked, reconciliation_row
    to ${retention};
