-- Mails that came back to senders (docs/adr/0114): that each counts once, and what it was taken for.
set lock_timeout = '5s';
create table mail (
    sender     text        not null,
    identity   bytea       not null,          -- SHA-256 of its Message-ID, date, author, subject and body
    id         uuid        not null,
    at         timestamptz not null,
    understood text        not null,
    decisions  uuid[]      not null,          -- the messages that it was about
    primary key (sender, identity)
);
create index mail_at on mail (at);
grant select, insert, delete on mail to ${service};
grant select, delete on mail to ${retention};
