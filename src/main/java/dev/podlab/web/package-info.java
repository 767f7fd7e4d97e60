/**
 * What every page shares: layout, locale, error pages and security headers. Holds no feature.
 * 
 * <p>May use {@code learner}.
 */
@NullMarked
package dev.podlab.web;

import org.jspecify.annotations.NullMarked;
