"""What hostile input costs: time is a kind of harm.

    python -m benches.hostile [--subject wire] [--family entities]
    python -m benches.hostile --minutes 5 [--seed 17]

Without `--minutes` it measures how the processor time of each rule, each preset and each reader of
markup grows as pieces that were written to be slow are repeated, and names what grows faster than
the text; it returns 1 if anything does.

With `--minutes` it makes up hostile input for so long, gives it to the presets, to the readers and
to the command on files, and prints what hangs, takes too much memory, breaks off, does not settle,
or leaves a file that is neither the old one nor the new one: each with its seed and with the
smallest input found that shows it.
"""
