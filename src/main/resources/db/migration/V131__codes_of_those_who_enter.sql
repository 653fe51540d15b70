-- Codes that anybody can ask for by typing an address are counted apart from those of people who hold a link, and from
-- each network apart: who asks for others' codes uses up their own. A network is known by a keyed hash, for two days.

alter table page_code add column entering boolean not null default false;
alter table page_code add column network uuid;
