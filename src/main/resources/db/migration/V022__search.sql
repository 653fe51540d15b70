-- What searching and counting need beside the record. Nothing of it is written when a decision is made (docs/adr/0041).

create table decision_hour (                  -- how many decisions an hour had, of each shape
    hour    timestamptz not null,
    sender  text        not null,
    topic   text        not null,
    channel text        not null,
    outcome text        not null,
    reasons text[]      not null,
    n       bigint      not null,
    primary key (hour, sender, topic, channel, outcome, reasons)
);

create table decision_day (                   -- the same for days, in UTC: for long times
    day     timestamptz not null,
    sender  text        not null,
    topic   text        not null,
    channel text        not null,
    outcome text        not null,
    reasons text[]      not null,
    n       bigint      not null,
    primary key (day, sender, topic, channel, outcome, reasons)
);

create table decision_count_mark (            -- up to which decision they were counted
    id    smallint primary key check (id = 1),
    up_to uuid not null
);
insert into decision_count_mark values (1, '00000000-0000-0000-0000-000000000000');

create index outcome_id on outcome (id);
create index reply_point on reply (point_id) where point_id is not null;

grant select, insert, update, delete on decision_hour, decision_day to ${service};
grant select, update on decision_count_mark to ${service};

create table console_session (                -- staff at the console, known by the hash of what their browser holds
    id_hash bytea primary key,
    caller  jsonb       not null,
    ends_at timestamptz not null
);
grant select, insert, delete on console_session to ${service};
