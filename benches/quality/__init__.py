"""How well textclean repairs damaged documents, and what it does to undamaged ones.

    python -m benches.quality CORPORA/heldout          (the final figures)
    python -m benches.quality --dev CORPORA/train      (to choose and tune on)

Documents of each source are damaged at four levels as `textclean.train.garble` does it, repaired by
the `wire` preset at its default confidence and by what it is compared with, and held against the
originals. Phrases and furniture are pasted into documents of their own, with `--dev` from other
lists than without, and others lose their layout. The documents, their damage and so all figures are
the same in each run.
"""
