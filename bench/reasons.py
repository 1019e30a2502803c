"""Why an aim is missed, by the name of the figure: bench/run prints the reason when it is."""

_ROUNDTRIP = ("the rounds of one run differ fourfold, from below 20 us, where both processes have a processor when the message "
              "comes, to 70; which kind is the median differs from run to run")

REASONS = {
    "ring.linux.16B.rate.zeromq": "ZeroMQ gathers small messages into one write of up to 8 KiB; a port hands each over when it is sent",
    "memory.hello.every.kib": "below it and above 1,280 KiB QEMU's firmware (SeaBIOS) keeps 256 KiB at the top of memory and works just under "
                              "them, over the image, which QEMU has loaded before; without firmware's room hello runs in the size above",
    "ring.xen.16B.rate": "each message is framed, counted against its credit and checked, some 400 instructions on either side where "
                         "every message gets a credit; stock libvchan copies bytes that have no type and no bounds",
    "ring.linux.16B.roundtrip": _ROUNDTRIP,
    "ring.linux.1KiB.roundtrip": _ROUNDTRIP,
    "ring.linux.64KiB.roundtrip": _ROUNDTRIP,
    "ring.linux.64KiB.rate": "a long message is copied twice, into the ring and out of it, before it is checked, as a hostile "
                             "peer demands; a socket's copies are made by the kernel in larger steps",
}
