-- What became of messages that were permitted, as their senders report it.

create table outcome (
    decision_id uuid        not null,
    n           smallint    not null,         -- 1 for the first that is told of a decision
    id          uuid        not null,         -- UUIDv7 of when we learned of it
    outcome     text        not null,         -- sent, not_sent, bounced, complained
    made        timestamptz not null,
    known       timestamptz not null,
    by          jsonb       not null,
    point_id    uuid,                         -- for erasure: whose address it was about; no member of the entry
    evidence    bytea,                        -- salted hash of the detail; the text is in evidence, under id
    page_id     uuid        not null,
    slot        smallint    not null,
    primary key (decision_id, n)
);
create index outcome_with_texts on outcome (point_id) where evidence is not null;

-- Whom a permit was about where its entry does not tell: nobody we knew, or nobody its controller knew. Sealed as in the
-- link to stop that went out with it, by the key that is never given up. Deleted after 30 days.
create table unmet_addressee (
    decision_id uuid primary key,
    sealed      text        not null,
    at          timestamptz not null
);
create index unmet_addressee_at on unmet_addressee (at);

grant select, insert on outcome to ${service};
grant select, insert, delete on unmet_addressee to ${service};
grant select, delete on outcome, unmet_addressee to ${retention};
