"""Prints findings in the Test Anything Protocol."""

import traceback


class Tap:
    def __init__(self):
        self.count = 0

    def check(self, name, body):
        self.count += 1
        try:
            body()
        except Exception as error:  # whatever a driver raises is a finding
            why = str(error).strip().split("\n")[0] or traceback.format_exc().strip().split("\n")[-1]
            print(f"not ok {self.count} - {name} # {why}", flush=True)
        else:
            print(f"ok {self.count} - {name}", flush=True)

    def end(self):
        print(f"1..{self.count}", flush=True)


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"expected {wanted!r}, got {actual!r}")


def refused(body, error_class):
    """Whether the server refuses, in the driver's own class of errors."""
    try:
        body()
    except error_class:
        return
    raise AssertionError("was not refused")
