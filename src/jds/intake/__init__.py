"""How what sources deliver gets into the register: lines, judgements, fates.

Intake admits, the fold decides. Whether a line is fit and allowed is a judgement about the line
alone; its fate follows from that and from what was admitted under the same source and id before.
"""
