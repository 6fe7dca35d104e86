"""How alike two descriptions of a person are: pure, without the register.

Names and birth dates only ever *propose*: two people may share them, and one person may have
several. Numbers decide (message contract, section 3). Everything here is explained field by field,
so that the person who decides sees what the proposal rests on.
"""
