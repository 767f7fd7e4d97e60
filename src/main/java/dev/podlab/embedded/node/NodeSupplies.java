package dev.podlab.embedded.node;

/**
 * What every node of a cluster is given, made once for all of them.
 *
 * @param baseSpec the OCI specification that containers start from
 * @param images   archive with the images that a node has from the start
 */
record NodeSupplies(String baseSpec, byte[] images) {

    /**
     * Makes the supplies from what is on this machine.
     *
     * @throws NodeException if busybox or containerd is missing
     */
    static NodeSupplies gather() {
        return new NodeSupplies(
                BaseSpec.limited(SystemCommand.of("ctr", "oci", "spec").run()),
                LocalImage.archive(MachineImages.assemble()));
    }
}
