/** What a person is told when more messages come than they are used to. */
package dev.askfirst.selfservice.rush;
