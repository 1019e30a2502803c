// SPDX-License-Identifier: Apache-2.0
package jdk.internal.module;

import java.lang.module.ModuleReader;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files of a module in an archive, beside its classes, which the virtual machine finds itself: there are none. */
final class NoFiles implements ModuleReader, Supplier<ModuleReader> {
    @Override
    public ModuleReader get() {
        return this;
    }

    @Override
    public Optional<URI> find(String name) {
        return Optional.empty();
    }

    @Override
    public Stream<String> list() {
        return Stream.empty();
    }

    @Override
    public void close() {
    }
}
