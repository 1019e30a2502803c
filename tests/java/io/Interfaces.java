// SPDX-License-Identifier: Apache-2.0
// unpacked: an image has no network interfaces
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Collections;

/* The machine's network interfaces, whichever it has: their order, what is said of each, and their addresses. */
public class Interfaces {
    public static void main(String[] arguments) throws Exception {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            System.out.println(each + " " + each.getIndex() + " up " + each.isUp() + " loopback " + each.isLoopback()
                + " point to point " + each.isPointToPoint() + " multicast " + each.supportsMulticast() + " virtual "
                + each.isVirtual() + " mtu " + each.getMTU() + " " + Arrays.toString(each.getHardwareAddress()));
            /* In which order Linux tells of several addresses of IPv6 depends on who asks it. */
            each.getInterfaceAddresses().stream().map(InterfaceAddress::toString).sorted().forEach(System.out::println);
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                System.out.println(NetworkInterface.getByInetAddress(address));
                if (address instanceof Inet6Address six)
                    System.out.println("scope " + six.getScopeId() + " " + six.getScopedInterface());
            }
            System.out.println(NetworkInterface.getByName(each.getName()) + " " + NetworkInterface.getByIndex(each.getIndex()));
        }
        System.out.println(NetworkInterface.getByName("none") + " "
            + NetworkInterface.getByInetAddress(InetAddress.getByAddress(new byte[] {9, 9, 9, 9})));
    }
}
