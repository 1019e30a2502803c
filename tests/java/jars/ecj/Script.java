import java.util.*;
import java.util.function.*;
import java.util.stream.*;

/** A small Lisp with closures, tail calls by trampoline and macros of the reader: the program that ecj compiles. It uses what javac and ecj
 *  translate each in its own way: records, sealed types, lambdas, inner classes, switches, generics, varargs, try-with-resources. */
public class Script {
    sealed interface Value permits Number, Name, Pair, Nil, Function, Text {}
    record Number(long value) implements Value { @Override public String toString() { return Long.toString(value); } }
    record Name(String text) implements Value { @Override public String toString() { return text; } }
    record Text(String text) implements Value { @Override public String toString() { return '"' + text + '"'; } }
    enum Nil implements Value { NIL; @Override public String toString() { return "()"; } }

    record Pair(Value first, Value rest) implements Value, Iterable<Value> {
        Pair { Objects.requireNonNull(first); Objects.requireNonNull(rest); }
        @Override public Iterator<Value> iterator() {
            return new Iterator<>() {
                Value at = Pair.this;
                @Override public boolean hasNext() { return at instanceof Pair; }
                @Override public Value next() {
                    if (!(at instanceof Pair pair))
                        throw new NoSuchElementException();
                    at = pair.rest;
                    return pair.first;
                }
            };
        }
        @Override public String toString() { return StreamSupport.stream(spliterator(), false).map(Value::toString).collect(Collectors.joining(" ", "(", ")")); }
    }

    @FunctionalInterface interface Body { Object apply(List<Value> arguments) throws Wrong; }
    record Function(String name, Body body) implements Value { @Override public String toString() { return "<" + name + ">"; } }
    record Later(Value expression, Scope scope) {}
    static class Wrong extends Exception { Wrong(String message, Object... values) { super(String.format(message, values)); } }

    static final class Scope {
        private final Map<String, Value> values = new HashMap<>();
        private final Scope outer;
        Scope(Scope outer) { this.outer = outer; }
        Value get(String name) throws Wrong {
            for (Scope scope = this; scope != null; scope = scope.outer)
                if (scope.values.containsKey(name))
                    return scope.values.get(name);
            throw new Wrong("unknown name %s", name);
        }
        Scope put(String name, Value value) { values.put(name, value); return this; }
    }

    static Value list(List<? extends Value> values) {
        Value made = Nil.NIL;
        for (int i = values.size(); i-- > 0;)
            made = new Pair(values.get(i), made);
        return made;
    }

    static final class Reader implements AutoCloseable {
        final String text;
        int at, depth;
        static int open;
        Reader(String text) { this.text = text; open++; }
        @Override public void close() { open--; }
        boolean more() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at)))
                at++;
            return at < text.length();
        }
        Value read() throws Wrong {
            if (!more())
                throw new Wrong("the text ends inside %d lists", depth);
            char c = text.charAt(at++);
            switch (c) {
            case '(': {
                List<Value> values = new ArrayList<>();
                depth++;
                while (more() && text.charAt(at) != ')')
                    values.add(read());
                if (!more())
                    throw new Wrong("the text ends inside %d lists", depth);
                depth--;
                at++;
                return list(values);
            }
            case ')': throw new Wrong("a ) too many at %d", at);
            case '\'': return list(List.of(new Name("quote"), read()));
            case '"': {
                int start = at;
                at = text.indexOf('"', at) + 1;
                return new Text(text.substring(start, at - 1));
            }
            default: {
                int start = at - 1;
                while (at < text.length() && " ()\n".indexOf(text.charAt(at)) < 0)
                    at++;
                String word = text.substring(start, at);
                return word.matches("-?\\d+") ? new Number(Long.parseLong(word)) : new Name(word.intern());
            }
            }
        }
    }

    final Scope global = new Scope(null);
    long steps;

    void number(String name, LongBinaryOperator operator) {
        global.put(name, new Function(name, arguments -> {
            long result = ((Number) arguments.get(0)).value();
            for (Value next : arguments.subList(1, arguments.size()))
                result = operator.applyAsLong(result, ((Number) next).value());
            return new Number(result);
        }));
    }

    void test(String name, BiPredicate<Long, Long> test) {
        global.put(name, new Function(name, a -> test.test(((Number) a.get(0)).value(), ((Number) a.get(1)).value()) ? new Name("t") : Nil.NIL));
    }

    Script() {
        number("+", Long::sum);
        number("-", (a, b) -> a - b);
        number("*", Math::multiplyExact);
        number("/", (a, b) -> a / b);
        number("%", Math::floorMod);
        test("<", (a, b) -> a < b);
        test("=", Long::equals);
        global.put("first", new Function("first", a -> ((Pair) a.get(0)).first()));
        global.put("rest", new Function("rest", a -> ((Pair) a.get(0)).rest()));
        global.put("pair", new Function("pair", a -> new Pair(a.get(0), a.get(1))));
        global.put("list", new Function("list", Script::list));
        global.put("nil", Nil.NIL);
    }

    Value run(Value expression, Scope scope) throws Wrong {
        Object result = new Later(expression, scope);
        while (result instanceof Later later)
            result = step(later.expression, later.scope);
        return (Value) result;
    }

    Object step(Value expression, Scope scope) throws Wrong {
        steps++;
        if (expression instanceof Name name)
            return scope.get(name.text());
        if (!(expression instanceof Pair form))
            return expression;
        List<Value> parts = new ArrayList<>();
        form.forEach(parts::add);
        String word = form.first() instanceof Name name ? name.text() : "";
        return switch (word) {
            case "quote" -> parts.get(1);
            case "if" -> new Later(run(parts.get(1), scope) != Nil.NIL ? parts.get(2) : parts.size() > 3 ? parts.get(3) : Nil.NIL, scope);
            case "define" -> {
                Value value = run(parts.get(2), scope);
                scope.put(parts.get(1).toString(), value);
                yield value;
            }
            case "do" -> {
                for (Value part : parts.subList(1, parts.size() - 1))
                    run(part, scope);
                yield new Later(parts.get(parts.size() - 1), scope);
            }
            case "fn" -> {
                List<String> names = new ArrayList<>();
                if (parts.get(1) instanceof Pair pair)
                    pair.forEach(name -> names.add(name.toString()));
                yield new Function("fn" + names, arguments -> {
                    if (arguments.size() != names.size())
                        throw new Wrong("%d arguments for %s", arguments.size(), names);
                    Scope inner = new Scope(scope);
                    for (int i = 0; i < names.size(); i++)
                        inner.put(names.get(i), arguments.get(i));
                    return new Later(parts.get(2), inner);
                });
            }
            default -> {
                Value function = run(parts.get(0), scope);
                List<Value> arguments = new ArrayList<>(parts.size());
                for (Value part : parts.subList(1, parts.size()))
                    arguments.add(run(part, scope));
                if (function instanceof Function f)
                    yield f.body().apply(arguments);
                throw new Wrong("%s is no function", function);
            }
        };
    }

    public static void main(String[] args) {
        String[] programs = {
            "(define fib (fn (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))) (fib 15)",
            "(define loop (fn (n sum) (if (= n 0) sum (loop (- n 1) (+ sum n))))) (loop 20000 0)",
            "(define map (fn (f l) (if l (pair (f (first l)) (map f (rest l))) nil))) (map (fn (x) (* x x)) '(1 2 3 4 5))",
            "(define sieve (fn (l) (if l (pair (first l) (sieve (filter (fn (x) (% x (first l))) (rest l)))) nil)))"
                + "(define filter (fn (f l) (if l (if (= (f (first l)) 0) (filter f (rest l)) (pair (first l) (filter f (rest l)))) nil)))"
                + "(define range (fn (a b) (if (< a b) (pair a (range (+ a 1) b)) nil))) (sieve (range 2 100))",
            "(define counter (fn (n) (fn (m) (+ n m)))) (list ((counter 3) 4) \"some text\" 'name (list) counter)",
            "(+ 1 unknown)", "(1 2)", "((fn (a b) a) 1)", "(/ 1 0)", "(first 5)", "(* 9223372036854775807 2)", "(list 1 (2", ")"};
        Map<Boolean, List<String>> outcomes = new TreeMap<>();
        Script script = new Script();
        for (String program : programs) {
            Value value = Nil.NIL;
            String outcome;
            try (Reader reader = new Reader(program)) {
                while (reader.more())
                    value = script.run(reader.read(), script.global);
                outcome = value.toString();
                outcomes.computeIfAbsent(true, key -> new ArrayList<>()).add(outcome);
            } catch (Wrong | ArithmeticException wrong) {
                outcome = wrong.getMessage();
                outcomes.computeIfAbsent(false, key -> new ArrayList<>()).add(outcome);
            } catch (ClassCastException wrong) {
                outcome = "of the wrong type";
            }
            System.out.println(outcome);
        }
        System.out.println(outcomes.get(false).size() + " wrong, " + Reader.open + " open, " + script.steps + " steps");
        System.out.println(new Pair(new Number(1), new Pair(new Name("x"), Nil.NIL)).equals(list(List.of(new Number(1), new Name("x")))));
        Map<Boolean, Integer> squares = IntStream.rangeClosed(1, 5).boxed().collect(Collectors.groupingBy(i -> i % 2 == 0, TreeMap::new, Collectors.summingInt(i -> i * i)));
        System.out.println(squares);
    }
}
