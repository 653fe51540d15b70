/**
 * Questions as they are asked once they are well-formed, and answers as callers get them: reasons, obligations,
 * disclosures, alternatives.
 */
package dev.askfirst.decision.answer;
