-- Who is told of what happens: the feed's next free place, webhooks, and what is still to be sent to each of them.

create table relay (                          -- one row: whoever gives out places holds its lock
    id            smallint primary key check (id = 1),
    next_position bigint   not null
);
insert into relay values (1, 1);

create table webhook (
    webhook_id       uuid primary key,
    owner            text        not null,    -- a sender, or '*' for staff
    name             text        not null,    -- the id its owner gave it
    url              text        not null,
    types            text[],                  -- null is all
    active           boolean     not null,
    switched_off     text,                    -- why, if it was not its owner: gone
    secret           bytea       not null,    -- wrapped by the service's key
    old_secret       bytea,                   -- signs beside the new one until its time is over
    old_secret_until timestamptz,
    created_at       timestamptz not null,
    unique (owner, name)
);

create table webhook_progress (               -- how far into the feed a webhook's deliveries have been made out
    webhook_id    uuid primary key,
    next_position bigint not null
);

create table webhook_delivery (               -- one event for one webhook
    webhook_id    uuid        not null,
    feed_position bigint      not null,
    controller    text        not null,
    person_id     uuid        not null,       -- whose order is kept; the event's own id where it is about nobody
    page_id       uuid        not null,       -- the row of the outbox, and the place in it
    slot          integer     not null,
    urgent        boolean     not null,
    at            timestamptz not null,       -- when it happened
    done_at       timestamptz,                -- null while it waits
    result        text,                       -- delivered, given_up, dropped
    primary key (webhook_id, feed_position, controller)
);
create index webhook_delivery_waiting on webhook_delivery (webhook_id, person_id, feed_position, controller)
    where done_at is null;
create index webhook_delivery_urgent on webhook_delivery (at) where done_at is null and urgent;
create index webhook_delivery_done on webhook_delivery (done_at) where done_at is not null;

create table webhook_turn (                   -- people of whom a webhook has not heard all: the earliest event goes next
    webhook_id uuid        not null,
    person_id  uuid        not null,
    urgent     boolean     not null,          -- one of the events that wait is a no
    attempts   integer     not null,          -- of the earliest event, so far
    due_at     timestamptz not null,          -- next attempt; while claimed, when the claim lapses
    claim      uuid,                          -- the attempt under way
    primary key (webhook_id, person_id)
);
create index webhook_turn_due on webhook_turn (webhook_id, urgent, due_at);

grant select, update on relay to ${service};
grant select, insert, update, delete on webhook, webhook_progress, webhook_delivery, webhook_turn to ${service};
-- What was told is no record: the service itself deletes it when its time is over.
grant delete on outbox to ${service};
