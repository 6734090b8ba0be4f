"""PCL-5: symptoms after a very stressful experience over the last month, 20 items of 0 to 4."""

from patients.instruments.definition import Band, By, Choice, Group, Instrument, Item, Scoring

EXTENT = (
    Choice(0, "Not at all"),
    Choice(1, "A little bit"),
    Choice(2, "Moderately"),
    Choice(3, "Quite a bit"),
    Choice(4, "Extremely"),
)


def _cluster(code: str, label: str, first: int, last: int, at_least: int) -> Group:
    """A symptom is one answered "Moderately" or more [S59]."""
    items = tuple(str(number) for number in range(first, last + 1))
    return Group(code, label, items, By.COUNT, counts_from=2, at_least=at_least)


PCL5 = Instrument(
    code="PCL-5",
    version="1",
    language="en",
    title="PCL-5",
    # The form's own words but for "one of the numbers to the right": on a screen they stand below.
    instruction=(
        "Below is a list of problems that people sometimes have in response to a very stressful "
        "experience. Keeping your worst event in mind, please read each problem carefully and then "
        "select one of the answers to indicate how much you have been bothered by that problem in "
        "the past month."
    ),
    stem="In the past month, how much were you bothered by:",
    items=tuple(
        Item(str(number), text, EXTENT)
        for number, text in enumerate(
            (
                "Repeated, disturbing, and unwanted memories of the stressful experience?",
                "Repeated, disturbing dreams of the stressful experience?",
                (
                    "Suddenly feeling or acting as if the stressful experience were actually "
                    "happening again (as if you were actually back there reliving it)?"
                ),
                "Feeling very upset when something reminded you of the stressful experience?",
                (
                    "Having strong physical reactions when something reminded you of the stressful "
                    "experience (for example, heart pounding, trouble breathing, sweating)?"
                ),
                ("Avoiding memories, thoughts, or feelings related to the stressful experience?"),
                (
                    "Avoiding external reminders of the stressful experience (for example, people, "
                    "places, conversations, activities, objects, or situations)?"
                ),
                "Trouble remembering important parts of the stressful experience?",
                (
                    "Having strong negative beliefs about yourself, other people, or the world (for "
                    "example, having thoughts such as: I am bad, there is something seriously wrong "
                    "with me, no one can be trusted, the world is completely dangerous)?"
                ),
                (
                    "Blaming yourself or someone else for the stressful experience or what happened "
                    "after it?"
                ),
                "Having strong negative feelings such as fear, horror, anger, guilt, or shame?",
                "Loss of interest in activities that you used to enjoy?",
                "Feeling distant or cut off from other people?",
                (
                    "Trouble experiencing positive feelings (for example, being unable to feel "
                    "happiness or have loving feelings for people close to you)?"
                ),
                "Irritable behavior, angry outbursts, or acting aggressively?",
                "Taking too many risks or doing things that could cause you harm?",
                "Being “superalert” or watchful or on guard?",
                "Feeling jumpy or easily startled?",
                "Having difficulty concentrating?",
                "Trouble falling or staying asleep?",
            ),
            start=1,
        )
    ),
    # 31 to 33 or more is read as probable; the lower end is ours [S59] [POL].
    bands=(
        Band("BELOW", "Below the cut-off", 0, 30),
        Band("PROBABLE", "At or above the cut-off", 31, 80),
    ),
    scoring=Scoring.SUM,
    finding="The cluster rule is met",
    groups=(
        _cluster("B", "Intrusion", 1, 5, at_least=1),
        _cluster("C", "Avoidance", 6, 7, at_least=1),
        _cluster("D", "Negative changes in thinking and mood", 8, 14, at_least=2),
        _cluster("E", "Arousal and reactivity", 15, 20, at_least=2),
    ),
    recall_days=30,
    max_missing=2,
    safety_item=None,
    staff_only=False,
    licence=(
        "Weathers, F. W., Litz, B. T., Keane, T. M., Palmieri, P. A., Marx, B. P., & Schnurr, P. P. "
        "(2013). The PTSD Checklist for DSM-5 (PCL-5) – Standard. Available from the US National "
        "Center for PTSD, www.ptsd.va.gov. A work of the US Government, not copyrighted."
    ),
    source="[S59] [S69]",
)
