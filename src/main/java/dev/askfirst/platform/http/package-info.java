/** HTTP for all features: problems, pages, languages, idempotency keys, limits of bodies, the port of operators. */
package dev.askfirst.platform.http;
