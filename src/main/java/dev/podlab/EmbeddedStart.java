package dev.podlab;

import dev.podlab.embedded.EmbeddedCluster;

/** Starts the embedded cluster. Blocks until it takes Pods. */
@FunctionalInterface
interface EmbeddedStart {

    /**
     * @throws Exception with a sentence for the operator as its message if the machine lacks something
     */
    EmbeddedCluster start() throws Exception;
}
