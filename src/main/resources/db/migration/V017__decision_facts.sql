-- What a decision depended on, and says, beyond its own row: only where windows, law or another delay had a part in it.
create table decision_facts (
    id    uuid primary key,                   -- the decision's
    facts text not null                       -- canonical JSON, as it stands in the entry
);
grant select, insert on decision_facts to ${service};
grant select, delete on decision_facts to ${retention};
