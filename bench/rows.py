"""How a measurement prints its rows: one JSON object a line, read by bench/run."""
import json


def print_row(name, value, unit, command, **more):
    print(json.dumps({"name": name, "value": value, "unit": unit, "command": command, **more}), flush=True)
