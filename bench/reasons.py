"""Why an aim is missed, by the name of the figure: bench/run prints the reason when it is."""

REASONS = {
    "ring.linux.64KiB.rate": "a long message is copied twice, into the ring and out of it, before it is checked, as a hostile "
                             "peer demands; a socket's copies are made by the kernel in larger steps",
    "java.image.two_ports.bytes": "some 370 classes are loaded, but code of java.base that could run names thousands: security providers, "
                                  "jars, method handles; none of it is cut by hand that a program might need",
}
