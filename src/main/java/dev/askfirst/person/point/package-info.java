/** Contact points: one address of a person each, and the terms that stand beside it. */
package dev.askfirst.person.point;
