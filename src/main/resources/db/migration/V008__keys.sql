-- Which versions of a key the rows of this database stand under, so that keys can be changed while the service runs.

create table key_use (
    purpose text primary key,                 -- contact, service
    live    integer[] not null,               -- versions that rows may stand under; new ones are written under the first
    used    integer[] not null                -- versions that were ever the first: none of them becomes it again
);

-- What stands under an old version is found, and counted, without reading everything else.
create index contact_point_key_version on contact_point (key_version);
create index suppression_key_version on suppression (key_version);
create index person_key_version on person (substring(data_key from 2 for 4));

grant select, insert, update on key_use to ${service};
grant delete on key_check to ${service};
grant update (wrapped) on audit_key to ${service};
