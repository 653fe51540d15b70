/** Forms, names, dates and colours that all pages for people share. */
package dev.askfirst.selfservice.form;
