package dev.podlab.embedded.node;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The root file system of the busybox image. Pure. */
final class BusyboxLayer {

    /**
     * Stands before busybox' own wget where that crashes on {@code -T} (Debian 12's does). The time limits the whole
     * download, not each read.
     */
    private static final String WGET = """
            #!/bin/sh
            limit=
            count=$#
            while [ "$count" -gt 0 ]; do
              count=$((count - 1))
              word=$1
              shift
              case $word in
                -T | --timeout) limit=$1; shift; count=$((count - 1)) ;;
                -T*) limit=${word#-T} ;;
                --timeout=*) limit=${word#--timeout=} ;;
                -[cSq]*T) limit=$1; shift; count=$((count - 1)); set -- "$@" "${word%T}" ;;
                *) set -- "$@" "$word" ;;
              esac
            done
            [ -n "$limit" ] || exec /bin/busybox wget "$@"
            /bin/busybox timeout "$limit" /bin/busybox wget "$@"
            code=$?
            [ "$code" -ne 143 ] || { echo "wget: download timed out" >&2; exit 1; }
            exit "$code"
            """;

    private static final List<String> FOLDERS = List.of(
            "bin", "dev", "etc", "home", "proc", "sys", "usr", "usr/bin", "usr/sbin", "var", "var/www");
    private static final Set<String> NO_LINKS = Set.of("busybox", "linuxrc", "sh", "ash", "wget");
    private static final String ACCOUNTS = """
            root:x:0:0:root:/root:/bin/sh
            daemon:x:1:1:daemon:/usr/sbin:/bin/false
            www-data:x:33:33:www-data:/var/www:/bin/false
            nobody:x:65534:65534:nobody:/home:/bin/false
            """;
    private static final String GROUPS = """
            root:x:0:
            daemon:x:1:
            www-data:x:33:
            nobody:x:65534:
            """;

    private BusyboxLayer() {}

    /**
     * Returns the layer as a tar archive.
     *
     * @param program     busybox, statically linked
     * @param applets     names that it answers to
     * @param replaceWget whether its own wget is broken
     */
    static byte[] of(byte[] program, List<String> applets, boolean replaceWget) {
        var layer = new TarArchive();
        FOLDERS.forEach(folder -> layer.folder(folder, 0755));
        layer.folder("root", 0700).folder("tmp", 01777).folder("var/tmp", 01777);
        layer.link("sbin", "bin").link("usr/bin/env", "../../bin/env");
        layer.file("bin/busybox", 0755, program);
        applets.stream()
                .filter(applet -> !NO_LINKS.contains(applet))
                .forEach(applet -> layer.link("bin/" + applet, "busybox"));
        if (replaceWget) {
            layer.file("bin/sh", 0755, withoutApplet(program, "wget")).file("bin/wget", 0755, WGET);
        } else {
            layer.link("bin/sh", "busybox").link("bin/wget", "busybox");
        }
        return layer.link("bin/ash", "sh")
                .file("etc/passwd", 0644, ACCOUNTS)
                .file("etc/group", 0644, GROUPS)
                .file("etc/nsswitch.conf", 0644, "hosts: files dns\n")
                .bytes();
    }

    /**
     * Returns the program with one applet renamed in its table of names. Debian's shell prefers its own applets to
     * programs on the PATH; the copy that serves as shell must not know the one that a program replaces. The last
     * letter becomes a capital one, which keeps the table in order.
     */
    static byte[] withoutApplet(byte[] program, String applet) {
        byte[] name = ("\0" + applet + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] copy = program.clone();
        int last = name.length - 2;
        for (int at = 0; at <= copy.length - name.length; at++) {
            if (Arrays.equals(copy, at, at + name.length, name, 0, name.length)) {
                copy[at + last] = (byte) Character.toUpperCase(copy[at + last]);
            }
        }
        return copy;
    }
}
