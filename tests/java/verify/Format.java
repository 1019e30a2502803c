// SPDX-License-Identifier: Apache-2.0
import java.io.*;
import java.util.*;
import java.util.function.*;

/** Class files that break one rule of JVMS 4.1 to 4.7 each, or do what only looks wrong: the verdict and its words. */
public class Format {
    /** A class file being put together; every part can be replaced by a strange one. */
    static class Made {
        final ByteArrayOutputStream pool = new ByteArrayOutputStream();
        final DataOutputStream constants = new DataOutputStream(pool);
        int count = 1, version, flags = 0x21, minor;
        final Map<String, Integer> known = new HashMap<>();
        final List<byte[]> fields = new ArrayList<>(), methods = new ArrayList<>(), attributes = new ArrayList<>();
        int self, parent;
        int[] interfaces = {};

        Made(int version) throws IOException {
            this.version = version;
            self = type("made/It");
            parent = type("java/lang/Object");
        }

        int raw(int... bytes) throws IOException {
            for (int one : bytes)
                constants.write(one);
            return count++;
        }

        int utf8(String text) throws IOException {
            Integer at = known.get(text);
            if (at != null)
                return at;
            constants.write(1);
            constants.writeUTF(text);
            known.put(text, count);
            return count++;
        }

        int one(int tag, int index) throws IOException {
            constants.write(tag);
            constants.writeShort(index);
            return count++;
        }

        int two(int tag, int first, int second) throws IOException {
            constants.write(tag);
            constants.writeShort(first);
            constants.writeShort(second);
            return count++;
        }

        int type(String name) throws IOException {
            return one(7, utf8(name));
        }

        int number(int value) throws IOException {
            constants.write(3);
            constants.writeInt(value);
            return count++;
        }

        int longNumber(long value) throws IOException {
            constants.write(5);
            constants.writeLong(value);
            count += 2;
            return count - 2;
        }

        int pair(String name, String descriptor) throws IOException {
            return two(12, utf8(name), utf8(descriptor));
        }

        int member(int tag, String owner, String name, String descriptor) throws IOException {
            return two(tag, type(owner), pair(name, descriptor));
        }

        int handle(int kind, int index) throws IOException {
            return raw(15, kind, index >> 8, index);
        }

        byte[] attribute(String name, int... bytes) throws IOException {
            byte[] body = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++)
                body[i] = (byte) bytes[i];
            return attributeOf(utf8(name), body.length, body);
        }

        /** Of unsigned shorts. */
        byte[] shorts(String name, int... values) throws IOException {
            int[] bytes = new int[2 * values.length];
            for (int i = 0; i < values.length; i++) {
                bytes[2 * i] = values[i] >> 8;
                bytes[2 * i + 1] = values[i];
            }
            return attribute(name, bytes);
        }

        static byte[] attributeOf(int name, int length, byte[] body) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeShort(name);
            out.writeInt(length);
            out.write(body);
            return bytes.toByteArray();
        }

        byte[] member(int flags, String name, String descriptor, byte[]... attributes) throws IOException {
            return member(flags, utf8(name), utf8(descriptor), attributes);
        }

        static byte[] member(int flags, int name, int descriptor, byte[]... attributes) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeShort(flags);
            out.writeShort(name);
            out.writeShort(descriptor);
            out.writeShort(attributes.length);
            for (byte[] one : attributes)
                out.write(one);
            return bytes.toByteArray();
        }

        void field(int flags, String name, String descriptor, byte[]... attributes) throws IOException {
            fields.add(member(flags, name, descriptor, attributes));
        }

        void method(int flags, String name, String descriptor, byte[]... attributes) throws IOException {
            methods.add(member(flags, name, descriptor, attributes));
        }

        byte[] codeOf(int stack, int locals, byte[] code, int[] ranges, byte[]... attributes) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeShort(stack);
            out.writeShort(locals);
            out.writeInt(code.length);
            out.write(code);
            out.writeShort(ranges.length / 4);
            for (int one : ranges)
                out.writeShort(one);
            out.writeShort(attributes.length);
            for (byte[] one : attributes)
                out.write(one);
            return attributeOf(utf8("Code"), bytes.size(), bytes.toByteArray());
        }

        /** Only `return`, with eight nops before it. */
        byte[] code(byte[]... attributes) throws IOException {
            return codeOf(4, 8, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, (byte) 177 }, new int[0], attributes);
        }

        void has(byte[]... list) {
            attributes.addAll(Arrays.asList(list));
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(0xcafebabe);
            out.writeShort(minor);
            out.writeShort(version);
            out.writeShort(count);
            pool.writeTo(out);
            out.writeShort(flags);
            out.writeShort(self);
            out.writeShort(parent);
            out.writeShort(interfaces.length);
            for (int one : interfaces)
                out.writeShort(one);
            for (List<byte[]> list : List.of(fields, methods, attributes)) {
                out.writeShort(list.size());
                for (byte[] one : list)
                    out.write(one);
            }
            return bytes.toByteArray();
        }
    }

    interface Change {
        void to(Made made) throws IOException;
    }

    static class Loader extends ClassLoader {
        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    /** HotSpot verifies what is older than version 51 by inference, in other words. */
    static String verdict(byte[] bytes) {
        try {
            Class<?> made = new Loader().define(bytes);
            made.getDeclaredFields();
            return "right";
        } catch (VerifyError e) {
            return bytes[7] < 51 ? "VerifyError" : "VerifyError: " + e.getMessage().split("\n")[0];
        } catch (Throwable e) {
            return e.toString().replaceAll("@[0-9a-f]+", "@…");
        }
    }

    static void say(String what, int version, Change change) throws IOException {
        Made made = new Made(version);
        change.to(made);
        System.out.println(what + " " + version + ": " + verdict(made.bytes()));
    }

    static void each(String what, int[] versions, Change change) throws IOException {
        for (int version : versions)
            say(what, version, change);
    }

    static final int[] ALL = { 49, 50, 51, 52, 53, 54, 55, 60, 61 }, NOW = { 61 }, BOTH = { 49, 61 };

    static void constants() throws IOException {
        each("MethodHandle", ALL, m -> m.handle(6, m.member(10, "x/Y", "m", "()V")));
        each("MethodType", ALL, m -> m.one(16, m.utf8("()V")));
        each("InvokeDynamic, no bootstrap", ALL, m -> m.two(18, 0, m.pair("m", "()V")));
        each("Dynamic, no bootstrap", ALL, m -> m.two(17, 0, m.pair("m", "I")));
        each("Module", ALL, m -> m.one(19, m.utf8("a.b")));
        each("Package", ALL, m -> m.one(20, m.utf8("a/b")));
        each("Module, ACC_MODULE", ALL, m -> { m.one(19, m.utf8("a.b")); m.flags = 0x8000; });
        each("ACC_MODULE", ALL, m -> m.flags = 0x8000);
        each("Package of nothing", ALL, m -> m.one(20, 99));
        for (int tag : new int[] { 0, 2, 13, 14, 21, 255 })
            say("tag " + tag, 61, m -> m.raw(tag, 0, 1));
        int[][] texts = { { 0 }, { 0xc0, 0x80 }, { 0xc1, 0x81 }, { 0xc2 }, { 0xe0, 0x80, 0x80 }, { 0xe0, 0x80 },
            { 0xed, 0xa0, 0x80 }, { 0xf0, 0x9f, 0x98, 0x80 }, { 0x80 }, { 0xff }, { 0x41, 0xc3, 0x41 }, { 0xe2, 0x41, 0x80 } };
        for (int[] text : texts) {
            int[] all = new int[3 + text.length];
            all[0] = 1;
            all[2] = text.length;
            System.arraycopy(text, 0, all, 3, text.length);
            each("text " + Arrays.toString(text), new int[] { 49, 61 }, m -> m.raw(all));
        }
        say("long at the end", 61, m -> { m.longNumber(1); m.count--; });
        say("half of a long", 61, m -> { int at = m.longNumber(1); m.type("x"); m.one(8, at + 1); });
        for (String name : new String[] { "", "a/", "/a", "a//b", "a.b", "a;b", "[", "[I", "[La;", "[La", "[V", "a[b", "<x>", "a<b", "[a", "[[Lx.y;",
                 "[".repeat(255) + "I", "[".repeat(256) + "I", "[".repeat(255) + "La;", "\u0000", "a b", "[Lx;y", "[II", "(I)V", "L", "La;", "[L;", "[[", "I;" })
            each("class " + (name.length() > 9 ? name.length() : name.isEmpty() ? "empty" : name.charAt(0) == 0 ? "nul" : name), BOTH, m -> m.type(name));
        say("string of a class", 61, m -> m.one(8, m.self));
        say("string of 0", 61, m -> m.one(8, 0));
        say("class of a class", 61, m -> m.one(7, m.self));
        say("class of 999", 61, m -> m.one(7, 999));
        for (String type : new String[] { "", "I", "()", "()Q", "(V)V", "()V", "(I", "([V)V", "()[V", "(La)V", "()VV", "()II", "(" + "J".repeat(127) + "I)V", "(" + "J".repeat(128) + ")V" }) {
            String shown = type.length() > 9 ? "of " + type.length() : type;
            say("method type " + shown, 61, m -> m.one(16, m.utf8(type)));
            say("pair " + shown, 61, m -> m.pair("x", type));
            say("method " + shown, 61, m -> m.member(10, "x/Y", "m", type));
            say("interface method " + shown, 61, m -> m.member(11, "x/Y", "m", type));
            say("dynamic call " + shown, 61, m -> { m.two(18, 0, m.pair("m", type)); });
            say("own abstract method " + shown, 61, m -> { m.flags |= 0x400; m.method(0x401, "m", type); });
        }
        for (String name : new String[] { "", "<init>", "<clinit>", "<x>", "a.b", "a/b", "a;b", "a[b", "a<b", "a>b", "<", "a b" }) {
            String shown = name.isEmpty() ? "empty" : name;
            for (String type : new String[] { "I", "V", "", "[V", "()V", "()I", "(I)V" }) {
                String both = shown + " " + type;
                each("pair " + both, BOTH, m -> m.pair(name, type));
                each("field " + both, NOW, m -> m.member(9, "x/Y", name, type));
                each("method " + both, BOTH, m -> m.member(10, "x/Y", name, type));
                each("interface method " + both, NOW, m -> m.member(11, "x/Y", name, type));
                each("dynamic " + both, NOW, m -> { m.has(m.shorts("BootstrapMethods", 1, m.handle(6, m.member(10, "x/Y", "m", "()V")), 0)); m.two(17, 0, m.pair(name, type)); });
                each("dynamic call " + both, NOW, m -> { m.has(m.shorts("BootstrapMethods", 1, m.handle(6, m.member(10, "x/Y", "m", "()V")), 0)); m.two(18, 0, m.pair(name, type)); });
                each("own field " + both, BOTH, m -> m.field(1, name, type));
                each("own method " + both, BOTH, m -> m.method(1, name, type, m.code()));
                each("own static method " + both, new int[] { 49, 50, 51, 61 }, m -> m.method(8, name, type, m.code()));
                each("record component " + both, NOW, m -> m.has(m.shorts("Record", 1, m.utf8(name), m.utf8(type), 0)));
            }
        }
        say("field of a pair", 61, m -> m.two(9, m.pair("a", "I"), m.pair("a", "I")));
        say("field of a text", 61, m -> m.two(9, m.self, m.utf8("x")));
        say("pair of classes", 61, m -> m.two(12, m.self, m.self));
        say("pair of 0", 61, m -> m.two(12, m.utf8("x"), 0));
        say("field of an array", 61, m -> m.member(9, "[I", "length", "I"));
        say("method of an array", 61, m -> m.member(10, "[I", "clone", "()Ljava/lang/Object;"));
        for (int kind = 0; kind <= 10; kind++)
            for (int tag = 9; tag <= 12; tag++)
                for (String name : new String[] { "m", "<init>", "<clinit>" })
                    for (int version : new int[] { 51, 52, 61 }) {
                        int k = kind, t = tag;
                        if (t == 9 && !name.equals("m"))
                            continue;
                        say("handle " + k + " of " + t + " " + name, version, m -> m.handle(k, t == 12 ? m.pair("m", "()V") : m.member(t, "x/Y", name, t == 9 ? "I" : "()V")));
                    }
        say("handle of 0", 61, m -> m.handle(6, 0));
        say("handle of 999", 61, m -> m.handle(6, 999));
        say("pool of 0", 61, m -> m.count = 0);
        say("pool of 1", 61, m -> m.count = 1);
        say("pool too large", 61, m -> m.count += 5);
        say("pool too small", 61, m -> m.count--);
    }

    static void supers() throws IOException {
        say("this is a text", 61, m -> m.self = m.utf8("x"));
        say("this is 0", 61, m -> m.self = 0);
        say("this is an array", 61, m -> m.self = m.type("[I"));
        say("super is a text", 61, m -> m.parent = m.utf8("x"));
        say("super is an array", 61, m -> m.parent = m.type("[I"));
        say("super is 0", 61, m -> m.parent = 0);
        say("super is 999", 61, m -> m.parent = 999);
        say("super is itself", 61, m -> m.parent = m.self);
        say("super is an interface", 61, m -> m.parent = m.type("java/lang/Runnable"));
        say("super is final", 61, m -> m.parent = m.type("java/lang/String"));
        say("super is an enum", 61, m -> m.parent = m.type("java/lang/Thread$State"));
        say("super is Enum", 61, m -> m.parent = m.type("java/lang/Enum"));
        say("super is Record", 61, m -> m.parent = m.type("java/lang/Record"));
        say("super is absent", 61, m -> m.parent = m.type("x/Absent"));
        say("interface below Thread", 61, m -> { m.flags = 0x601; m.parent = m.type("java/lang/Thread"); });
        say("interface without super", 61, m -> { m.flags = 0x601; m.parent = 0; });
        say("implements a class", 61, m -> m.interfaces = new int[] { m.type("java/lang/Thread") });
        say("implements itself", 61, m -> m.interfaces = new int[] { m.self });
        say("implements an array", 61, m -> m.interfaces = new int[] { m.type("[I") });
        say("implements 0", 61, m -> m.interfaces = new int[] { 0 });
        say("implements a text", 61, m -> m.interfaces = new int[] { m.utf8("x") });
        say("implements absent", 61, m -> m.interfaces = new int[] { m.type("x/Absent") });
        say("implements twice", 61, m -> m.interfaces = new int[] { m.type("java/lang/Runnable"), m.type("java/lang/Runnable") });
        say("java/lang", 61, m -> m.self = m.type("java/lang/Mine"));
        say("java/my", 61, m -> m.self = m.type("java/my/Mine"));
        say("an attribute that is not there", 61, m -> m.has(new byte[0]));
    }

    static void flags() throws IOException {
        for (int version : new int[] { 49, 52, 61 }) {
            Map<String, Integer> verdicts = new TreeMap<>();
            StringBuilder all = new StringBuilder();
            for (int bits = 0; bits < 512; bits++) {
                int flags = bits & 1 | (bits >> 1 & 3) << 4 | (bits >> 3 & 3) << 9 | (bits >> 5 & 15) << 12;
                Made made = new Made(version);
                made.flags = flags;
                String verdict = verdict(made.bytes());
                all.append(verdict);
                verdicts.merge(verdict.replaceAll("0x.*", ""), 1, Integer::sum);
            }
            System.out.println("class flags " + version + ": " + all.toString().hashCode() + " " + verdicts);
            for (boolean isInterface : new boolean[] { false, true }) {
                for (String name : new String[] { "f", "m", "<init>", "<clinit>" }) {
                    verdicts.clear();
                    all.setLength(0);
                    for (int bits = 0; bits < 4096; bits++) {
                        int flags = bits & 0x1ff | (bits & 0xe00) << 1 | (name.equals("f") ? bits & 0x800 << 2 : 0);
                        if (name.equals("f") && (bits & 0x620) != 0)
                            continue;
                        if (name.startsWith("<") && (bits & 0x840) != 0)
                            continue;
                        Made made = new Made(version);
                        made.flags = isInterface ? 0x601 : 0x421;
                        if (name.equals("f"))
                            made.field(flags, "f", "I");
                        else if ((flags & 0x500) != 0 && !name.equals("<clinit>"))
                            made.method(flags, name, "()V");
                        else
                            made.method(flags, name, "()V", made.code());
                        String verdict = verdict(made.bytes());
                        all.append(verdict);
                        verdicts.merge(verdict.replaceAll("0x.*", ""), 1, Integer::sum);
                    }
                    System.out.println(name + " flags " + isInterface + " " + version + ": " + all.toString().hashCode() + " " + verdicts);
                }
            }
        }
    }

    /** What an attribute of this name looks like, in shorts, for a class that is as it should be. */
    static int[] body(Made m, String name) throws IOException {
        switch (name) {
        case "SourceFile": return new int[] { m.utf8("It.java") };
        case "Signature": return new int[] { m.utf8("Ljava/lang/Object;") };
        case "InnerClasses": return new int[] { 1, m.type("made/It$In"), m.self, m.utf8("In"), 1 };
        case "EnclosingMethod": return new int[] { m.type("made/Out"), m.pair("m", "()V") };
        case "BootstrapMethods": return new int[] { 1, m.handle(6, m.member(10, "x/Y", "m", "()V")), 1, m.number(7) };
        case "NestHost": return new int[] { m.type("made/Host") };
        case "NestMembers": return new int[] { 1, m.type("made/It$In") };
        case "PermittedSubclasses": return new int[] { 1, m.type("made/Sub") };
        case "Record": return new int[] { 1, m.utf8("a"), m.utf8("I"), 0 };
        case "Exceptions": return new int[] { 1, m.type("java/lang/Exception") };
        case "ConstantValue": return new int[] { m.number(7) };
        case "Synthetic": case "Deprecated": return new int[] { };
        case "AnnotationDefault": return new int[] { 'I' << 8 | 0, 0 };
        case "MethodParameters": return new int[] { };
        case "LineNumberTable": return new int[] { 1, 0, 5 };
        case "LocalVariableTable": case "LocalVariableTypeTable": return new int[] { 1, 0, 9, m.utf8("x"), m.utf8("I"), 3 };
        case "StackMapTable": return new int[] { 0 };
        default: return new int[] { 0 };
        }
    }

    static void put(Made m, String where, byte[]... list) throws IOException {
        switch (where) {
        case "class": m.has(list); break;
        case "field": m.field(1, "f", "I", list); break;
        case "static": m.field(9, "f", "I", list); break;
        case "method": { byte[][] all = Arrays.copyOf(list, list.length + 1); all[list.length] = m.code(); m.method(1, "m", "()V", all); break; }
        case "abstract": m.flags |= 0x400; m.method(0x401, "m", "()V", list); break;
        case "code": m.method(9, "m", "()V", m.code(list)); break;
        case "component": {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeShort(1);
            out.writeShort(m.utf8("a"));
            out.writeShort(m.utf8("I"));
            out.writeShort(list.length);
            for (byte[] one : list)
                out.write(one);
            m.flags |= 0x10;
            m.parent = m.type("java/lang/Record");
            m.has(Made.attributeOf(m.utf8("Record"), bytes.size(), bytes.toByteArray()));
            break;
        }
        default: throw new Error(where);
        }
    }

    static byte[] with(byte[] attribute, int more) throws IOException {
        byte[] body = Arrays.copyOfRange(attribute, 6, Math.max(6, attribute.length + more));
        return Made.attributeOf((attribute[0] & 255) << 8 | attribute[1] & 255, body.length, body);
    }

    static void attributes() throws IOException {
        String[] annotations = { "RuntimeVisibleAnnotations", "RuntimeInvisibleAnnotations", "RuntimeVisibleTypeAnnotations", "RuntimeInvisibleTypeAnnotations" };
        Map<String, String[]> names = new LinkedHashMap<>();
        names.put("class", new String[] { "SourceFile", "SourceDebugExtension", "InnerClasses", "EnclosingMethod", "Synthetic", "Deprecated", "Signature", "BootstrapMethods",
            "NestHost", "NestMembers", "PermittedSubclasses", "Record", "Module", "ModulePackages", "ModuleMainClass", "Unknown", "Code" });
        names.put("field", new String[] { "ConstantValue", "Synthetic", "Deprecated", "Signature", "Unknown", "Code" });
        names.put("static", new String[] { "ConstantValue", "Synthetic" });
        names.put("method", new String[] { "Exceptions", "Synthetic", "Deprecated", "Signature", "MethodParameters", "AnnotationDefault", "RuntimeVisibleParameterAnnotations",
            "RuntimeInvisibleParameterAnnotations", "Unknown", "Code" });
        names.put("abstract", new String[] { "Code", "Exceptions" });
        names.put("code", new String[] { "LineNumberTable", "LocalVariableTable", "LocalVariableTypeTable", "StackMapTable", "Unknown", "Code" });
        names.put("component", new String[] { "Signature", "Unknown", "Deprecated" });
        for (String where : names.keySet()) {
            List<String> all = new ArrayList<>(Arrays.asList(names.get(where)));
            if (!where.equals("static") && !where.equals("abstract"))
                all.addAll(Arrays.asList(annotations));
            for (String name : all) {
                String what = where + " " + name;
                int[] versions = where.equals("component") ? NOW : new int[] { 49, 50, 51, 54, 55, 59, 60, 61 };
                each(what, versions, m -> put(m, where, m.shorts(name, body(m, name))));
                each(what + " twice", versions, m -> put(m, where, m.shorts(name, body(m, name)), m.shorts(name, body(m, name))));
                each(what + " longer", versions, m -> put(m, where, with(m.shorts(name, body(m, name)), 1)));
                each(what + " shorter", versions, m -> put(m, where, with(m.shorts(name, body(m, name)), -1)));
                each(what + " much shorter", NOW, m -> put(m, where, with(m.shorts(name, body(m, name)), -4)));
                each(what + " empty", versions, m -> put(m, where, m.attribute(name)));
                each(what + " beyond the end", versions, m -> put(m, where, Made.attributeOf(m.utf8(name), 0x7fffffff, new byte[2])));
                for (int index : new int[] { 0, 1, 999 })
                    each(what + " indices " + index, BOTH, m -> { int[] b = body(m, name); for (int i = 0; i < b.length; i++) if (b[i] > 1) b[i] = index; put(m, where, m.shorts(name, b)); });
            }
            each(where + " attribute without name", BOTH, m -> put(m, where, Made.attributeOf(0, 0, new byte[0])));
            each(where + " attribute named by a class", BOTH, m -> put(m, where, Made.attributeOf(m.self, 0, new byte[0])));
            each(where + " attribute named by 999", BOTH, m -> put(m, where, Made.attributeOf(999, 0, new byte[0])));
            each(where + " attribute of four bytes", BOTH, m -> put(m, where, new byte[4]));
        }
    }

    static void rules() throws IOException {
        say("nest host and members", 61, m -> m.has(m.shorts("NestHost", m.type("a/B")), m.shorts("NestMembers", 0)));
        say("nest members and host", 61, m -> m.has(m.shorts("NestMembers", 0), m.shorts("NestHost", m.type("a/B"))));
        say("a nest member twice", 61, m -> m.has(m.shorts("NestMembers", 2, m.type("a/B"), m.type("a/B"))));
        say("sealed and final", 61, m -> { m.flags |= 16; m.has(m.shorts("PermittedSubclasses", 1, m.type("a/B"))); });
        say("sealed for nobody", 61, m -> m.has(m.shorts("PermittedSubclasses", 0)));
        say("permitted twice", 61, m -> m.has(m.shorts("PermittedSubclasses", 2, m.type("a/B"), m.type("a/B"))));
        for (int flags : new int[] { 0x21, 0x31, 0x421, 0x601 })
            for (String parent : new String[] { "java/lang/Object", "java/lang/Record" })
                say("record " + Integer.toHexString(flags) + " " + parent, 61, m -> { m.flags = flags; m.parent = m.type(parent); m.has(m.shorts("Record", 0)); });
        say("a component twice", 61, m -> { m.flags = 0x31; m.parent = m.type("java/lang/Record"); m.has(m.shorts("Record", 2, m.utf8("a"), m.utf8("I"), 0, m.utf8("a"), m.utf8("J"), 0)); });
        for (int inner : new int[] { 0, 1 })
            each("inner class twice " + inner, BOTH, m -> m.has(m.shorts("InnerClasses", 2, m.type("a/B$C"), inner * m.type("a/B"), m.utf8("C"), 1, m.type("a/B$C"), inner * m.type("a/B"), m.utf8("C"), 1)));
        each("inner class the same entry twice", BOTH, m -> { int c = m.type("a/B$C"), b = m.type("a/B"); m.has(m.shorts("InnerClasses", 2, c, b, m.utf8("C"), 1, c, b, m.utf8("C"), 1)); });
        each("inner class, other outer", BOTH, m -> { int c = m.type("a/B$C"), b = m.type("a/B"); m.has(m.shorts("InnerClasses", 2, c, b, m.utf8("C"), 1, c, m.self, m.utf8("C"), 1)); });
        each("inner is outer", BOTH, m -> m.has(m.shorts("InnerClasses", 1, m.self, m.self, m.utf8("C"), 1)));
        each("inner is outer by name", BOTH, m -> m.has(m.shorts("InnerClasses", 1, m.self, m.type("made/It"), m.utf8("C"), 1)));
        each("inner circle", BOTH, m -> { int a = m.type("a/A"), b = m.type("a/B"); m.has(m.shorts("InnerClasses", 2, a, b, m.utf8("A"), 1, b, a, m.utf8("B"), 1)); });
        each("inner nothing", BOTH, m -> m.has(m.shorts("InnerClasses", 1, 0, 0, 0, 1)));
        for (int flags : new int[] { 0x200, 0x600, 0x610, 0x410, 0x2200, 0x2600, 0x2000, 0x4600, 0x8000, 0x6, 0x7, 0x1000, 0xa, 0x1040, 0x8600 })
            each("inner flags " + Integer.toHexString(flags), new int[] { 49, 50, 53, 61 }, m -> m.has(m.shorts("InnerClasses", 1, m.type("a/B$C"), m.type("a/B"), m.utf8("C"), flags)));
        each("bootstrap without arguments' constants", NOW, m -> m.has(m.shorts("BootstrapMethods", 1, m.handle(6, m.member(10, "x/Y", "m", "()V")), 2, m.number(1))));
        for (int tag = 0; tag < 8; tag++) {
            int t = tag;
            each("bootstrap argument " + tag, new int[] { 51, 55, 61 }, m -> {
                int[] which = { m.utf8("x"), m.type("[I"), m.one(8, m.utf8("x")), m.pair("x", "I"), m.longNumber(4), m.member(9, "x/Y", "f", "I"), 0, 999 };
                m.has(m.shorts("BootstrapMethods", 1, m.handle(6, m.member(10, "x/Y", "m", "()V")), 1, which[t]));
            });
        }
        each("bootstrap 0 of 0", NOW, m -> { m.two(18, 0, m.pair("m", "()V")); m.has(m.shorts("BootstrapMethods", 0)); });
        each("bootstrap 1 of 1", NOW, m -> { m.two(18, 1, m.pair("m", "()V")); m.has(m.shorts("BootstrapMethods", body(m, "BootstrapMethods"))); });
        for (String type : new String[] { "I", "J", "F", "D", "Z", "B", "Ljava/lang/String;", "Ljava/lang/Object;", "[I" })
            for (int tag : new int[] { 3, 4, 5, 6, 8, 7, 1 })
                for (int flags : new int[] { 0, 8 })
                    say("ConstantValue " + tag + " of " + type + " " + flags, 61, m -> {
                        int value = tag == 3 ? m.number(300) : tag == 4 ? m.raw(4, 0, 0, 0, 0) : tag == 5 ? m.longNumber(1) : tag == 6 ? m.raw(6, 0, 0, 0, 0, 0, 0, 0, 0) : tag == 8 ? m.one(8, m.utf8("x")) : tag == 7 ? m.self : m.utf8("x");
                        if (tag == 6)
                            m.count++;
                        m.field(flags, "f", type, m.shorts("ConstantValue", value));
                    });
        say("two fields", 61, m -> { m.field(1, "f", "I"); m.field(1, "f", "I"); });
        say("two fields of two types", 61, m -> { m.field(1, "f", "I"); m.field(1, "f", "J"); });
        say("two methods", 61, m -> { m.method(1, "f", "()V", m.code()); m.method(2, "f", "()V", m.code()); });
        say("two methods of two types", 61, m -> { m.method(1, "f", "()V", m.code()); m.method(2, "f", "()I", m.code()); });
        say("no code", 61, m -> m.method(1, "f", "()V"));
        say("static initializer without code", 61, m -> m.method(8, "<clinit>", "()V"));
        say("two codes", 61, m -> m.method(1, "f", "()V", m.code(), m.code()));
        say("arguments beyond locals", 61, m -> m.method(1, "f", "(JJJJ)V", m.code()));
        say("255 arguments", 61, m -> { m.flags |= 0x400; m.method(0x401, "f", "(" + "I".repeat(254) + ")V"); });
        say("256 arguments", 61, m -> { m.flags |= 0x400; m.method(0x401, "f", "(" + "I".repeat(255) + ")V"); });
        say("255 static arguments", 61, m -> m.method(0x109, "f", "(" + "I".repeat(255) + ")V"));
        say("256 static arguments", 61, m -> m.method(0x109, "f", "(" + "I".repeat(256) + ")V"));
        say("128 longs", 61, m -> m.method(0x109, "f", "(" + "J".repeat(128) + ")V"));
        for (int length : new int[] { 0, 65535, 65536 })
            say("code of " + length, 61, m -> { byte[] code = new byte[length]; if (length > 0) code[length - 1] = (byte) 177; m.method(8, "f", "()V", m.codeOf(0, 0, code, new int[0])); });
        int[][] ranges = { { 0, 9, 0, 0 }, { 0, 0, 0, 0 }, { 3, 1, 0, 0 }, { 0, 10, 0, 0 }, { 9, 9, 0, 0 }, { 0, 8, 9, 0 }, { 0, 8, 3, 999 }, { 0, 8, 3, 1 }, { 0, 8, 3, 2 }, { 65535, 8, 3, 0 }, { 0, 65535, 0, 0 } };
        for (int[] range : ranges)
            each("range " + Arrays.toString(range), new int[] { 51, 61 }, m -> m.method(8, "f", "()V", m.codeOf(1, 8, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, (byte) 177 }, range)));
        int[][] variables = { { 0, 9, 1, 2, 0 }, { 0, 10, 1, 2, 0 }, { 9, 0, 1, 2, 0 }, { 10, 0, 1, 2, 0 }, { 65535, 65535, 1, 2, 0 }, { 0, 9, 999, 2, 0 }, { 0, 9, 1, 999, 0 }, { 0, 9, 0, 2, 0 },
            { 0, 9, 1, 2, 7 }, { 0, 9, 1, 2, 8 }, { 0, 9, 1, 3, 7 }, { 0, 9, 1, 3, 6 }, { 0, 9, 4, 2, 0 }, { 0, 9, 1, 4, 0 }, { 0, 9, 1, 5, 0 } };
        for (String table : new String[] { "LocalVariableTable", "LocalVariableTypeTable" })
            for (int[] one : variables)
                each(table + " " + Arrays.toString(one), BOTH, m -> {
                    int[] entry = one.clone();
                    int[] text = { 0, m.utf8("x"), m.utf8("I"), m.utf8("J"), m.utf8("a.b"), m.utf8("TT;") };
                    for (int i = 2; i < 4; i++)
                        if (entry[i] < text.length)
                            entry[i] = text[entry[i]];
                    byte[] base = m.shorts("LocalVariableTable", 1, 0, 9, text[1], text[2], 0);
                    byte[] tried = m.shorts(table, 1, entry[0], entry[1], entry[2], entry[3], entry[4]);
                    m.method(8, "f", "()V", table.equals("LocalVariableTable") ? m.code(tried) : m.code(base, tried));
                });
        each("a variable twice", BOTH, m -> m.method(8, "f", "()V", m.code(m.shorts("LocalVariableTable", 2, 0, 9, m.utf8("x"), m.utf8("I"), 0, 0, 9, m.utf8("x"), m.utf8("I"), 0))));
        each("a variable in two tables", BOTH, m -> m.method(8, "f", "()V", m.code(m.shorts("LocalVariableTable", 1, 0, 9, m.utf8("x"), m.utf8("I"), 0), m.shorts("LocalVariableTable", 1, 0, 9, m.utf8("x"), m.utf8("I"), 0))));
        each("a type without variable", BOTH, m -> m.method(8, "f", "()V", m.code(m.shorts("LocalVariableTypeTable", 1, 0, 9, m.utf8("x"), m.utf8("TT;"), 0))));
        each("a variable and two types", BOTH, m -> m.method(8, "f", "()V", m.code(m.shorts("LocalVariableTable", 1, 0, 9, m.utf8("x"), m.utf8("I"), 0), m.shorts("LocalVariableTypeTable", 2, 0, 9, m.utf8("x"), m.utf8("TT;"), 0, 0, 9, m.utf8("x"), m.utf8("TT;"), 0))));
        each("two line tables", BOTH, m -> m.method(8, "f", "()V", m.code(m.shorts("LineNumberTable", 1, 0, 9), m.shorts("LineNumberTable", 1, 4, 10))));
        each("line beyond the end", BOTH, m -> m.method(8, "f", "()V", m.code(m.shorts("LineNumberTable", 1, 9, 9))));
        int[][] parameters = { { 0 }, { 1, 0, 0, 0, 0 }, { 1, 0, 0, 0, 16 }, { 1, 255, 255, 0, 0 }, { 1, 0, 0, 0, 1 }, { 1 }, { 2, 0, 0, 0, 0 }, { 1, 0, 1, 0, 0 }, { 1, 0, 0, 0, 0, 0 } };
        for (int[] one : parameters) {
            say("parameters " + Arrays.toString(one), 61, m -> m.method(8, "f", "(I)V", m.attribute("MethodParameters", one), m.code()));
        }
        say("parameters twice", 61, m -> m.method(8, "f", "(I)V", m.attribute("MethodParameters", 0), m.attribute("MethodParameters", 0), m.code()));
        int[][] maps = { { 0, 1, 0 }, { 0, 1, 63 }, { 0, 1, 8 }, { 0, 2, 0, 0 }, { 0, 1, 128, 0 }, { 0, 1, 246, 0 }, { 0, 1, 248, 0, 0 }, { 0, 1, 252, 0, 0, 1 }, { 0, 1, 252, 0, 0, 9 }, { 0, 1, 252, 0, 0, 7, 0, 1 },
            { 0, 1, 252, 0, 0, 8, 0, 0 }, { 0, 1, 64, 1 }, { 0, 1, 247, 0, 0, 1 }, { 0, 1, 255, 0, 0, 0, 0, 0, 0 }, { 0, 1, 255, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, { 0, 1, 255, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0 }, { 0, 0, 0 },
            { 0 }, { }, { 0, 1 }, { 0, 1, 252, 0, 0, 6 }, { 255, 255, 0 }, { 0, 1, 254, 0, 0, 3, 4, 3 }, { 0, 1, 254, 0, 0, 4, 4, 4 }, { 0, 1, 255, 0, 0, 0, 4, 4, 4, 4, 4, 0, 0 }, { 0, 1, 255, 0, 0, 0, 5, 4, 4, 4, 4, 4, 0, 0 } };
        for (int[] map : maps)
            each("map " + Arrays.toString(map), new int[] { 49, 51, 61 }, m -> m.method(8, "f", "()V", m.code(m.attribute("StackMapTable", map))));
        each("two maps", new int[] { 49, 50, 61 }, m -> m.method(8, "f", "()V", m.code(m.shorts("StackMapTable", 0), m.shorts("StackMapTable", 0))));
        for (int version : new int[] { 55, 56, 60, 61, 62 })
            for (int minor : new int[] { 0, 1, 3, 65535 })
                say("minor " + minor, version, m -> m.minor = minor);
        byte[] whole = new Made(61).bytes();
        System.out.println("longer: " + verdict(Arrays.copyOf(whole, whole.length + 1)));
        for (int length : new int[] { 0, 3, 4, 7, 9 })
            System.out.println(length + " bytes: " + verdict(Arrays.copyOf(whole, length)));
        whole[0] = 1;
        System.out.println("magic: " + verdict(whole));
        for (int compared = 0; compared < 4; compared++) {
            int jump = compared;
            each("not initialised, compared " + compared, NOW, m -> {
                int object = m.type("java/lang/Object");
                byte[] made = { (byte) 187, (byte) (object >> 8), (byte) object, (byte) (jump < 2 ? 1 : 89), (byte) (165 + jump % 2), 0, 3,
                    (byte) 177 };
                byte[] single = { (byte) 187, (byte) (object >> 8), (byte) object, (byte) (198 + jump % 2), 0, 3, (byte) 177 };
                int end = jump == 3 ? 6 : 7;
                m.method(8, "f", "()V", m.codeOf(2, 0, jump == 3 ? single : made, new int[0], m.attribute("StackMapTable", 0, 1, end)));
            });
        }
    }

    public static void main(String[] arguments) throws IOException {
        constants();
        supers();
        attributes();
        rules();
        flags();
    }
}
