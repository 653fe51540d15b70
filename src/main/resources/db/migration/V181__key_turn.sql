-- Locked and never filled: where shards are apart, key_use is on every machine, and writers lock this table of the coordinator
-- in its place. Citus would first share a lock of all copies and then want more of it, so that two writers wait for each other.
create table key_turn (id smallint primary key);
grant select, update on key_turn to ${service}, ${retention};
