-- Which wordings grants refer to: those are never changed again. A change passes through the same row as a grant.

create table notice_use (
    id       text    not null,
    version  integer not null,
    language text    not null,
    primary key (id, version, language)
);

grant select, insert, delete on notice_use to ${service};
