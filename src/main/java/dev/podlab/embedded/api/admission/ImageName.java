package dev.podlab.embedded.api.admission;

/** What the name of an image says. */
final class ImageName {

    private ImageName() {}

    /** Returns whether an image is asked for by the tag {@code latest}, which is also meant when there is neither tag nor digest. */
    static boolean hasLatestTag(String image) {
        if (image.contains("@")) {
            return false;
        }
        int colon = image.lastIndexOf(':');
        boolean tagged = colon > image.lastIndexOf('/');
        return !tagged || image.substring(colon + 1).equals("latest");
    }
}
