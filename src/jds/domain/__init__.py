"""What the register is about, without any machinery: days, numbers of people and cases, order.

Everything here is a value or a function of its arguments. Nothing in this room reads a clock, a
setting, a file or a database, so that each rule can be read, tested and repeated on its own.
"""
