// SPDX-License-Identifier: Apache-2.0
// options: -Da=b
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.*;
import javax.management.*;

/** java.management: what a virtual machine tells of itself. */
public class Management {
    public interface ThingMBean {
        int getSize();

        int twice(int x);
    }

    public static class Thing implements ThingMBean {
        @Override
        public int getSize() {
            return 3;
        }

        @Override
        public int twice(int x) {
            return 2 * x;
        }
    }

    public static void main(String[] arguments) throws Exception {
        runtime();
        memory();
        threads();
        locks();
        system();
        beans();
    }

    static void runtime() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        System.out.println((runtime.getPid() == ProcessHandle.current().pid()) + " "
            + runtime.getName().startsWith(runtime.getPid() + "@") + " " + runtime.getSpecVersion());
        System.out.println((runtime.getUptime() >= 0) + " "
            + (Math.abs(System.currentTimeMillis() - runtime.getStartTime()) < 60_000) + " "
            + runtime.getInputArguments().contains("-Da=b"));
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        System.out.println((classes.getLoadedClassCount() > 100) + " " + classes.isVerbose());
    }

    static void memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        System.out.println((heap.getUsed() <= heap.getCommitted()) + " " + (heap.getMax() > 0));
        System.out.println(ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed() > 0);
        long before = collections();
        System.gc();
        System.out.println(collections() > before);
    }

    static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(bean -> bean.getCollectionCount()).sum();
    }

    static Thread enters(String name, Object first, Object second) throws InterruptedException {
        Thread thread = new Thread(() -> {
            synchronized (first) {
                synchronized (second) {
                    try {
                        second.wait();
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.BLOCKED && thread.getState() != Thread.State.WAITING)
            Thread.sleep(1);
        return thread;
    }

    static void show(ThreadMXBean threads, Thread thread) {
        ThreadInfo info = threads.getThreadInfo(thread.getId());
        System.out.println(info.getThreadName() + " " + info.getThreadState() + " "
            + (info.getLockInfo() == null ? null : info.getLockInfo().getClassName()) + " " + info.getLockOwnerName());
    }

    /* What threads wait for, who has it, and two that wait for each other for ever. */
    static void locks() throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        System.out.println(threads.findMonitorDeadlockedThreads() == null);
        Object one = new StringBuilder(), two = new int[0], three = new Object();
        Thread waits = enters("waits", three, one);
        show(threads, waits);
        show(threads, enters("blocked", three, three));
        var lock = new java.util.concurrent.locks.ReentrantLock();
        lock.lock();
        Thread parked = new Thread(lock::lock, "parked");
        parked.setDaemon(true);
        parked.start();
        while (parked.getState() != Thread.State.WAITING)
            Thread.sleep(1);
        show(threads, parked);
        var both = new java.util.concurrent.CountDownLatch(1);
        Thread right = new Thread(() -> {
            synchronized (two) {
                try {
                    both.await();
                } catch (InterruptedException e) {
                    return;
                }
                synchronized (one) {
                    System.out.println("never");
                }
            }
        }, "right");
        right.setDaemon(true);
        right.start();
        while (right.getState() != Thread.State.WAITING)
            Thread.sleep(1);
        Thread left = enters("left", one, two);
        both.countDown();
        while (right.getState() != Thread.State.BLOCKED)
            Thread.sleep(1);
        show(threads, left);
        show(threads, right);
        show(threads, waits);
        long[] found = threads.findMonitorDeadlockedThreads();
        java.util.Arrays.sort(found);
        System.out.println(java.util.Arrays.equals(found, new long[] { right.getId(), left.getId() }));
    }

    static void threads() throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Thread sleeper = new Thread(() -> {
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException e) {
                System.out.println("woken");
            }
        }, "sleeper");
        sleeper.setDaemon(true);
        sleeper.start();
        while (sleeper.getState() != Thread.State.TIMED_WAITING)
            Thread.sleep(1);
        ThreadInfo information = threads.getThreadInfo(sleeper.getId(), 1);
        System.out.println(information.getThreadName() + " " + information.getThreadState() + " "
            + information.getStackTrace().length + " " + information.getStackTrace()[0].getMethodName());
        System.out.println(threads.getThreadInfo(sleeper.getId()).getStackTrace().length + " "
            + threads.getThreadInfo(sleeper.getId(), Integer.MAX_VALUE).getStackTrace().length + " "
            + threads.getThreadInfo(99_999));
        boolean found = false;
        for (ThreadInfo one : threads.dumpAllThreads(false, false))
            found |= one.getThreadName().equals("sleeper");
        System.out.println(found + " " + (threads.getThreadCount() > threads.getDaemonThreadCount()) + " "
            + (threads.getDaemonThreadCount() >= 1) + " " + (threads.getAllThreadIds().length > 1));
        System.out.println((threads.getCurrentThreadCpuTime() > 0) + " " + (threads.getCurrentThreadUserTime() >= 0)
            + " " + (threads.getThreadCpuTime(sleeper.getId()) >= 0) + " " + threads.getThreadCpuTime(99_999));
        sleeper.interrupt();
        sleeper.join();
    }

    static void system() {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(system.getName() + " " + system.getArch() + " " + system.getAvailableProcessors() + " "
            + (system.getSystemLoadAverage() >= 0));
        System.out.println((system.getTotalMemorySize() > system.getFreeMemorySize()) + " "
            + (system.getProcessCpuTime() > 0) + " " + (system.getCommittedVirtualMemorySize() > 0) + " "
            + (system.getOpenFileDescriptorCount() > 2) + " " + system.getMaxFileDescriptorCount());
    }

    static void beans() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        System.out.println(server.getAttribute(new ObjectName("java.lang:type=Runtime"), "SpecVersion") + " "
            + server.isRegistered(new ObjectName("java.lang:type=Threading")));
        ObjectName name = new ObjectName("test:type=Thing");
        server.registerMBean(new Thing(), name);
        System.out.println(server.getAttribute(name, "Size") + " "
            + server.invoke(name, "twice", new Object[] {4}, new String[] {"int"}));
    }
}
