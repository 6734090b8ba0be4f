"""The wording of the treatment consent that the program ships: a sample to adapt with your counsel.

Plain words, for a reader of about twelve. The 22 elements are those of the consent chapter of the domain notes,
in its order. Where a figure stands in the text its source is named in the comment above it; nothing here claims
more than the source does.
"""

from __future__ import annotations

from consent.wording.wording import Element, Question, Wording

ELEMENTS = (
    Element(
        "purpose",
        "What this is and why we offer it",
        "Your clinician has told you your diagnosis and why they think this treatment may help. Ketamine-assisted "
        "psychotherapy means that you take ketamine, a medicine, under our watch, and that you meet a therapist "
        "before and after it. The talks are part of the treatment. Your plan says how many visits we expect. It can "
        "be fewer or more, and we will agree on any change with you first.",
    ),
    Element(  # [S13] [S51]
        "off_label",
        "This use is “off-label”",
        "The United States Food and Drug Administration (FDA) has approved ketamine to put people to sleep for "
        "surgery. It has not approved ketamine for depression, anxiety, trauma or any other mental health problem. "
        "Doctors may still use it this way; that is called off-label use. If your medicine is mixed by a special "
        "pharmacy (a compounded product), the FDA has not checked that product at all.",
    ),
    Element(  # CANMAT levels by route [S03] [S04]; added value of psychotherapy [S33]
        "evidence",
        "How strong the proof is",
        "The proof is strongest for one single dose through a vein. It is weaker for many doses through a vein, and "
        "weaker again for shots and for lozenges. Studies are short: most last weeks, not years. Nobody has proved "
        "yet that ketamine with therapy works better than ketamine alone. Research goes on.",
    ),
    Element(  # 288, 155, 45 of 537 [S22]; more suicidal thoughts 6.0 % [S22]; about 60 % still well at 8 weeks [S22]
        "benefits",
        "What it may do for you, and what we do not know",
        "Some people feel much better, some feel a little better, and some do not feel better at all. In one large "
        "set of records, 537 people with depression had four to eight doses through a vein. A few weeks later 288 of "
        "them (54 in 100) had half their symptoms or less, and 155 (29 in 100) had almost none. But 45 (8 in 100) "
        "felt more depressed, and 6 in 100 had more thoughts of suicide. Of those who got better, about 4 in 10 had "
        "lost it again after eight weeks without more treatment. We cannot promise that you will get better, or for "
        "how long.",
    ),
    Element(  # label and cohort effects [S11] [S12]; 54 of 69 asked from a list had a side effect [S29]
        "body_risks",
        "What can happen to your body on the day",
        "Your blood pressure and heart rate will probably rise for a while. You may feel sick or throw up, feel "
        "dizzy, have a headache, see double or feel very sleepy. You may not feel your body, and you could fall if "
        "you get up alone. Rarely, breathing gets slow, or a person has an allergic reaction. A "
        "needle can hurt, bruise or cause an infection. In one clinic that asked everyone from a list, about 8 in 10 "
        "people had at least one side effect. Most were gone within hours.",
    ),
    Element(
        "mind_risks",
        "What can happen to your mind",
        "You may feel cut off from your body or from what is real, see or hear things that are not there, or lose "
        "track of time. It can be frightening. Old memories, also of bad things, can come up. While the medicine "
        "works, and for some days after, you may be open to what other people suggest. Some people feel low, raw or "
        "anxious afterwards, and some have more thoughts of suicide. Tell us at once if that happens. If you might "
        "hurt yourself, call or text 988 at any hour.",
    ),
    Element(  # [S11] [S34] [S35] [S36] [S30b]; long exposure is little studied [S37]
        "long_term_risks",
        "What may happen with many doses over a long time",
        "Ketamine can be misused, and some people get hooked on it. People who take a lot of it for a long time can "
        "harm their bladder, which may not heal, or their liver, and may have trouble with memory. We do not know "
        "well how many treatment doses are safe over years. We will ask about your bladder, your memory and your "
        "wish for more at your visits, and we may stop because of what you tell us.",
    ),
    Element(
        "alternatives",
        "What you could do instead",
        "You can choose something else, or nothing. Other choices are talking therapy, other medicines for "
        "depression or anxiety, esketamine nose spray (a close relative of ketamine that is approved for some kinds "
        "of depression), magnetic stimulation (TMS) and electroconvulsive therapy (ECT). Each has its own good and "
        "bad sides. We have talked about which of these could suit you.",
    ),
    Element(
        "tell_us",
        "What we need to know from you",
        "Some health problems make ketamine unsafe: for example high blood pressure that is not under control, some "
        "heart problems, a swelling in a blood vessel, a recent stroke, liver disease, or having been psychotic or "
        "manic. Tell us about all your illnesses, your allergies, and everything you take, also plants, alcohol and "
        "street drugs. Before each visit tell us what has changed. We may ask you to skip a medicine for some hours. "
        "Do not stop any medicine on your own.",
    ),
    Element(  # [S12] [S40]
        "pregnancy",
        "Pregnancy and breastfeeding",
        "Ketamine may harm an unborn child. You may not have this treatment if you are pregnant. If you can become "
        "pregnant, we test you before each dose. Talk to us about birth control for the time of the treatment. If you "
        "breastfeed, tell us: we will talk about stopping or waiting.",
    ),
    Element(  # fasting [S53] [S50]; no alcohol or cannabis for 24 h [S40b] [S48]
        "food_and_drugs",
        "Food, drink, alcohol and drugs before a visit",
        "You must come with an empty stomach, so that you do not choke if you throw up. We tell you in writing from "
        "which hour you may not eat and not drink. No alcohol, no cannabis and no street drugs for at least 24 hours "
        "before. If you have eaten, drunk or taken something, tell us. We will find another day, and nobody will be "
        "angry.",
    ),
    Element(  # [S11] [S12]
        "way_home",
        "Going home",
        "A grown-up whom you know must take you home. A taxi or a ride app alone is not enough. If nobody can come, "
        "we cannot give the medicine that day. Do not drive, ride a bike in traffic or use machines until the next "
        "day, after a good night of sleep.",
    ),
    Element(  # [S52]
        "roles",
        "Who does what",
        "Before the first dose we tell you by name who orders the medicine, who watches your body while it works, and "
        "who your therapist is. One of them is with you or watches you the whole time. You may ask at any time who "
        "somebody is and what they are trained for.",
    ),
    Element(  # [S51]
        "right_to_stop",
        "You can change your mind",
        "You decide. You can say no until the moment the medicine is given, without a reason, and you will not lose "
        "other care because of it. Once it has been given we cannot take it out again. You can still say stop: then "
        "you get no more of it, and we keep watching over you until it is safe for you to leave. You can take this "
        "consent back at any time, out loud, in writing or on your own page here.",
    ),
    Element(
        "emergency",
        "If something goes wrong",
        "We have medicines, oxygen and trained people at hand. If you need more help, we call 911 and you go to a "
        "hospital. We may then tell the people who treat you there, and your emergency contact, what you have had. "
        "Between visits you can call the clinic. In an emergency call 911 yourself.",
    ),
    Element(
        "privacy",
        "What stays between us, and what does not",
        "What you say stays with the people who treat you. There are limits, set by law: we must act if you or "
        "somebody else is in danger, if a child or a person who cannot protect themselves is being harmed, or if a "
        "court orders it. Things you say while the medicine works are kept just as private as at any other time.",
    ),
    Element(
        "costs",
        "What it costs",
        "Health insurance often does not pay for this. We have given you our prices in writing, and what you pay if "
        "you cancel late or do not come. If a visit stops for your safety after the medicine was given, it may still "
        "have to be paid. You can ask for a bill for each part.",
    ),
    Element(
        "records",
        "What we write down",
        "We keep a record of your visits: doses, readings, side effects, your answers to questions, and what we "
        "planned together. You may read it and have a copy. We take no pictures, no sound and no video unless you "
        "sign a separate form for it.",
    ),
    Element(
        "questions",
        "Your questions",
        "You had time to ask. Your questions were answered in words you understand. Below we ask you some "
        "things back, so that we know we explained them well. It is not a test: if something is unclear, we explain "
        "again.",
    ),
    Element(  # [S51]; advice of the same day and night as for driving
        "big_decisions",
        "No big decisions until the next day",
        "Do not sign contracts, make large payments or decide about your job, your home or your family until the "
        "next day, after sleep. With things that change your life, it is wise to wait longer and talk to your "
        "therapist first.",
    ),
    Element(  # [S52]
        "touch",
        "Touch",
        "Nobody touches you for comfort unless you have said yes to it on a separate form before the visit. Without "
        "that form the answer is no. Medical touch, such as for the blood pressure cuff or if you fall, we tell you "
        "about as we do it. During a visit you can always ask for less, and we will not ask you for more.",
    ),
    Element(  # [S52]
        "complaints",
        "If something felt wrong",
        "Our staff never have a sexual or private relationship with a patient, not during treatment and not because "
        "of it. If anything felt wrong, tell anyone here, the manager, or the state board that gives our staff their "
        "licences; we give you the addresses. Complaining will not change how you are treated.",
    ),
)

QUESTIONS = (
    Question(
        "change_of_mind",
        "What can you do if you change your mind, before the medicine is given and after?",
    ),
    Question("going_home", "Who takes you home, and from when may you drive again?"),
    Question("what_can_go_wrong", "Tell us two things that could feel bad or go wrong."),
)

KAP_TREATMENT = Wording(
    type="KAP_TREATMENT",
    edition=1,
    jurisdiction="US",
    language="en",
    routes=("IM", "IV", "SL_RDT", "SL_TROCHE"),
    title="Consent to ketamine-assisted psychotherapy",
    body="Take your time with this. Read each part and tick it when you understand it and agree. Leave a part open if "
    "you have a question, and ask us. You do not have to sign today, and you do not have to sign at all.",
    elements=ELEMENTS,
    questions=QUESTIONS,
    meaning="I have read each part, or had it read to me. My questions are answered. I agree to this treatment of my "
    "own free will, and I know that I can take this back at any time.",
)
