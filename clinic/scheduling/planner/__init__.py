"""Plans courses: which visit when, in which room, with whom.

`problem` says what is asked and answered, `plan` asks it: `plan_course`, `replan`, `sick_day`. Between them, in this
order: `availability` alone reads the database; `chain` turns a course into visits and the gaps between them;
`spots` and `candidates` list where a visit could be and what that costs; `propagate`, `tree` and `branch` find the cheapest plan
for one course; `staying` (with `ways`, `settle`, `matching`) and `joint` for several that share rooms and people; `reasons`,
`impossible` and `shortage` say why.
"""
