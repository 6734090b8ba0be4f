"""Whether a dose may be given: one pure function over stored facts, with a sentence for every refusal.

`judge(facts, policy, stage=..., at=...)` answers for one session; `may_go_on(verdicts)` reads the answer.
"""

from sessions.gate.judge import judge, may_go_on
from sessions.gate.verdict import Level, Stage, Verdict

__all__ = ["Level", "Stage", "Verdict", "judge", "may_go_on"]
