package dev.podlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The package table of docs/architecture.md, as a test: an arrow may only point where the table says. */
class ArchitectureTests {

    private static final String ROOT = "dev.podlab";

    /** Package to the packages that it may use. The root package may use all of them. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("exercise", List.of("course", "sandbox", "cluster", "pod", "learner")),
            Map.entry("picture", List.of("sandbox", "cluster", "pod", "learner")),
            Map.entry("terminal", List.of("sandbox", "cluster", "learner")),
            Map.entry("sandbox", List.of("cluster", "pod", "learner")),
            Map.entry("cluster", List.of("pod")),
            Map.entry("course", List.of("markdown")),
            Map.entry("markdown", List.of()),
            Map.entry("learner", List.of()),
            Map.entry("web", List.of("learner")),
            Map.entry("pod", List.of()),
            Map.entry("embedded", List.of("embedded.store", "embedded.api", "embedded.control", "embedded.kubelet", "embedded.cri", "embedded.node")),
            Map.entry("embedded.store", List.of()),
            Map.entry("embedded.api", List.of("embedded.store")),
            Map.entry("embedded.control", List.of("embedded.store")),
            Map.entry("embedded.kubelet", List.of("embedded.store")),
            Map.entry("embedded.cri", List.of("embedded.kubelet")),
            Map.entry("embedded.node", List.of("embedded.cri")));

    private final JavaClasses classes =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        var violations = new TreeSet<String>();
        for (JavaClass origin : classes) {
            module(origin).ifPresent(from -> origin.getDirectDependenciesFromSelf().stream()
                    .flatMap(dependency -> module(dependency.getTargetClass()).stream()
                            .filter(to -> !to.equals(from) && !MAY_USE.get(from).contains(to))
                            .map(to -> from + " -> " + to + ": " + dependency.getDescription()))
                    .forEach(violations::add));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(classes.stream().filter(c -> c.getPackageName().startsWith(ROOT + ".")).filter(c -> module(c).isEmpty()))
                .isEmpty();
    }

    @Test
    void onlyClusterUsesTheKubernetesClient() {
        noClasses()
                .that().resideOutsideOfPackages(ROOT + ".cluster..")
                .should().dependOnClassesThat().resideInAPackage("io.fabric8.kubernetes.client..")
                .check(classes);
    }

    @Test
    void embeddedUsesNoSpring() {
        noClasses()
                .that().resideInAPackage(ROOT + ".embedded..")
                .should().dependOnClassesThat().resideInAPackage("org.springframework..")
                .check(classes);
    }

    @Test
    void onlyCriSeesGrpc() {
        noClasses()
                .that().resideOutsideOfPackage(ROOT + ".embedded.cri..")
                .should().dependOnClassesThat().resideInAPackage("io.grpc..")
                .check(classes);
    }

    /** Returns the longest entry of the table that a class lies in. */
    private static Optional<String> module(JavaClass type) {
        String name = type.getPackageName();
        return MAY_USE.keySet().stream()
                .filter(entry -> name.equals(ROOT + "." + entry) || name.startsWith(ROOT + "." + entry + "."))
                .max(java.util.Comparator.comparingInt(String::length));
    }
}
