import pytest, traceback, cProfile, pstats
from clinic.demo.opening import open_clinic
from clinic.demo.diary import Diary
from clinic.demo.chapters import Chapter
from clinic.demo.plots import PLOTS
from django.test.utils import CaptureQueriesContext
from django.db import connection
@pytest.mark.django_db
def test_all(at):
    import time
    now=at.replace(second=0)
    houses=open_clinic(now); diaries={k:Diary(h) for k,h in houses.items()}
    cs=[Chapter.laid_out(p,houses[p.place],diaries[p.place],now) for p in PLOTS if p.number in (3,8,12,4)]
    for c in cs: c.roster()
    t=time.time(); ct=time.process_time()
    pr=cProfile.Profile(); pr.enable()
    cs[0].tell()
    pr.disable()
    print("told", time.time()-t, time.process_time()-ct)
    pstats.Stats(pr).sort_stats("tottime").print_stats(25)
    pstats.Stats(pr).sort_stats("cumtime").print_stats(70)
    with CaptureQueriesContext(connection) as q:
        cs[1].tell()
    print("queries", len(q))
    from collections import Counter
    import re
    c=Counter(re.sub(r"'[^']*'|\d+","?",x["sql"])[:110] for x in q)
    for k,v in c.most_common(25): print(v,k)
    d=sorted(q, key=lambda x:-float(x["time"]))[:5]
    print(sum(float(x["time"]) for x in q)); 
    for x in d: print(x["time"], x["sql"][:200])
    assert 0
