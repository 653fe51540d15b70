-- People who are reached at a number: whether the operator's gateway for text messages took the last one, and the references
-- that pages give to whoever no code can be sent to (docs/adr/0105).
set lock_timeout = '5s';
create table sms_gateway (
    one       boolean primary key default true check (one),
    failed_at timestamptz                     -- when it did not take the last message; null once it has taken one again
);
insert into sms_gateway default values;
grant select, update on sms_gateway to ${service};

create table page_reference (
    reference text primary key,               -- as a person tells it to a human at the company
    point_id  uuid        not null,           -- through which they came; of who typed an address maybe nobody's
    linked    boolean     not null,           -- whether they held a link to the page, or only typed an address
    ends_at   timestamptz not null,
    unique (point_id, linked)
);
create index page_reference_end on page_reference (ends_at);
grant select, insert, update, delete on page_reference to ${service};
grant select, delete on page_reference to ${retention};
