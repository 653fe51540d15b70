-- Others who have seen that the log only grows, and say so with their signature (C2SP tlog-witness).

create table witness (
    vkey  text primary key,
    size  bigint      not null,               -- of the last checkpoint that it cosigned, as far as we know
    until timestamptz not null                -- when it may be asked again
);

create table cosignature (
    size bigint      not null,                -- of the checkpoint
    vkey text        not null,
    line text        not null,                -- as it stands below the checkpoint
    at   timestamptz not null,
    primary key (size, vkey)
);

grant select, insert, update, delete on witness to ${service};
grant select, insert on cosignature to ${service};
grant select on witness, cosignature to ${retention};
