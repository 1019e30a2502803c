// SPDX-License-Identifier: Apache-2.0
package jdk.internal.module;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files of a module in an archive: what the build saw that its code reads. They cannot be listed. */
final class ArchiveFiles implements ModuleReader, Supplier<ModuleReader> {
    private final String module;

    ArchiveFiles(String module) {
        this.module = module;
    }

    /** A copy of a file, or null. */
    private static native byte[] read(String module, String name);

    @Override
    public ModuleReader get() {
        return this;
    }

    @Override
    public Optional<URI> find(String name) {
        return read(module, name) == null ? Optional.empty() : Optional.of(URI.create("jrt:/" + module + "/" + name));
    }

    @Override
    public Optional<InputStream> open(String name) {
        byte[] bytes = read(module, name);
        return bytes == null ? Optional.empty() : Optional.of(new ByteArrayInputStream(bytes));
    }

    @Override
    public Stream<String> list() {
        return Stream.empty();
    }

    @Override
    public void close() {
    }
}
