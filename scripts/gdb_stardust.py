"""Commands and printers for gdb on a running image: `threads` lists what the scheduler knows, and messages' strings, ports and
links print as a person reads them."""
import gdb


class Threads(gdb.Command):
    """threads: the kernel's threads: number, state, priority, what each waits for."""

    def __init__(self):
        super().__init__("threads", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        thread = gdb.parse_and_eval("sched.threads")
        current = gdb.parse_and_eval("boot_cpu.current")
        while thread:
            waits = f", waits for futex {int(thread['waits_for']):#x}" if thread["waits_for"] else ""
            mark = "*" if thread == current else " "
            print(f"{mark} thread {int(thread['id'])}: {thread['state']}, priority {int(thread['priority'])}{waits}")
            thread = thread["next_thread"]


class StringPrinter:
    """struct sd_string, and the short strings of generated types."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        return self.value["data"].string(length=int(self.value["length"]), errors="replace")

    def display_hint(self):
        return "string"


class PortPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        way = "in" if int(self.value["direction"]) == 0 else "out"
        state = "used" if self.value["endpoint"] else "not used yet"
        return f"{way} {self.value['name'].string()}: {self.value['type']['name'].string()}[{int(self.value['capacity'])}], {state}"


class LinkPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        link = self.value
        return (f"{link['state']} to {link['ring']['pages']['peer'].string()}: sent {int(link['sent'])} of "
                f"{int(link['allowed'])} allowed, received {int(link['received'])} of {int(link['granted'])} granted")


PRINTERS = {"sd_string": StringPrinter, "sd_port": PortPrinter, "link": LinkPrinter}


def find_printer(value):
    name = value.type.strip_typedefs().tag
    return PRINTERS[name](value) if name in PRINTERS else None


gdb.pretty_printers.append(find_printer)
Threads()
