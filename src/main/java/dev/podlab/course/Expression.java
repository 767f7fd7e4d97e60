package dev.podlab.course;

import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled CEL expression over a sandbox. Immutable and thread-safe.
 *
 * <p>It sees {@code pods}, {@code events} and {@code configmaps} (lists of objects as the API serves them),
 * {@code evidence} (by name, with {@code exitCode}, {@code stdout} and {@code stderr} of a command or {@code text} of a
 * log) and {@code answer}. {@code pod("web")} is the Pod of that name, {@code container("web", "one")} is the
 * container's entry in {@code status.containerStatuses}.
 */
public final class Expression {

    private static final List<String> LISTS = List.of("pods", "events", "configmaps");
    private static final Cel CEL = cel();

    private final String source;
    private final CelRuntime.Program program;

    private Expression(String source, CelRuntime.Program program) {
        this.source = source;
        this.program = program;
    }

    /**
     * Compiles an expression.
     *
     * @throws InvalidExpressionException if it is not CEL or uses a name that does not exist
     */
    public static Expression compile(String source) {
        try {
            return new Expression(source, CEL.createProgram(CEL.compile(source).getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new InvalidExpressionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the expression as it was written. */
    public String source() {
        return source;
    }

    /** Returns its value for these variables; a variable that is not given is empty. */
    public Value evaluate(Map<String, ?> variables) {
        var input = new LinkedHashMap<String, Object>();
        LISTS.forEach(name -> input.put(name, List.of()));
        input.put("evidence", Map.of());
        variables.forEach((name, value) -> input.put(name, plain(value)));
        if (!input.containsKey("answer")) {
            input.put("answer", "");
        }
        try {
            return new Value.Found(program.eval(input));
        } catch (CelEvaluationException e) {
            return missing(e).<Value>map(Value.Missing::new)
                    .orElseGet(() -> new Value.Failed(String.valueOf(e.getMessage())));
        }
    }

    /** Returns the object that is not there, an empty text for a missing field, or empty for any other failure. */
    private static Optional<String> missing(CelEvaluationException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotThereException notThere) {
                return Optional.of(notThere.what);
            }
        }
        boolean field = e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
                || e.getErrorCode() == CelErrorCode.INDEX_OUT_OF_BOUNDS;
        return field ? Optional.of("") : Optional.empty();
    }

    /** Returns a copy that CEL can read: whole numbers as long, and no entries that are null. */
    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, Object>();
                map.forEach((key, entry) -> {
                    if (entry != null) {
                        copy.put(key, plain(entry));
                    }
                });
                yield copy;
            }
            case List<?> list -> list.stream().map(Expression::plain).toList();
            case Integer number -> number.longValue();
            case null -> "";
            default -> value;
        };
    }

    private static Cel cel() {
        CelType objects = ListType.create(SimpleType.DYN);
        var builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current().enableTimestampEpoch(true).build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMacros(lookup("pod", "podOf", 1), lookup("container", "containerOf", 2))
                .addCompilerLibraries(CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.strings())
                .addVar("evidence", SimpleType.DYN)
                .addVar("answer", SimpleType.STRING)
                .addFunctionDeclarations(
                        CelFunctionDecl.newFunctionDeclaration(
                                "podOf",
                                CelOverloadDecl.newGlobalOverload(
                                        "pod_of", SimpleType.DYN, objects, SimpleType.STRING)),
                        CelFunctionDecl.newFunctionDeclaration(
                                "containerOf",
                                CelOverloadDecl.newGlobalOverload(
                                        "container_of", SimpleType.DYN, objects, SimpleType.STRING, SimpleType.STRING)))
                .addFunctionBindings(
                        CelFunctionBinding.from(
                                "pod_of", List.class, String.class, (pods, name) -> podOf(pods, name)),
                        CelFunctionBinding.from(
                                "container_of",
                                ImmutableList.of(List.class, String.class, String.class),
                                arguments -> containerOf(
                                        (List<?>) arguments[0], (String) arguments[1], (String) arguments[2])));
        LISTS.forEach(name -> builder.addVar(name, objects));
        return builder.build();
    }

    /** Makes {@code pod("web")} mean a function of {@code pods} and the given arguments. */
    private static CelMacro lookup(String name, String function, int arguments) {
        return CelMacro.newGlobalMacro(name, arguments, (factory, target, given) -> {
            var all = new ArrayList<CelExpr>();
            all.add(factory.newIdentifier("pods"));
            all.addAll(given);
            return Optional.of(factory.newGlobalCall(function, all));
        });
    }

    private static Object podOf(List<?> pods, String name) throws CelEvaluationException {
        for (Object pod : pods) {
            if (name.equals(at(pod, "metadata", "name"))) {
                return pod;
            }
        }
        throw new NotThereException("pod " + name);
    }

    private static Object containerOf(List<?> pods, String podName, String name) throws CelEvaluationException {
        if (at(podOf(pods, podName), "status", "containerStatuses") instanceof List<?> statuses) {
            for (Object status : statuses) {
                if (name.equals(at(status, "name"))) {
                    return status;
                }
            }
        }
        throw new NotThereException("container " + podName + "/" + name);
    }

    private static @Nullable Object at(@Nullable Object object, String... path) {
        Object at = object;
        for (String key : path) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at;
    }

    /** What an expression comes to. */
    public sealed interface Value {

        /** A value: a boolean, number, text, list or map. */
        record Found(Object value) implements Value {}

        /**
         * Something that the expression names is not there (yet).
         *
         * @param what {@code pod web} or {@code container web/one}; empty for a field of an object that is there
         */
        record Missing(String what) implements Value {}

        /** The expression does not fit what is there. */
        record Failed(String reason) implements Value {}
    }

    /** A text is not a usable expression. */
    public static final class InvalidExpressionException extends RuntimeException {

        InvalidExpressionException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A named object is not there; CEL reports it like any missing key. */
    private static final class NotThereException extends RuntimeException {

        private final String what;

        NotThereException(String what) {
            super(what);
            this.what = what;
        }
    }
}
