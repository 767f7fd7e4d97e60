/**
 * A sandbox's nodes, Pods and events as a learner sees them: plain records, no client, no I/O.
 */
@NullMarked
package dev.podlab.pod;

import org.jspecify.annotations.NullMarked;
