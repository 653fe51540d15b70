/** How staff are known by the operator's identity provider (OpenID Connect). Entered by the console alone; knows no page and no session. */
package dev.askfirst.console.oidc;
