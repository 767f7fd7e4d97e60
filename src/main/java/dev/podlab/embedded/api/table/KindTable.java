package dev.podlab.embedded.api.table;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * How one kind is printed.
 *
 * @param columns its columns
 * @param cells   the values of an object's row at a time: strings and integers, one per column
 */
record KindTable(List<Column> columns, BiFunction<JsonNode, Instant, List<Object>> cells) {}
