"""Named benchmarks. Each measures our code and a floor beside it in the same run, and prints their ratio.

Absolute figures on a shared machine move by half from one minute to the next; a ratio within one run holds. So a
scenario never prints a bare number: it alternates rounds of ours and of the floor, takes the ratio of each pair,
and reports the median (`rounds`). The load comes from separate processes (`clients`, `pgbench`), on loopback, in a
database made for the run and dropped after it (`database`).

To add one: a module in `benchmarks/scenarios/` with a class decorated `@scenario`, and a line in
`benchmarks/scenarios/__init__.py`.
"""
