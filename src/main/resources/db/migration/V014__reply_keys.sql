-- Texts of replies that stand under an old service key are found without reading all others.
create index reply_text_wrapped on reply_text (substring(sealed from 2 for 4));
