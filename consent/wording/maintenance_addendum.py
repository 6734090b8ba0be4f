"""What going on over a long time adds to the consent: a sample to adapt with your counsel.

Signed on entering maintenance, before its first dose. Nothing here claims more than the source beside it does.
"""

from __future__ import annotations

from consent.wording.wording import Element, Question, Wording

MAINTENANCE_ADDENDUM = Wording(
    type="MAINTENANCE_ADDENDUM",
    edition=1,
    jurisdiction="US",
    language="en",
    routes=(),
    title="Going on with ketamine over a longer time",
    body="This sheet goes with the consent to ketamine-assisted psychotherapy. Your first course of doses has helped, "
    "and you and your team plan to go on with doses that are further apart. It is about what that means.",
    elements=(
        Element(
            "plan",
            "Your plan",
            "Your plan says how many days lie between two doses, how many doses there are at most, and when we look at "
            "the whole again together. No dose is given beyond the plan until that talk has been held.",
        ),
        Element(  # nobody has agreed on how to watch people who use ketamine off label for long [S37]
            "little_known",
            "Little is known about years of treatment",
            "Most studies of ketamine last weeks. Nobody knows well how safe many doses over years are, and there is no "
            "agreed way to watch for harm. So we follow rules of our own, on the careful side.",
        ),
        Element(  # label: chronic use [S11]; more than a quarter of regular recreational users [S34]; one case at treatment dose [S34]
            "bladder",
            "Your bladder",
            "Ketamine taken often over a long time can harm the bladder: pain, blood in the urine, having to go very "
            "often. Among people who use it regularly as a drug, more than 1 in 4 have such trouble. It has also been "
            "seen in a person under treatment. We ask about it at every visit. Tell us at once if it hurts or burns "
            "to pass water, or if you see blood. We stop the doses until we know why.",
        ),
        Element(  # label: hepatobiliary dysfunction [S11]; reports and series [S35] [S36]
            "liver",
            "Your liver",
            "Ketamine given again and again has been followed by harm to the liver and the bile ducts in some people. "
            "We take a blood test from time to time. If it is well above normal we stop the doses and test again within "
            "a week.",
        ),
        Element(
            "memory",
            "Memory and thinking",
            "A lot of ketamine over a long time may make memory and thinking worse. We ask about it, and we stop to look "
            "if you or people close to you notice a change.",
        ),
        Element(
            "wanting_more",
            "Wanting more",
            "Some people come to want ketamine for itself. If you think of it often, or want the next dose earlier or "
            "higher, please tell us: we would rather talk than find out. We ask about it, and we write down requests for "
            "early or extra doses and lost medicine, because they can be the first sign.",
        ),
        Element(
            "alternatives",
            "You can stop, and there are other ways",
            "You can stop at any time, and we help you plan it. Going on with therapy alone, other medicines or other "
            "treatments may keep you well too. Feeling low again after stopping is possible; we plan for that with you.",
        ),
    ),
    questions=(Question("signs", "Which signs would make you call us before the next visit?"),),
    meaning="I have read each part, or had it read to me. My questions are answered. I agree to go on with ketamine by "
    "the plan we made, and I know that I can take this back at any time.",
)
