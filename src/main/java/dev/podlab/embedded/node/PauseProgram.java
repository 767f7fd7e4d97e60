package dev.podlab.embedded.node;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The pause program: the first process of every Pod, which holds the Pod's namespaces open. It is written here as
 * machine code, because it must be a static program of a few hundred bytes and a compiler is not on every machine.
 *
 * <p>What it does, in C:
 * <pre>{@code
 * sigprocmask(SIG_BLOCK, {INT, TERM, CHLD});   // blocked signals wait for us even as pid 1, unhandled ones are dropped
 * for (;;) {
 *     int signal = sigtimedwait({INT, TERM, CHLD}, no info, no timeout);
 *     if (signal == SIGCHLD) while (wait4(-1, NULL, WNOHANG, NULL) > 0);   // bury orphans of a shared pid namespace
 *     else if (signal > 0) exit_group(0);
 * }
 * }</pre>
 */
final class PauseProgram {

    private static final int ELF_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final long LOAD_ADDRESS = 0x400000;

    private static final String X86_64 = """
            b80e000000   31ff 488d3550000000 31d2 41ba08000000 0f05   mov eax,14 (rt_sigprocmask) ...; syscall
            b880000000   488d3d3a000000 31f6 31d2 41ba08000000 0f05   mov eax,128 (rt_sigtimedwait) ...; syscall
            83f811 751c                                               cmp eax,17 (SIGCHLD); jne other
            b83d000000   4883cfff 31f6 ba01000000 4531d2 0f05         mov eax,61 (wait4) ...; syscall
            4885c0 7fe6 ebc7                                          test rax,rax; jg reap; jmp wait
            85c0 78c3                                                 other: test eax,eax; js wait
            b8e7000000   31ff 0f05                                    mov eax,231 (exit_group); xor edi,edi; syscall
            0240010000000000                                          the set: bits INT, TERM, CHLD
            """;

    private static final String AARCH64 = """
            e81080d2 000080d2 41030010 020080d2 030180d2 010000d4     mov x8,135 (rt_sigprocmask) ...; svc
            281180d2 a0020010 010080d2 020080d2 030180d2 010000d4     mov x8,137 (rt_sigtimedwait) ...; svc
            1f440071 41010054                                         cmp w0,17 (SIGCHLD); b.ne other
            882080d2 00008092 010080d2 220080d2 030080d2 010000d4     mov x8,260 (wait4) ...; svc
            1f0000f1 2cffff54 f0ffff17                                cmp x0,0; b.gt reap; b wait
            e0fdff37                                                  other: tbnz w0,31,wait
            c80b80d2 000080d2 010000d4 1f2003d5                       mov x8,94 (exit_group); mov x0,0; svc; nop
            0240010000000000                                          the set: bits INT, TERM, CHLD
            """;

    private PauseProgram() {}

    /**
     * Returns the program as a static ELF executable.
     *
     * @param architecture as Java names it: {@code amd64} or {@code aarch64}
     * @throws NodeException for any other
     */
    static byte[] forArchitecture(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> elf(62, code(X86_64));
            case "aarch64", "arm64" -> elf(183, code(AARCH64));
            default -> throw new NodeException("the embedded cluster runs on amd64 and arm64, and this machine is "
                    + architecture + ": name another cluster with --kubeconfig");
        };
    }

    /** Takes the hexadecimal words that each line begins with. */
    private static byte[] code(String listing) {
        var hex = new StringBuilder();
        listing.lines().forEach(line -> hex.append(line.substring(0, Math.min(58, line.length())).replaceAll("\\s", "")));
        return HexFormat.of().parseHex(hex);
    }

    /** One loadable, executable segment that is the whole file. Source: the ELF-64 object file format, version 1. */
    private static byte[] elf(int machine, byte[] code) {
        int start = ELF_HEADER + PROGRAM_HEADER;
        long size = start + code.length;
        ByteBuffer file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        file.putShort((short) 2).putShort((short) machine).putInt(1);
        file.putLong(LOAD_ADDRESS + start).putLong(ELF_HEADER).putLong(0).putInt(0);
        file.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 1);
        file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        file.putInt(1).putInt(5).putLong(0).putLong(LOAD_ADDRESS).putLong(LOAD_ADDRESS);
        file.putLong(size).putLong(size).putLong(0x10000);
        return file.put(code).array();
    }
}
