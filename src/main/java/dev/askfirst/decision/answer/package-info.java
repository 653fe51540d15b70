/** Well-formed questions, and answers as callers get them: reasons, obligations, disclosures, alternatives. */
package dev.askfirst.decision.answer;
