"""Why an aim is missed, by the name of the figure: bench/run prints the reason when it is."""

REASONS = {
    "ring.linux.16B.rate.zeromq": "ZeroMQ gathers small messages into one write of up to 8 KiB; a port hands each over when it is sent",
    "ring.linux.64KiB.rate": "a long message is copied twice, into the ring and out of it, before it is checked, as a hostile "
                             "peer demands; a socket's copies are made by the kernel in larger steps",
}
