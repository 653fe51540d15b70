/** Which hours of the week suit somebody, as far as what they did tells: learned, proposed, never applied by itself. */
package dev.askfirst.policy.hour;
