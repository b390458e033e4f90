"""How fast textclean is, how much memory it takes and how soon it starts, beside its rivals.

`python -m pytest benches --benchmark-only` measures it all in about six minutes. First
pytest-benchmark times each subject by itself, so that its own options can save and compare runs.
Then the summary is measured: every round runs all subjects, so that a machine that slows down slows
them all, and what counts is the median of the ratios within a round.

The copy is made from the stories and golden cases of this checkout. `--corpora FOLDER` measures on
a folder of corpora instead, in the format that `textclean.train.corpus` reads. What a rival is
measured with is installed by `pip install --editable . --group bench`; one that is missing is left
out, and the summary says so.

How well it repairs is measured by `python -m benches.quality`, how well it finds sentences by
`python -m benches.boundaries`.
"""
