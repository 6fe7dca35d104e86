"""Look-back for certificates of conduct (VOG): every fact in its group, weighed by people.

The result is a list that an official reads, never a decision: which facts lie inside the term,
which outside, which may not be weighed, and why. Sources: Wjsg art. 28-39 and the
Beleidsregels VOG-NP-RP of 2013; the policy rules in force now were not read.
"""
