package dev.askfirst.platform.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a route for staff that it keeps to the controllers that somebody's token limits them to: it shows and does nothing
 * that concerns only others. Routes without it refuse staff who are limited.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ForLimitedStaff {}
