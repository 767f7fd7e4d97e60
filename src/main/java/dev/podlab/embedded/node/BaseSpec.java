package dev.podlab.embedded.node;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OCI specification that every container starts from. Pure. */
final class BaseSpec {

    private static final JsonMapper JSON = new JsonMapper();

    private BaseSpec() {}

    /**
     * Returns containerd's own default with a limit on processes. CRI v1 has no field for it, and the kubelet's way, a
     * cgroup above the Pod, would count all containers of a Pod together.
     *
     * @param runtimeDefault output of {@code ctr oci spec}
     */
    static String limited(String runtimeDefault) {
        var spec = (ObjectNode) JSON.readTree(runtimeDefault);
        // 1024 open files is ctr's choice, not CRI's: containers inherit containerd's own limits.
        spec.withObjectProperty("process").remove("rlimits");
        spec.withObjectProperty("linux").withObjectProperty("resources").withObjectProperty("pids").put("limit", Nodes.CONTAINER_PIDS);
        return spec.toString();
    }
}
