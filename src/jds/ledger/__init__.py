"""The ledger (grootboek): every accepted message in order of knowledge, in one chain."""
