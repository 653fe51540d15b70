/** Who is calling, by their verified token; keysets and their files. */
package dev.askfirst.platform.security;
