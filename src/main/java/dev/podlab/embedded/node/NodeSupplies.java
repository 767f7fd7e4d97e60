package dev.podlab.embedded.node;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every node of a cluster is given, made once for all of them.
 *
 * @param baseSpec the OCI specification that containers start from
 * @param images   archive with the images that a node has from the start
 * @param imageNames all names of those images
 */
record NodeSupplies(String baseSpec, byte[] images, Set<String> imageNames) {

    /**
     * Makes the supplies from what is on this machine.
     *
     * @throws NodeException if busybox or containerd is missing
     */
    static NodeSupplies gather() {
        List<LocalImage> images = MachineImages.assemble();
        return new NodeSupplies(
                BaseSpec.limited(SystemCommand.of("ctr", "oci", "spec").run()),
                LocalImage.archive(images),
                images.stream().flatMap(image -> image.references().stream()).collect(Collectors.toSet()));
    }
}
