"""How each kind of rule is judged. A module of a kind says whom its rule could be about, and who has earned it.

``candidates(rule, cohort)`` is a queryset of people or organizations; ``judge(rule, keys, now, cohort)`` gives a
``Verdict`` on each of their keys, in as many queries for four hundred as for one.
"""
