package dev.podlab.web;

/**
 * What the layout of every page needs; in templates it is {@code page}.
 *
 * @param language    BCP 47 tag of the page's language
 * @param other       tag of the other language
 * @param otherUrl    the same page in the other language
 * @param cspNonce    lets this page's own scripts create style elements
 */
public record Page(String language, String other, String otherUrl, String cspNonce) {}
