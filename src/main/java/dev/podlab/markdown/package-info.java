/**
 * Markdown with Podlab's own blocks, behind one facade. Knows nothing of courses.
 */
@NullMarked
package dev.podlab.markdown;

import org.jspecify.annotations.NullMarked;
