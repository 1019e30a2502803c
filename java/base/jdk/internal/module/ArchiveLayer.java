// SPDX-License-Identifier: Apache-2.0
package jdk.internal.module;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.internal.access.JavaLangModuleAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.loader.BootLoader;

/**
 * The boot layer of a program in a class archive, made by the virtual machine in place of System.initPhase2: nothing is resolved, for
 * the build has written down what there is. All modules are the boot loader's; each is open and reads all.
 */
final class ArchiveLayer implements ModuleFinder {
    private final Map<String, ModuleReference> modules = new HashMap<>();
    private final Map<String, Set<String>> reads = new HashMap<>();
    private final JavaLangModuleAccess access = SharedSecrets.getJavaLangModuleAccess();

    private String name;
    private Set<String> packages;
    private Set<String> uses;
    private Set<ModuleDescriptor.Provides> provides;
    private String service;
    private List<String> providers;

    private ArchiveLayer() {
    }

    /**
     * Lines: "module NAME", then of that module "package NAME", "uses SERVICE", "service NAME" and behind that its "provider NAME".
     */
    static ModuleLayer make(String lines) {
        ArchiveLayer made = new ArchiveLayer();
        int end;
        for (int at = 0; (end = lines.indexOf('\n', at)) >= 0; at = end + 1) {
            int space = lines.indexOf(' ', at);
            made.line(lines.substring(at, space), lines.substring(space + 1, end));
        }
        made.finishModule();
        return made.define();
    }

    private void line(String kind, String what) {
        if (kind.equals("module")) {
            finishModule();
            name = what;
            packages = new HashSet<>();
            uses = new HashSet<>();
            provides = new HashSet<>();
        } else if (kind.equals("package")) {
            packages.add(what);
        } else if (kind.equals("uses")) {
            uses.add(what);
        } else if (kind.equals("service")) {
            finishService();
            service = what;
            providers = new ArrayList<>();
        } else {
            providers.add(what);
        }
    }

    private void finishService() {
        if (service != null)
            provides.add(access.newProvides(service, providers));
        service = null;
    }

    private void finishModule() {
        if (name == null)
            return;
        finishService();
        ModuleDescriptor descriptor = access.newModuleDescriptor(name, null, Set.of(ModuleDescriptor.Modifier.OPEN),
            Set.of(), Set.of(), Set.of(), uses, provides, packages, null, 0);
        modules.put(name, new ModuleReferenceImpl(descriptor, URI.create("jrt:/" + name), new ArchiveFiles(name), null, null, null, null, null));
        reads.put(name, modules.keySet());
    }

    private ModuleLayer define() {
        ModuleReference base = modules.get("java.base");
        Modules.defineModule(null, base.descriptor(), base.location().get());
        for (ModuleReference module : modules.values())
            BootLoader.loadModule(module);
        Configuration configuration = access.newConfiguration(this, reads);
        /* A mapper that knows no module gives each to the boot loader. */
        return ModuleLayer.empty().defineModules(configuration, ModuleLoaderMap.mappingFunction(Configuration.empty()));
    }

    @Override
    public Optional<ModuleReference> find(String wanted) {
        return Optional.ofNullable(modules.get(wanted));
    }

    @Override
    public Set<ModuleReference> findAll() {
        return new HashSet<>(modules.values());
    }
}
