/** Law as data: when, how often and how soon somebody may be reached, and where they may be. */
package dev.askfirst.law;
