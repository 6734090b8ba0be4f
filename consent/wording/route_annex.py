"""What the consent adds for each way of giving ketamine: samples to adapt with your counsel.

Times are those of the domain notes' table of routes; the source stands in the comment beside each.
"""

from __future__ import annotations

from consent.wording.wording import Element, Wording

_MEANING = (
    "I have read each part, or had it read to me. My questions are answered. I agree to have ketamine in this way, "
    "and I know that I can take this back at any time."
)
_BODY = "This sheet goes with the consent to ketamine-assisted psychotherapy. It is only about how the medicine gets "

IV = Wording(
    type="ROUTE_ANNEX_IV",
    edition=1,
    jurisdiction="US",
    language="en",
    routes=("IV",),
    title="Ketamine through a vein",
    body=_BODY + "into your body through a drip.",
    elements=(
        Element(  # minutes of the infusion [S05] [S19] [S24]; onset 10 to 15 min [S71]; until 20 to 60 min after
            "how_given",
            "How it is done",
            "We put a thin plastic tube into a vein in your arm. A pump gives the medicine slowly, most often over 40 "
            "to 60 minutes. You will probably feel it after 10 to 15 minutes, and it fades within about an hour after "
            "the pump stops.",
        ),
        Element(
            "can_be_stopped",
            "It can be slowed or stopped",
            "We can slow or stop the pump at any moment. What is already in your body takes time to wear off.",
        ),
        Element(  # [S14] [S15] [S16]
            "risks",
            "Risks of the drip",
            "The needle can hurt, bruise, bleed or get infected. Sometimes the tube slips, and the medicine goes "
            "beside the vein. Blood pressure is highest about 30 to 40 minutes after the start, so we measure it "
            "often then.",
        ),
        Element(  # [POL]; 60 min after the infusion in one trial [S42]
            "watching",
            "How long you stay",
            "We watch you for at least an hour after the pump stops, and until you are steady and clear. Plan for "
            "about two and a half hours.",
        ),
    ),
    questions=(),
    meaning=_MEANING,
)

IM = Wording(
    type="ROUTE_ANNEX_IM",
    edition=1,
    jurisdiction="US",
    language="en",
    routes=("IM",),
    title="Ketamine as a shot into a muscle",
    body=_BODY + "into your body as a shot.",
    elements=(
        Element(  # onset 3 to 5 min [S49]; about 60 min with a tail to 2 h [S49]
            "how_given",
            "How it is done",
            "You get a shot into the muscle of your arm or thigh. It works fast: you will probably feel it after three "
            "to five minutes. It is strong for about an hour and fades over the second hour.",
        ),
        Element(
            "cannot_be_stopped",
            "It cannot be stopped once it is in",
            "Once the shot is given it cannot be slowed or taken back. If it feels too strong, we stay with you until "
            "it passes, and we can give other medicines to help.",
        ),
        Element(  # supplemental dose: at most one, at most half of the first [POL]
            "second_shot",
            "A second, smaller shot",
            "Your plan may allow one smaller shot later in the same visit. You decide about that before the first one, "
            "while your head is clear. You can always say no to it.",
        ),
        Element(
            "risks",
            "Risks of the shot",
            "The place can hurt, bruise, bleed, swell or get infected. Rarely a nerve is hurt.",
        ),
        Element(  # [POL]; trial visits of 120 to 180 min [S40]
            "watching",
            "How long you stay",
            "We watch you for at least two hours after the last shot, and until you are steady and clear. Plan for "
            "about three hours.",
        ),
    ),
    questions=(),
    meaning=_MEANING,
)

SL = Wording(
    type="ROUTE_ANNEX_SL",
    edition=1,
    jurisdiction="US",
    language="en",
    routes=("SL_RDT", "SL_TROCHE"),
    title="Ketamine as a lozenge or melting tablet",
    body=_BODY + "into your body through your mouth.",
    elements=(
        Element(  # no oral form is approved, compounded products are not reviewed [S13]
            "not_approved",
            "No such product is approved",
            "The FDA has approved no ketamine to take by mouth, for any illness. A special pharmacy makes it for you, "
            "and the FDA has not checked it. Of all the ways to take ketamine, this one has weak proof.",
        ),
        Element(  # hold 10 to 15 min, then spit or swallow [S47]; onset 15 to 20 min, core 45 min, back over 1 to 2 h
            "how_given",
            "How it is done",
            "You keep it in your mouth for 10 to 15 minutes, and then spit out or swallow as your plan says. You will "
            "probably feel it after 15 to 20 minutes. It is strong for about 45 minutes and fades over one to two "
            "hours.",
        ),
        Element(  # 32 % give or take 17 points by mouth lining [S09]; swallowed more of it turns into norketamine [S09]
            "dose_varies",
            "The same dose is not the same for everyone",
            "How much gets into your blood differs a lot from person to person, and between spitting and "
            "swallowing. So the first time may be weaker or stronger than we both expect.",
        ),
        Element(
            "risks",
            "Risks of this way",
            "It can taste bitter, numb or sting your mouth, and make you drool or feel sick. Do not get up with it in "
            "your mouth: you could choke. Once it is swallowed it cannot be taken back.",
        ),
        Element(  # [POL]; visits of 2 to 3 h [S48] [S49]
            "watching",
            "How long you stay",
            "You take it here, not at home. We watch you for at least two hours from the start, and until you are "
            "steady and clear. Plan for about three hours.",
        ),
    ),
    questions=(),
    meaning=_MEANING,
)

ROUTE_ANNEXES = (IV, IM, SL)
