package dev.podlab.embedded.api.table;

/**
 * A column.
 *
 * @param name     its heading, as kubectl upper-cases it
 * @param type     {@code string} or {@code integer}
 * @param format   {@code name} for the name of the object, else empty
 * @param priority 0 to show it always, 1 for {@code -o wide}
 */
record Column(String name, String type, String format, int priority) {

    static Column objectName() {
        return new Column("Name", "string", "name", 0);
    }

    static Column age() {
        return string("Age");
    }

    static Column string(String name) {
        return new Column(name, "string", "", 0);
    }

    static Column integer(String name) {
        return new Column(name, "integer", "", 0);
    }

    Column wide() {
        return new Column(name, type, format, 1);
    }
}
