"""The command line: parse, call, print. What the register does is decided in the other rooms."""
