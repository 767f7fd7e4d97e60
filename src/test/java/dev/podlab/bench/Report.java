package dev.podlab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that the bench prints: what was measured, what was promised, whether it holds. */
final class Report {

    private final List<Row> rows = new ArrayList<>();

    /** Adds a number without a promise. */
    void note(String what, String measured) {
        rows.add(new Row(what, measured, "", "–"));
    }

    /** Adds a duration that must not exceed {@code bar}. */
    void atMost(String what, String measured, Duration value, Duration bar) {
        rows.add(new Row(what, measured, "≤ " + bar.toMillis() + " ms", value.compareTo(bar) <= 0 ? "yes" : "NO"));
    }

    /** Adds an amount of memory in KiB that must not exceed {@code barMebibytes}. */
    void memoryAtMost(String what, long kibibytes, int barMebibytes) {
        rows.add(new Row(what, kibibytes / 1024 + " MiB", "≤ " + barMebibytes + " MiB", kibibytes <= barMebibytes * 1024L ? "yes" : "NO"));
    }

    /** Returns whether everything that was promised holds. */
    boolean allMet() {
        return rows.stream().noneMatch(row -> row.met().equals("NO"));
    }

    @Override
    public String toString() {
        var all = new ArrayList<Row>();
        all.add(new Row("what", "measured", "promised", "met"));
        all.addAll(rows);
        int what = width(all.stream().map(Row::what).toList());
        int measured = width(all.stream().map(Row::measured).toList());
        int promised = width(all.stream().map(Row::promised).toList());
        String format = "%-" + what + "s  %-" + measured + "s  %-" + promised + "s  %s%n";
        var text = new StringBuilder();
        all.forEach(row -> text.append(String.format(Locale.ROOT, format, row.what(), row.measured(), row.promised(), row.met())));
        return text.toString();
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(1);
    }

    private record Row(String what, String measured, String promised, String met) {}
}
