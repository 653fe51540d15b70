-- Whose an address was when it was taken away.
create index consent_event_removed on consent_event ((body ->> 'point')) where kind = 'contact_removed';
