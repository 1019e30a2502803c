/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/needs.h"

#include <stddef.h>

const char *const needs[] = {
	/* C code stands for it (native_in_place in jvm/native). */
	"end java/lang/Class.methodToString",
	/* What a service hardly ever comes to, and what would bring much with it: signatures of jars, the
	 * policies of security managers, debugging, XML, proxies, bytecode of method handles, names of
	 * Unicode. */
	"end java/util/Tripwire.trip",
	"end java/util/Properties.loadFromXML",
	"end java/util/Properties.storeToXML unless java/util/Properties.storeToXML", /* any of the three */
	"end java/util/zip/ZipFile$Source.isSignatureRelated unless java/util/zip/ZipFile.<init>",
	"end java/util/zip/ZipFile$Source.isSignatureRelated unless java/util/jar/JarFile.<init>",
	"end java/util/jar/JarFile.initializeVerifier unless java/util/jar/JarFile.<init>",
	"end java/util/jar/JarFile.maybeInstantiateVerifier unless java/util/jar/JarFile.<init>",
	"end java/util/jar/JarFile.getInputStream unless java/util/jar/JarFile.<init>",
	"end sun/net/www/protocol/jar/Handler.openConnection unless java/net/URL.openConnection",
	"end sun/net/www/protocol/jar/Handler.openConnection unless java/net/URL.openStream",
	"end sun/net/www/protocol/jar/Handler.openConnection unless java/net/URLClassLoader.<init>",
	"end sun/net/www/protocol/http/Handler.openConnection unless java/net/URL.openConnection",
	"end sun/net/www/protocol/http/Handler.openConnection unless java/net/URL.openStream",
	"end sun/net/www/protocol/http/Handler.openConnection unless java/net/URL.getContent",
	"end sun/net/www/protocol/https/Handler.openConnection unless java/net/URL.openConnection",
	"end sun/net/www/protocol/https/Handler.openConnection unless java/net/URL.openStream",
	"end sun/net/www/protocol/https/Handler.openConnection unless java/net/URL.getContent",
	"end jdk/internal/loader/URLClassPath$JarLoader.ensureOpen unless java/net/URLClassLoader.<init>",
	"end jdk/internal/loader/URLClassPath$JarLoader.getResource unless java/net/URLClassLoader.<init>",
	"end java/security/Policy.loadPolicyProvider unless java/lang/System.setSecurityManager",
	"end java/security/ProtectionDomain.impliesWithAltFilePerm unless "
	"java/lang/System.setSecurityManager",
	"end java/security/ProtectionDomain.implies unless java/lang/System.setSecurityManager",
	"end java/security/AccessControlContext.checkPermission unless java/lang/System.setSecurityManager",
	"end sun/security/util/Debug.extraInfo",
	"end java/lang/reflect/Proxy$ProxyBuilder.defineProxyClass unless "
	"java/lang/reflect/Proxy.newProxyInstance",
	"end java/lang/reflect/Proxy$ProxyBuilder.defineProxyClass unless "
	"java/lang/invoke/MethodHandleProxies.asInterfaceInstance",
	"end java/lang/invoke/LambdaForm.compileToBytecode",
	"end java/util/Currency$CurrencyProperty.info",
	"end java/util/Currency$CurrencyProperty.getReplacement",
	"end java/text/RuleBasedCollator.compare unless java/text/Collator.getInstance",
	"end java/text/RuleBasedCollator.getCollationKey unless java/text/Collator.getInstance",
	"end java/text/RuleBasedCollator.getCollationElementIterator unless java/text/Collator.getInstance",
	"end java/lang/Module.loadModuleInfoClass",
	"end sun/net/www/protocol/jrt/Handler.openConnection",
	"end java/lang/invoke/MethodHandleImpl$BindCaller.generateInvokerTemplate",
	"end sun/security/util/RegisteredDomain.from",
	"end sun/security/ssl/SSLLogger.log",
	"end java/net/InetAddress$HostsFileNameService.getHostByAddr",
	"end java/lang/System.getLogger",
	"end java/lang/System.getLogger unless java/io/ObjectInputStream.<init>",
	"end java/text/Normalizer.normalize",
	"end java/util/stream/Tripwire.trip",
	"end jdk/internal/loader/BootLoader$PackageHelper.getManifest",
	"end jdk/internal/loader/BootLoader$PackageHelper$2.run",
	"end java/util/jar/JarVerifier.processEntry unless java/util/jar/JarFile.<init>",
	"end java/util/jar/JarVerifier.processEntry unless java/util/jar/JarInputStream.<init>",
	"end java/util/jar/JarInputStream.checkManifest unless java/util/jar/JarInputStream.<init>",
	"end java/lang/invoke/InvokerBytecodeGenerator.generateLambdaFormInterpreterEntryPoint",
	"end java/lang/invoke/InvokerBytecodeGenerator.generateNamedFunctionInvoker",
	"end java/lang/invoke/InvokerBytecodeGenerator.generateCustomizedCode",
	"end java/lang/invoke/VarHandle.describeConstable",
	"end java/lang/invoke/VarHandle$VarHandleDesc.resolveConstantDesc",
	"end java/util/Currency$CurrencyProperty.isPastCutoverDate",
	"end java/net/InetAddress$HostsFileNameService.lookupAllHostAddr",
	"end jdk/internal/jimage/decompressor/ZipDecompressor.decompress",
	"end java/lang/System$LoggerFinder.accessProvider unless java/lang/System.getLogger",
	"end java/lang/System$LoggerFinder.accessProvider unless java/io/ObjectInputStream.<init>",
	"end java/lang/invoke/ClassSpecializer$Factory.generateConcreteSpeciesCodeFile",
	"end jdk/internal/module/SystemModulesMap.defaultSystemModules",
	"end jdk/internal/module/ModulePath.findAll",
	"end jdk/internal/module/ModulePath.find",
	"end java/util/regex/Pattern.normalize",
	"end java/util/regex/CharPredicates.forUnicodeScript if \\p{Is",
	"end java/util/regex/CharPredicates.forUnicodeScript if \\P{Is",
	"end java/util/regex/CharPredicates.forUnicodeScript if \\p{script=",
	"end java/util/regex/CharPredicates.forUnicodeScript if \\p{sc=",
	"end java/util/regex/CharPredicates.forUnicodeBlock if \\p{In",
	"end java/util/regex/CharPredicates.forUnicodeBlock if \\P{In",
	"end java/util/regex/CharPredicates.forUnicodeBlock if \\p{block=",
	"end java/util/regex/CharPredicates.forUnicodeBlock if \\p{blk=",
	"end java/lang/Character.getName",
	"end java/lang/Character.codePointOf if \\N{",
	/* jvm/run/boot.c, layer.c, thread_life.c, signals.c, exception.c */
	"use java/lang/Module",
	"call java/lang/System.initPhase1()V",
	"call jdk/internal/module/ArchiveLayer.make(Ljava/lang/String;)Ljava/lang/ModuleLayer;",
	"call jdk/internal/misc/VM.initLevel(I)V",
	"call java/lang/System.initPhase3()V",
	"call java/lang/ClassLoader.getSystemClassLoader()Ljava/lang/ClassLoader;",
	"use jdk/internal/misc/UnsafeConstants",
	"call java/lang/Shutdown.shutdown()V",
	"virtual java/lang/ThreadGroup.add(Ljava/lang/Thread;)V",
	"virtual java/lang/Thread.run()V",
	"virtual java/lang/Thread.exit()V",
	"virtual java/lang/Thread.dispatchUncaughtException(Ljava/lang/Throwable;)V",
	"virtual java/lang/Throwable.printStackTrace()V",
	"virtual java/lang/Throwable.getMessage()Ljava/lang/String;",
	"virtual java/lang/Throwable.getCause()Ljava/lang/Throwable;",
	"virtual java/lang/Throwable.getStackTrace()[Ljava/lang/StackTraceElement;",
	"virtual java/lang/Throwable.setStackTrace([Ljava/lang/StackTraceElement;)V",
	"virtual java/lang/Throwable.initCause(Ljava/lang/Throwable;)Ljava/lang/Throwable;",
	"virtual java/lang/ClassLoader.loadClass(Ljava/lang/String;)Ljava/lang/Class;",
	"call java/lang/ref/Finalizer.register(Ljava/lang/Object;)V",
	"virtual java/lang/Object.finalize()V",
	"call jdk/internal/misc/Signal.dispatch(I)V",
	"new java/lang/invoke/SerializedLambda",
	"new java/lang/StackOverflowError",
	"new java/lang/OutOfMemoryError",
	/* thrown by the interpreter and by linking */
	"new java/lang/AbstractMethodError",
	"new java/lang/ArithmeticException",
	"new java/lang/ArrayIndexOutOfBoundsException",
	"new java/lang/ArrayStoreException",
	"new java/lang/BootstrapMethodError",
	"new java/lang/ClassCastException",
	"new java/lang/ClassCircularityError",
	"new java/lang/ClassFormatError",
	"new java/lang/ClassNotFoundException",
	"new java/lang/CloneNotSupportedException",
	"new java/lang/ExceptionInInitializerError",
	"new java/lang/IllegalAccessError",
	"new java/lang/IllegalAccessException",
	"new java/lang/IllegalArgumentException",
	"new java/lang/IllegalMonitorStateException",
	"new java/lang/IncompatibleClassChangeError",
	"new java/lang/IndexOutOfBoundsException",
	"new java/lang/InstantiationError",
	"new java/lang/InstantiationException",
	"new java/lang/InternalError",
	"new java/lang/InterruptedException",
	"new java/lang/LinkageError",
	"new java/lang/NegativeArraySizeException",
	"new java/lang/NoClassDefFoundError",
	"new java/lang/NoSuchFieldError",
	"new java/lang/NoSuchMethodError",
	"new java/lang/NullPointerException",
	"new java/lang/UnsatisfiedLinkError",
	"new java/lang/UnsupportedClassVersionError",
	"new java/lang/UnsupportedOperationException",
	"new java/lang/VerifyError",
	/* boxes: jvm/native/box.c */
	"call java/lang/Boolean.valueOf(Z)Ljava/lang/Boolean;",
	"call java/lang/Byte.valueOf(B)Ljava/lang/Byte;",
	"call java/lang/Character.valueOf(C)Ljava/lang/Character;",
	"call java/lang/Short.valueOf(S)Ljava/lang/Short;",
	"call java/lang/Integer.valueOf(I)Ljava/lang/Integer;",
	"call java/lang/Long.valueOf(J)Ljava/lang/Long;",
	"call java/lang/Float.valueOf(F)Ljava/lang/Float;",
	"call java/lang/Double.valueOf(D)Ljava/lang/Double;",
	/* lambdas, records and string concatenation: jvm/invoke */
	"call java/lang/Boolean.booleanValue()Z",
	"call java/lang/Boolean.hashCode(Z)I",
	"call java/lang/Byte.byteValue()B",
	"call java/lang/Byte.hashCode(B)I",
	"call java/lang/Character.charValue()C",
	"call java/lang/Character.hashCode(C)I",
	"call java/lang/Short.shortValue()S",
	"call java/lang/Short.hashCode(S)I",
	"call java/lang/Integer.intValue()I",
	"call java/lang/Integer.hashCode(I)I",
	"call java/lang/Long.longValue()J",
	"call java/lang/Long.hashCode(J)I",
	"call java/lang/Float.floatValue()F",
	"call java/lang/Float.hashCode(F)I",
	"call java/lang/Double.doubleValue()D",
	"call java/lang/Double.hashCode(D)I",
	"virtual java/lang/Number.byteValue()B",
	"virtual java/lang/Number.shortValue()S",
	"virtual java/lang/Number.intValue()I",
	"virtual java/lang/Number.longValue()J",
	"virtual java/lang/Number.floatValue()F",
	"virtual java/lang/Number.doubleValue()D",
	"call java/lang/Float.compare(FF)I",
	"call java/lang/Double.compare(DD)I",
	"call java/lang/String.valueOf(F)Ljava/lang/String;",
	"call java/lang/String.valueOf(D)Ljava/lang/String;",
	"call java/lang/StringConcatHelper.stringOf(Ljava/lang/Object;)Ljava/lang/String;",
	"call java/util/Objects.hashCode(Ljava/lang/Object;)I",
	"call java/util/Objects.equals(Ljava/lang/Object;Ljava/lang/Object;)Z",
	"virtual java/lang/Class.getSimpleName()Ljava/lang/String;",
	"virtual java/lang/Object.toString()Ljava/lang/String;",
	/* method handles and VarHandles: jvm/invoke/direct.c, handle.c, member.c */
	"members java/lang/invoke/MethodHandle",
	"members java/lang/invoke/VarHandle",
	"when java/lang/invoke/VarHandle: virtual "
	"java/lang/invoke/VarHandle.accessModeType(I)Ljava/lang/invoke/MethodType;",
	"when java/lang/invoke/MethodType: virtual "
	"java/lang/invoke/MethodType.erase()Ljava/lang/invoke/MethodType;",
	"when java/lang/invoke/MethodHandleNatives: call "
	"java/lang/invoke/MethodHandleNatives.findMethodHandleType(Ljava/lang/Class;[Ljava/lang/Class;)Ljava/"
	"lang/invoke/MethodType;",
	"when java/lang/invoke/MethodHandleNatives: call "
	"java/lang/invoke/MethodHandleNatives.linkMethod(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/"
	"String;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/invoke/MemberName;",
	"when java/lang/invoke/MethodHandleNatives: call "
	"java/lang/invoke/MethodHandleNatives.linkMethodHandleConstant(Ljava/lang/Class;ILjava/lang/"
	"Class;Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/invoke/MethodHandle;",
	"when java/lang/invoke/MethodHandleNatives.varHandleOperationLinkerMethod: whole "
	"java/lang/invoke/VarHandleGuards",
	"when jdk/internal/misc/ExtendedMapMode: handles",
	"when sun/nio/ch/Util.initDBBRConstructor: new java/nio/DirectByteBufferR",
	"when sun/nio/ch/Util.initDBBConstructor: new java/nio/DirectByteBuffer",
	/* what a class that Proxy makes calls */
	"when java/lang/reflect/ProxyGenerator: virtual java/lang/reflect/InvocationHandler.invoke("
	"Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;",
	"when java/lang/reflect/ProxyGenerator: new java/lang/reflect/UndeclaredThrowableException",
	/* natives that make objects */
	"when java/lang/Class.getConstantPool: new jdk/internal/reflect/ConstantPool",
	"new java/lang/AssertionStatusDirectives",
	"when java/security/AccessController.getStackAccessControlContext: new "
	"java/security/AccessControlContext",
	"when java/security/AccessController.getStackAccessControlContext: new "
	"java/security/ProtectionDomain",
	"when sun/nio/fs/UnixNativeDispatcher: new sun/nio/fs/UnixException",
	"when jdk/internal/reflect/NativeMethodAccessorImpl: new java/lang/reflect/InvocationTargetException",
	"when jdk/internal/reflect/NativeConstructorAccessorImpl: new "
	"java/lang/reflect/InvocationTargetException",
	"when jdk/internal/perf/Perf.createLong: new java/nio/DirectByteBuffer",
	"when java/lang/StackStreamFactory: virtual "
	"java/lang/StackStreamFactory$AbstractStackWalker.doStackWalk(JIIII)Ljava/lang/Object;",
	"when java/lang/StackStreamFactory: virtual "
	"java/lang/invoke/MemberName.getMethodDescriptor()Ljava/lang/String;",
	"when java/io/FileInputStream: new java/io/FileNotFoundException",
	"when java/io/FileOutputStream: new java/io/FileNotFoundException",
	"new java/io/IOException",
	"when java/io/FileDescriptor.sync: new java/io/SyncFailedException",
	"when java/util/zip/Inflater: new java/util/zip/DataFormatException",
	"new java/lang/SecurityException",
	"new java/lang/IllegalStateException",
	"new java/lang/RuntimeException",
	"when java/io/ObjectOutputStream: new java/io/NotSerializableException",
	"when java/net/InetAddress: new java/net/SocketException",
	"when java/net/InetAddress: new java/net/UnknownHostException",
	/* locale data of root and English */
	"when sun/util/locale/provider/LocaleProviderAdapter.forType: new "
	"sun/util/cldr/CLDRLocaleProviderAdapter",
	"when sun/util/locale/provider/LocaleProviderAdapter.forType: new "
	"sun/util/locale/provider/JRELocaleProviderAdapter",
	"when sun/util/locale/provider/LocaleProviderAdapter.forType: new "
	"sun/util/locale/provider/FallbackLocaleProviderAdapter",
	"when sun/util/cldr/CLDRLocaleProviderAdapter: new sun/util/cldr/CLDRBaseLocaleDataMetaInfo",
	"when sun/util/locale/provider/JRELocaleProviderAdapter: new "
	"sun/util/locale/provider/BaseLocaleDataMetaInfo",
	"when sun/util/resources/LocaleData.getNumberFormatData: new sun/text/resources/cldr/FormatData",
	"when sun/util/resources/LocaleData.getDateFormatData: new sun/text/resources/cldr/FormatData",
	"when sun/util/resources/LocaleData.getNumberFormatData: new sun/text/resources/cldr/FormatData_en",
	"when sun/util/resources/LocaleData.getDateFormatData: new sun/text/resources/cldr/FormatData_en",
	"when sun/util/resources/LocaleData.getNumberFormatData: new sun/text/resources/FormatData",
	"when sun/util/resources/LocaleData.getDateFormatData: new sun/text/resources/FormatData",
	"when sun/util/resources/LocaleData.getNumberFormatData: new sun/text/resources/FormatData_en",
	"when sun/util/resources/LocaleData.getDateFormatData: new sun/text/resources/FormatData_en",
	"when sun/util/resources/LocaleData.getNumberFormatData: new "
	"sun/text/resources/JavaTimeSupplementary",
	"when sun/util/resources/LocaleData.getDateFormatData: new sun/text/resources/JavaTimeSupplementary",
	"when sun/util/resources/LocaleData.getNumberFormatData: new "
	"sun/text/resources/JavaTimeSupplementary_en",
	"when sun/util/resources/LocaleData.getDateFormatData: new "
	"sun/text/resources/JavaTimeSupplementary_en",
	"when sun/util/resources/LocaleData.getCalendarData: new sun/util/resources/cldr/CalendarData",
	"when sun/util/resources/LocaleData.getCalendarData: new sun/util/resources/CalendarData",
	"when sun/util/resources/LocaleData.getCurrencyNames: new sun/util/resources/cldr/CurrencyNames",
	"when sun/util/resources/LocaleData.getCurrencyNames: new sun/util/resources/cldr/CurrencyNames_en",
	"when sun/util/resources/LocaleData.getCurrencyNames: new sun/util/resources/CurrencyNames",
	"when sun/util/resources/LocaleData.getTimeZoneNames: new sun/util/resources/cldr/TimeZoneNames",
	"when sun/util/resources/LocaleData.getTimeZoneNames: new sun/util/resources/cldr/TimeZoneNames_en",
	"when sun/util/resources/LocaleData.getTimeZoneNames: new sun/util/resources/TimeZoneNames",
	"when sun/util/resources/LocaleData.getTimeZoneNames: new sun/util/resources/TimeZoneNames_en",
	"when sun/util/resources/LocaleData.getLocaleNames: new sun/util/resources/cldr/LocaleNames",
	"when sun/util/resources/LocaleData.getLocaleNames: new sun/util/resources/cldr/LocaleNames_en",
	"when sun/util/resources/LocaleData.getLocaleNames: new sun/util/resources/LocaleNames",
	"when sun/util/resources/LocaleData.getLocaleNames: new sun/util/resources/LocaleNames_en",
	"when sun/util/resources/LocaleData.getCollationData: new sun/text/resources/CollationData",
	/* that of other languages which the program names (locales.h) */
	"when sun/util/resources/LocaleData.getNumberFormatData: locales text/FormatData",
	"when sun/util/resources/LocaleData.getDateFormatData: locales text/FormatData",
	"when sun/util/resources/LocaleData.getNumberFormatData: locales text/JavaTimeSupplementary",
	"when sun/util/resources/LocaleData.getDateFormatData: locales text/JavaTimeSupplementary",
	"when sun/util/resources/LocaleData.getCalendarData: locales util/CalendarData",
	"when sun/util/resources/LocaleData.getCurrencyNames: locales util/CurrencyNames",
	"when sun/util/resources/LocaleData.getTimeZoneNames: locales util/TimeZoneNames",
	"when sun/util/resources/LocaleData.getLocaleNames: locales util/LocaleNames",
	"when sun/util/resources/LocaleData.getCollationData: locales text/CollationData",
	"when own java/util/Locale.<init>: locales",
	"when own java/util/Locale.forLanguageTag: locales",
	"when own java/util/Locale$Builder.setLanguage: locales",
	"when own java/util/Locale$Builder.setLanguageTag: locales",
	"when sun/util/resources/LocaleData.getBreakIteratorInfo: new sun/text/resources/BreakIteratorInfo",
	"when sun/util/resources/LocaleData.getBreakIteratorRules: new sun/text/resources/BreakIteratorRules",
	"when sun/util/calendar/ZoneInfoFile: file lib/tzdb.dat",
	"when java/time/zone/TzdbZoneRulesProvider: file lib/tzdb.dat",
	"when java/time/chrono/HijrahChronology.loadCalendarData: resource java.base/java/time/chrono/"
	"hijrah-config-Hijrah-umalqura_islamic-umalqura.properties",
	/* Java code looks for resources in a modules file, too: an empty one. */
	"when jdk/internal/jimage/ImageReaderFactory: file lib/modules",
	"when jdk/internal/jimage/NativeImageBuffer.getNativeMap: new java/nio/DirectByteBuffer",
	"when java/security/Security: file conf/security/java.security",
	/* The file's names: a handler and its formatter, which a program's own configuration names, too. */
	"when java/util/logging/LogManager: file conf/logging.properties",
	"when java/util/logging/LogManager: new java/util/logging/ConsoleHandler",
	"when java/util/logging/LogManager: new java/util/logging/SimpleFormatter",
	"when own java/lang/System.getLogger: new sun/util/logging/internal/LoggingProviderImpl",
	"when java/util/logging/Level: new sun/util/logging/resources/logging",
	"when javax/crypto/JceSecurity: file conf/security/policy/unlimited/default_US_export.policy",
	"when javax/crypto/JceSecurity: file conf/security/policy/unlimited/default_local.policy",
	"when java/io/ObjectOutputStream.writeObject0: serial",
	"when java/io/ObjectInputStream.readObject0: serial",
	"when sun/util/calendar/CalendarSystem.forName: new sun/util/calendar/JulianCalendar",
	/* Data of some size that nearly every program could come to: for those that ask. */
	"hold java.base/jdk/internal/icu/impl/data/icudt67b/ubidi.icu",
	"hold java.base/jdk/internal/icu/impl/data/icudt67b/uprops.icu",
	"hold java.base/sun/net/idn/uidna.spp",
	"hold java.base/sun/net/www/content-types.properties",
	"when own java/text/Normalizer.normalize: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when own java/text/Normalizer.normalize: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfkc.nrm",
	/* What canonical equivalence takes, where Pattern is kept. */
	"when java/util/regex/Pattern.normalizeSlice: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when java/util/regex/Pattern.normalizeSlice: call jdk/internal/icu/text/NormalizerBase.normalize("
	"Ljava/lang/String;Ljava/text/Normalizer$Form;)Ljava/lang/String;",
	"when own java/text/Normalizer.isNormalized: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when own java/text/Normalizer.isNormalized: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfkc.nrm",
	"when own java/text/Collator.getInstance: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when own java/text/Collator.getInstance: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfkc.nrm",
	"when own java/text/RuleBasedCollator.<init>: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when own java/text/RuleBasedCollator.<init>: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfkc.nrm",
	"when own java/text/Bidi.<init>: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/ubidi.icu",
	"when own java/text/Bidi.requiresBidi: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/ubidi.icu",
	"when own java/net/IDN.toASCII: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when own java/net/IDN.toASCII: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfkc.nrm",
	"when own java/net/IDN.toASCII: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/ubidi.icu",
	"when own java/net/IDN.toASCII: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/uprops.icu",
	"when own java/net/IDN.toASCII: resource "
	"java.base/sun/net/idn/uidna.spp",
	"when own java/net/IDN.toUnicode: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when own java/net/IDN.toUnicode: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfkc.nrm",
	"when own java/net/IDN.toUnicode: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/ubidi.icu",
	"when own java/net/IDN.toUnicode: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/uprops.icu",
	"when own java/net/IDN.toUnicode: resource "
	"java.base/sun/net/idn/uidna.spp",
	"when own java/net/URLConnection.guessContentTypeFromName: resource "
	"java.base/sun/net/www/content-types.properties",
	"when own java/net/URLConnection.getContentType: resource "
	"java.base/sun/net/www/content-types.properties",
	"when own java/net/URLConnection.getFileNameMap: resource "
	"java.base/sun/net/www/content-types.properties",
	"when own java/nio/file/Files.probeContentType: resource "
	"java.base/sun/net/www/content-types.properties",
	/* String.toLowerCase asks where the word ends behind a sigma. */
	"when own java/lang/String.toLowerCase: resource java.base/sun/text/resources/WordBreakIteratorData",
	"when own java/lang/String.toLowerCase: new sun/text/resources/BreakIteratorResources",
	"when own java/text/BreakIterator.getWordInstance: resource "
	"java.base/sun/text/resources/WordBreakIteratorData",
	"when own java/text/BreakIterator.getWordInstance: new sun/text/resources/BreakIteratorResources",
	"when own java/text/BreakIterator.getLineInstance: resource "
	"java.base/sun/text/resources/LineBreakIteratorData",
	"when own java/text/BreakIterator.getLineInstance: new sun/text/resources/BreakIteratorResources",
	"when own java/text/BreakIterator.getCharacterInstance: resource "
	"java.base/sun/text/resources/CharacterBreakIteratorData",
	"when own java/text/BreakIterator.getCharacterInstance: new "
	"sun/text/resources/BreakIteratorResources",
	"when own java/text/BreakIterator.getSentenceInstance: resource "
	"java.base/sun/text/resources/SentenceBreakIteratorData",
	"when own java/text/BreakIterator.getSentenceInstance: new sun/text/resources/BreakIteratorResources",
	/* generic types by reflection */
	"when own java/lang/Class.getGenericSuperclass: signatures",
	"when own java/lang/Class.getGenericInterfaces: signatures",
	"when own java/lang/Class.getTypeParameters: signatures",
	"when own java/lang/Class.toGenericString: signatures",
	"when own java/lang/reflect/Method.getGenericReturnType: signatures",
	"when own java/lang/reflect/Method.getGenericParameterTypes: signatures",
	"when own java/lang/reflect/Method.getTypeParameters: signatures",
	"when own java/lang/reflect/Method.toGenericString: signatures",
	"when own java/lang/reflect/Constructor.getGenericParameterTypes: signatures",
	"when own java/lang/reflect/Constructor.toGenericString: signatures",
	"when own java/lang/reflect/Executable.getGenericParameterTypes: signatures",
	"when own java/lang/reflect/Field.getGenericType: signatures",
	"when own java/lang/reflect/Field.toGenericString: signatures",
	"when own java/lang/reflect/Parameter.getParameterizedType: signatures",
	"when own java/lang/reflect/RecordComponent.getGenericType: signatures",
	/* annotations by reflection: of a type, and all */
	"when own java/lang/Class.getAnnotation: annotation",
	"when own java/lang/Class.getAnnotationsByType: annotation",
	"when own java/lang/Class.getDeclaredAnnotation: annotation",
	"when own java/lang/Class.getDeclaredAnnotationsByType: annotation",
	"when own java/lang/Class.isAnnotationPresent: annotation",
	"when own java/lang/reflect/Field.getAnnotation: annotation",
	"when own java/lang/reflect/Field.getAnnotationsByType: annotation",
	"when own java/lang/reflect/Method.getAnnotation: annotation",
	"when own java/lang/reflect/Constructor.getAnnotation: annotation",
	"when own java/lang/reflect/Executable.getAnnotation: annotation",
	"when own java/lang/reflect/Executable.getAnnotationsByType: annotation",
	"when own java/lang/reflect/AccessibleObject.getAnnotation: annotation",
	"when own java/lang/reflect/AccessibleObject.getAnnotationsByType: annotation",
	"when own java/lang/reflect/AccessibleObject.getDeclaredAnnotation: annotation",
	"when own java/lang/reflect/AccessibleObject.getDeclaredAnnotationsByType: annotation",
	"when own java/lang/reflect/AccessibleObject.isAnnotationPresent: annotation",
	"when own java/lang/reflect/Parameter.getAnnotation: annotation",
	"when own java/lang/reflect/Parameter.getAnnotationsByType: annotation",
	"when own java/lang/reflect/Parameter.getDeclaredAnnotation: annotation",
	"when own java/lang/reflect/Parameter.getDeclaredAnnotationsByType: annotation",
	"when own java/lang/reflect/RecordComponent.getAnnotation: annotation",
	"when own java/lang/Package.getAnnotation: annotation",
	"when own java/lang/Package.getAnnotationsByType: annotation",
	"when own java/lang/Package.getDeclaredAnnotation: annotation",
	"when own java/lang/Package.getDeclaredAnnotationsByType: annotation",
	"when own java/lang/Package.isAnnotationPresent: annotation",
	"when own java/lang/Module.getAnnotation: annotation",
	"when own java/lang/reflect/AnnotatedElement.getAnnotation: annotation",
	"when own java/lang/reflect/AnnotatedElement.getAnnotationsByType: annotation",
	"when own java/lang/reflect/AnnotatedElement.getDeclaredAnnotation: annotation",
	"when own java/lang/reflect/AnnotatedElement.getDeclaredAnnotationsByType: annotation",
	"when own java/lang/reflect/AnnotatedElement.isAnnotationPresent: annotation",
	"when own java/lang/Class.getAnnotations: annotations",
	"when own java/lang/Class.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/AnnotatedElement.getAnnotations: annotations",
	"when own java/lang/reflect/AnnotatedElement.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/AccessibleObject.getAnnotations: annotations",
	"when own java/lang/reflect/AccessibleObject.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/Executable.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/Field.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/Method.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/Constructor.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/Method.getParameterAnnotations: annotations",
	"when own java/lang/reflect/Constructor.getParameterAnnotations: annotations",
	"when own java/lang/reflect/Parameter.getAnnotations: annotations",
	"when own java/lang/reflect/Parameter.getDeclaredAnnotations: annotations",
	"when own java/lang/reflect/RecordComponent.getAnnotations: annotations",
	"when own java/lang/reflect/RecordComponent.getDeclaredAnnotations: annotations",
	/* members by reflection */
	"when own java/lang/Class.getField: types",
	"when own java/lang/Class.getDeclaredField: types",
	"when own java/lang/Class.getFields: types",
	"when own java/lang/Class.getDeclaredFields: types",
	"when own java/lang/Class.getMethod: types",
	"when own java/lang/Class.getDeclaredMethod: types",
	"when own java/lang/Class.getMethods: types",
	"when own java/lang/Class.getDeclaredMethods: types",
	"when own java/lang/Class.getConstructors: types",
	"when own java/lang/Class.getDeclaredConstructors: types",
	"when own java/lang/Class.getRecordComponents: types",
	"when own java/lang/Class.getField: constants",
	"when own java/lang/Class.getDeclaredField: constants",
	"when own java/lang/Class.getFields: constants",
	"when own java/lang/Class.getDeclaredFields: constants",
	"when own java/lang/invoke/MethodHandles$Lookup.findStaticGetter: constants",
	"when own java/lang/invoke/MethodHandles$Lookup.findStaticVarHandle: constants",
	/* functions of XPath by their classes */
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncBoolean",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncCeiling",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncConcat",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncContains",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncCount",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncCurrent",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncDoclocation",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncExtElementAvailable",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncExtFunctionAvailable",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncFalse",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncFloor",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncGenerateId",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncHere",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncId",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncLang",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncLast",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncLocalPart",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncNamespace",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncNormalizeSpace",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncNot",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncNumber",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncPosition",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncQname",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncRound",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncStartsWith",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncString",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncStringLength",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncSubstring",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncSubstringAfter",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncSubstringBefore",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncSum",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncSystemProperty",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncTranslate",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncTrue",
	"when com/sun/org/apache/xpath/internal/compiler/FunctionTable: new "
	"com/sun/org/apache/xpath/internal/functions/FuncUnparsedEntityURI",
	/* a stylesheet's parser makes its elements by name; they compile to a class that calls these */
	"when com/sun/org/apache/xalan/internal/xsltc/compiler/Parser.initStdClasses: all "
	"com/sun/org/apache/xalan/internal/xsltc/compiler",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/AbstractTranslet",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/Attributes",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/BasisLibrary",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/MessageHandler",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/Node",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/Operators",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/Parameter",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/StringValueHandler",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: all "
	"com/sun/org/apache/xalan/internal/xsltc",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: all "
	"com/sun/org/apache/xalan/internal/xsltc/dom",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: all "
	"com/sun/org/apache/xml/internal/dtm",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: all "
	"com/sun/org/apache/xml/internal/serializer",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"com/sun/org/apache/xml/internal/dtm/ref/DTMAxisIteratorBase",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"java/text/DecimalFormatSymbols",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"java/io/StringWriter",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/Boolean.<init>(Z)V",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/Double.<init>(D)V",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/Integer.<init>(I)V",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/Integer.toString(I)Ljava/lang/String;",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/Math.ceil(D)D",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/Math.floor(D)D",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/Module.addReads(Ljava/lang/Module;)Ljava/lang/Module;",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/String.compareTo(Ljava/lang/String;)I",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/String.indexOf(Ljava/lang/String;)I",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/String.toCharArray()[C",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/String.startsWith(Ljava/lang/String;)Z",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/StringBuffer.<init>()V",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/StringBuffer.append(Ljava/lang/String;)Ljava/lang/StringBuffer;",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: call "
	"java/lang/StringBuffer.toString()Ljava/lang/String;",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: all "
	"com/sun/org/apache/xalan/internal/lib",
	/* it sorts by collators */
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: whole "
	"java/text/RuleBasedCollator",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfc.nrm",
	"when com/sun/org/apache/xalan/internal/xsltc/trax/TemplatesImpl.defineTransletClasses: resource "
	"java.base/jdk/internal/icu/impl/data/icudt67b/nfkc.nrm",
	/* messages of XPath and XSLT */
	"when com/sun/org/apache/xpath/internal/res/XPATHMessages: new "
	"com/sun/org/apache/xpath/internal/res/XPATHErrorResources",
	"when com/sun/org/apache/xpath/internal/res/XPATHMessages: new "
	"com/sun/org/apache/xpath/internal/res/XPATHErrorResources_en",
	"when com/sun/org/apache/xml/internal/res/XMLMessages: new "
	"com/sun/org/apache/xml/internal/res/XMLErrorResources",
	"when com/sun/org/apache/xalan/internal/xsltc/compiler/util/ErrorMsg: new "
	"com/sun/org/apache/xalan/internal/xsltc/compiler/util/ErrorMessages",
	"when com/sun/org/apache/xalan/internal/xsltc/runtime/BasisLibrary: new "
	"com/sun/org/apache/xalan/internal/xsltc/runtime/ErrorMessages",
	"when com/sun/org/apache/xml/internal/utils/StringBufferPool: new "
	"com/sun/org/apache/xml/internal/utils/FastStringBuffer",
	"when com/sun/org/apache/xml/internal/serializer/utils/Messages: new "
	"com/sun/org/apache/xml/internal/serializer/utils/SerializerMessages",
	"when com/sun/org/apache/xml/internal/serializer/ToXMLStream: resource "
	"java.xml/com/sun/org/apache/xml/internal/serializer/XMLEntities.properties",
	"when com/sun/org/apache/xml/internal/serializer/ToUnknownStream: resource "
	"java.xml/com/sun/org/apache/xml/internal/serializer/XMLEntities.properties",
	"when com/sun/org/apache/xml/internal/serializer/ToHTMLStream: resource "
	"java.xml/com/sun/org/apache/xml/internal/serializer/HTMLEntities.properties",
	"when com/sun/org/apache/xml/internal/serializer/Encodings: resource "
	"java.xml/com/sun/org/apache/xml/internal/serializer/Encodings.properties",
	"when com/sun/org/apache/xerces/internal/dom/DOMMessageFormatter: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/DOMMessages.properties",
	"when com/sun/org/apache/xerces/internal/dom/DOMMessageFormatter: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/XMLMessages.properties",
	"when com/sun/org/apache/xerces/internal/dom/DOMMessageFormatter: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/XMLSerializerMessages.properties",
	"when com/sun/org/apache/xerces/internal/impl/msg/XMLMessageFormatter: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/XMLMessages.properties",
	"when com/sun/org/apache/xerces/internal/impl/xs/XSMessageFormatter: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/XMLSchemaMessages.properties",
	"when com/sun/org/apache/xerces/internal/util/SAXMessageFormatter: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/SAXMessages.properties",
	"when com/sun/org/apache/xerces/internal/jaxp/validation/JAXPValidationMessageFormatter: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/JAXPValidationMessages.properties",
	"when com/sun/org/apache/xerces/internal/impl/dv/DatatypeException: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/msg/DatatypeMessages.properties",
	/* factories of XML whose names are handed on */
	"when javax/xml/parsers/DocumentBuilderFactory: new "
	"com/sun/org/apache/xerces/internal/jaxp/DocumentBuilderFactoryImpl",
	"when javax/xml/parsers/SAXParserFactory: new "
	"com/sun/org/apache/xerces/internal/jaxp/SAXParserFactoryImpl",
	"when javax/xml/transform/TransformerFactory: new "
	"com/sun/org/apache/xalan/internal/xsltc/trax/TransformerFactoryImpl",
	"when javax/xml/datatype/DatatypeFactory: new "
	"com/sun/org/apache/xerces/internal/jaxp/datatype/DatatypeFactoryImpl",
	"when javax/xml/stream/XMLInputFactory: new com/sun/xml/internal/stream/XMLInputFactoryImpl",
	"when javax/xml/stream/XMLOutputFactory: new com/sun/xml/internal/stream/XMLOutputFactoryImpl",
	"when javax/xml/stream/XMLEventFactory: new com/sun/xml/internal/stream/events/XMLEventFactoryImpl",
	"when com/sun/org/apache/xerces/internal/impl/dv/SchemaDVFactory: new "
	"com/sun/org/apache/xerces/internal/impl/dv/xs/SchemaDVFactoryImpl",
	"when com/sun/org/apache/xerces/internal/impl/xpath/regex/RegexParser: resource "
	"java.xml/com/sun/org/apache/xerces/internal/impl/xpath/regex/message.properties",
	"when com/sun/org/apache/xerces/internal/impl/dv/SchemaDVFactory: new "
	"com/sun/org/apache/xerces/internal/impl/dv/xs/ExtendedSchemaDVFactoryImpl",
	/* URLs of the web can be made; there is no network behind them */
	"when own java/net/URL.<init>: new sun/net/www/protocol/http/Handler",
	"when own java/net/URL.<init>: new sun/net/www/protocol/https/Handler",
	"when own java/net/URI.toURL: new sun/net/www/protocol/http/Handler",
	"when own java/net/URI.toURL: new sun/net/www/protocol/https/Handler",
	"when javax/crypto/JceSecurity: new sun/net/www/protocol/http/Handler",
	/* files of the class path by names that are put together */
	"when own java/util/ResourceBundle.getBundle: names bundle",
	"when own java/lang/Class.getResource: names resource",
	"when own java/lang/Class.getResourceAsStream: names resource",
	"when own java/lang/ClassLoader.getResource: names resource",
	"when own java/lang/ClassLoader.getResources: names resource",
	"when own java/lang/ClassLoader.getResourceAsStream: names resource",
	"when own java/lang/ClassLoader.getSystemResource: names resource",
	"when own java/lang/ClassLoader.getSystemResourceAsStream: names resource",
	/* charsets: the aliases name the class; GB18030, of 300 KB, only when it is asked for */
	"end sun/nio/cs/StandardCharsets.canonicalize",
	"when sun/nio/cs/StandardCharsets: use sun/nio/cs/StandardCharsets$Aliases",
	"when sun/nio/cs/StandardCharsets: use sun/nio/cs/StandardCharsets$Classes",
	"when sun/nio/cs/StandardCharsets: use sun/nio/cs/StandardCharsets$Cache",
	"when sun/nio/cs/StandardCharsets: call sun/nio/cs/StandardCharsets.aliasMap()Ljava/util/Map;",
	"when sun/nio/cs/StandardCharsets.lookup: names charset",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/ISO_8859_1",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/ISO_8859_15",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/US_ASCII",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_8",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/CESU_8",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_16",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_16BE",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_16LE",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_16LE_BOM",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_32",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_32BE",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/UTF_32LE",
	"when sun/nio/cs/StandardCharsets.lookup: new sun/nio/cs/MS1252",
	/* services of security providers; digests may have names that are computed */
	"when java/security/AlgorithmParameterGenerator.getInstance: names AlgorithmParameterGenerator",
	"when java/security/AlgorithmParameters.getInstance: names AlgorithmParameters",
	"when java/security/KeyFactory.getInstance: names KeyFactory",
	"when java/security/KeyPairGenerator.getInstance: names KeyPairGenerator",
	"when java/security/KeyStore.getInstance: names KeyStore",
	"when java/security/MessageDigest.getInstance: names MessageDigest",
	"when java/security/SecureRandom.getInstance: names SecureRandom",
	"when java/security/Signature.getInstance: names Signature",
	"when java/security/cert/CertPathBuilder.getInstance: names CertPathBuilder",
	"when java/security/cert/CertPathValidator.getInstance: names CertPathValidator",
	"when java/security/cert/CertStore.getInstance: names CertStore",
	"when java/security/cert/CertificateFactory.getInstance: names CertificateFactory",
	"when javax/crypto/Cipher.getInstance: names Cipher",
	"when javax/crypto/ExemptionMechanism.getInstance: names ExemptionMechanism",
	"when javax/crypto/KeyAgreement.getInstance: names KeyAgreement",
	"when javax/crypto/KeyGenerator.getInstance: names KeyGenerator",
	"when javax/crypto/Mac.getInstance: names Mac",
	"when javax/crypto/SecretKeyFactory.getInstance: names SecretKeyFactory",
	"when javax/net/ssl/KeyManagerFactory.getInstance: names KeyManagerFactory",
	"when javax/net/ssl/SSLContext.getInstance: names SSLContext",
	"when javax/net/ssl/TrustManagerFactory.getInstance: names TrustManagerFactory",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/MD5",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA2$SHA224",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA2$SHA256",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA5$SHA384",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA5$SHA512",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA3$SHA224",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA3$SHA256",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA3$SHA384",
	"when own java/security/MessageDigest.getInstance: new sun/security/provider/SHA3$SHA512",
	"when java/security/SecureRandom: new sun/security/provider/NativePRNG",
	"when java/security/SecureRandom: new sun/security/provider/NativePRNG$NonBlocking",
	"when java/security/SecureRandom: new sun/security/provider/DRBG",
	"when java/security/SecureRandom: new sun/security/provider/SecureRandom",
	"when sun/security/provider/HashDrbg: new sun/security/provider/SHA2$SHA256",
	"when java/net/InetAddress.loadImpl: new java/net/Inet4AddressImpl",
	"when java/net/InetAddress.loadImpl: new java/net/Inet6AddressImpl",
	/* jvm/port */
	"when stardust/Ports: call stardust/Ports.fail(Ljava/lang/String;I)V",
	"when stardust/Ports: call stardust/Ports.elements(Ljava/util/List;)[Ljava/lang/Object;",
	"when stardust/Ports: call stardust/Ports.list([Ljava/lang/Object;)Ljava/util/List;",
	"when stardust/Ports: call stardust/Ports.option(Ljava/lang/Object;)Ljava/util/Optional;",
	"when stardust/Ports: call stardust/Ports.orNull(Ljava/util/Optional;)Ljava/lang/Object;",
	NULL,
};
