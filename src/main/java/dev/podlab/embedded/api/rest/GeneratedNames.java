package dev.podlab.embedded.api.rest;

import java.security.SecureRandom;

/** Names for objects that only have a {@code generateName}. Source: apiserver {@code pkg/storage/names/generate.go}, v1.36. */
final class GeneratedNames {

    /** No vowels, so no words. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final int MAX_PREFIX_LENGTH = 63 - SUFFIX_LENGTH;

    private final SecureRandom random = new SecureRandom();

    String next(String prefix) {
        StringBuilder name = new StringBuilder(prefix.substring(0, Math.min(prefix.length(), MAX_PREFIX_LENGTH)));
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
