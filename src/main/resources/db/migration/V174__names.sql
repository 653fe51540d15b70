-- Names as the rest of the project has them.
alter table relay rename to feed_position;
alter index relay_pkey rename to feed_position_pkey;
alter table unmet_addressee rename to unknown_recipient;
alter index unmet_addressee_pkey rename to unknown_recipient_pkey;
alter index unmet_addressee_at rename to unknown_recipient_at;
alter type unmet_addressee_v1 rename to unknown_recipient_v1;
