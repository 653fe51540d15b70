-- Exports that are made by themselves, one after the other without a gap, and where they were delivered (docs/adr/0039).

create table scheduled_export (
    from_at   timestamptz primary key,        -- where the one before ended: no two begin at one instant
    to_at     timestamptz not null,
    export_id uuid,                           -- once it is ordered
    name      text        not null,           -- what its files are delivered under
    size      bigint,                         -- of its checkpoint, once it is delivered: the next one goes on from there
    until     timestamptz not null            -- when it may be looked at again
);

grant select, insert, update on scheduled_export to ${service};
grant select, delete on scheduled_export to ${retention};
