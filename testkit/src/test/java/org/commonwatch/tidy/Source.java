package org.commonwatch.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** One Java file as the compiler's parser sees it; nothing is resolved. */
final class Source {
    /** A method or constructor. */
    record Method(String name, int lines, int parameters) {}

    /** A class, interface, record or enum, nested ones too. */
    record Type(String name, boolean topLevel, boolean isPublic, boolean documented) {}

    /** A field that may be assigned again, and its first annotation if it has one. */
    record LooseField(String type, String name, String annotation) {}

    private final Path path;
    private final String text;
    private final List<Method> methods = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();
    private final List<LooseField> looseFields = new ArrayList<>();

    private Source(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    static Source read(Path path) throws IOException {
        Source source = new Source(path, Files.readString(path));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of(),
                                    null,
                                    files.getJavaFileObjects(path));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                source.new Walk(unit, trees).scan(unit, null);
            }
        }
        return source;
    }

    Path path() {
        return path;
    }

    String text() {
        return text;
    }

    List<Method> methods() {
        return methods;
    }

    List<Type> types() {
        return types;
    }

    List<LooseField> looseFields() {
        return looseFields;
    }

    boolean inMain() {
        return path.toString().contains("/src/main/");
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    private final class Walk extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;

        Walk(CompilationUnitTree unit, DocTrees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            TreePath above = getCurrentPath().getParentPath();
            boolean topLevel = above.getLeaf() instanceof CompilationUnitTree;
            if (!type.getSimpleName().isEmpty()) {
                types.add(
                        new Type(
                                type.getSimpleName().toString(),
                                topLevel,
                                type.getModifiers().getFlags().contains(Modifier.PUBLIC),
                                trees.getDocComment(getCurrentPath()) != null));
            }
            if (type.getKind() != Tree.Kind.INTERFACE) {
                type.getMembers().forEach(member -> field(type, member));
            }
            return super.visitClass(type, null);
        }

        private void field(ClassTree type, Tree member) {
            if (member instanceof VariableTree field
                    && !field.getModifiers().getFlags().contains(Modifier.FINAL)
                    && !isEnumConstant(type, field)) {
                looseFields.add(
                        new LooseField(
                                type.getSimpleName().toString(),
                                field.getName().toString(),
                                field.getModifiers().getAnnotations().stream()
                                        .map(each -> each.getAnnotationType().toString())
                                        .findFirst()
                                        .orElse("")));
            }
        }

        // The parser marks an enum's constants by giving them the enum's own type.
        private boolean isEnumConstant(ClassTree type, VariableTree field) {
            return type.getKind() == Tree.Kind.ENUM
                    && field.getType() != null
                    && field.getType().toString().equals(type.getSimpleName().toString());
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long start = trees.getSourcePositions().getStartPosition(unit, method);
            long end = trees.getSourcePositions().getEndPosition(unit, method);
            if (start >= 0 && end > start) {
                int lines =
                        (int)
                                (unit.getLineMap().getLineNumber(end)
                                        - unit.getLineMap().getLineNumber(start)
                                        + 1);
                methods.add(
                        new Method(
                                method.getName().toString(), lines, method.getParameters().size()));
            }
            return super.visitMethod(method, null);
        }
    }
}
