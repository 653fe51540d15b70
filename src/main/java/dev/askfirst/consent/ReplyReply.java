package dev.askfirst.consent;

/** What a caller learns of a reply that it passed on. */
record ReplyReply(ReplyWords.Understood understood) {}
